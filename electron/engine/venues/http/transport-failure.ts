import type { WireEvidence } from './wire-evidence.ts';

/** These arise while a connection is being made, so no request was written to it yet. Sources: Node's net, dns, tls; undici. */
const BEFORE_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
/** These can also hit an open connection; only the failing system call tells. */
const BEFORE_CONNECTION_IF_CONNECTING = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EADDRNOTAVAIL']);

interface Failure {
  code?: unknown;
  syscall?: unknown;
  cause?: unknown;
  errors?: unknown;
  /** Set by our own fetch, which sees the connection. */
  neverConnected?: unknown;
}

/** The innermost failures: fetch wraps the cause, and racing IPv4 against IPv6 gives one failure an address. */
function leaves(error: unknown, depth = 0): Failure[] {
  if (typeof error !== 'object' || error === null) return [{}];
  const failure = error as Failure;
  if (typeof failure.neverConnected === 'boolean') return [failure];
  if (depth < 5 && Array.isArray(failure.errors) && failure.errors.length > 0) {
    return failure.errors.flatMap((each) => leaves(each, depth + 1));
  }
  if (depth < 5 && failure.cause !== undefined) return leaves(failure.cause, depth + 1);
  return [failure];
}

function codeOf(failure: Failure): string | null {
  return typeof failure.code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(failure.code) ? failure.code : null;
}

function neverConnected(failure: Failure): boolean {
  if (typeof failure.neverConnected === 'boolean') return failure.neverConnected;
  const code = codeOf(failure);
  if (code === null) return false;
  return BEFORE_CONNECTION.has(code) || (failure.syscall === 'connect' && BEFORE_CONNECTION_IF_CONNECTING.has(code));
}

/** Evidence for a request whose fetch failed. Takes nothing but the codes over: messages can carry addresses. */
export function transportFailure(error: unknown): WireEvidence {
  const failures = leaves(error);
  const codes = [...new Set(failures.map(codeOf))].filter((code) => code !== null).join(', ');
  const suffix = codes === '' ? '' : ` (${codes})`;
  if (failures.every(neverConnected)) {
    return { phase: 'not_sent', code: 'VENUE_UNREACHABLE', detail: `no connection to the venue${suffix}` };
  }
  return { phase: 'sent', detail: `the connection to the venue broke before its answer was complete${suffix}` };
}
