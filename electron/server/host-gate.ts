import type { ErrorDocument } from '../../shared/schema/error-code.ts';

export interface Refusal {
  status: number;
  error: ErrorDocument;
}

/** What the gate looks at. `rawHeaders` because Node keeps only the first of two Host headers in `headers`. */
export interface GateRequest {
  method?: string | undefined;
  url?: string | undefined;
  rawHeaders: string[];
}

/**
 * Decides before any routing whether a request may come in at all. Loopback alone keeps no web page out: a page can send
 * simple requests to it, and by DNS rebinding even read the answers under its own name. Null means: let it pass.
 *
 * `places`: where the start page may be shown when another port of this host leads to it, as the sign-in and the frame of the
 * confirmation do. That page is the same for everybody, and what may frame it says its policy.
 */
export function refuseForeign(
  request: GateRequest,
  port: number,
  places: readonly ('document' | 'iframe')[] = [],
): Refusal | null {
  const values = (name: string): string[] =>
    request.rawHeaders.filter((_, i) => i % 2 === 1 && request.rawHeaders[i - 1]?.toLowerCase() === name);

  // The absolute form is for proxies; with it the Host header no longer says which host is meant.
  if (!request.url?.startsWith('/')) return malformed('The request target must be a path.');
  const hosts = values('host');
  const [host] = hosts;
  if (host === undefined || hosts.length > 1) return malformed('Exactly one Host header is needed.');
  if (!ownHosts(port).has(host.toLowerCase())) return foreign('This host name is not served here.');

  for (const origin of values('origin')) {
    if (origin !== `http://${host}`) return foreign('Requests from other pages are not served.');
  }
  const [place] = values('sec-fetch-dest');
  const isStart = request.method === 'GET' && request.url.split('?', 1)[0] === '/';
  const isLedHere = isStart && places.some((each) => each === place);
  for (const site of values('sec-fetch-site')) {
    if (site !== 'same-origin' && site !== 'none' && !(site === 'same-site' && isLedHere))
      return foreign('Requests from other pages are not served.');
  }
  if (request.method === 'OPTIONS') return foreign('Cross-origin requests are not served.');
  return null;
}

function ownHosts(port: number): Set<string> {
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  // Browsers leave out the scheme's own port.
  return new Set(names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])));
}

function malformed(message: string): Refusal {
  return { status: 400, error: { code: 'INVALID_INPUT', message } };
}

function foreign(message: string): Refusal {
  return { status: 403, error: { code: 'FORBIDDEN_ORIGIN', message } };
}
