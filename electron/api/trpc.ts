import { initTRPC } from '@trpc/server';
import { QtError } from '../../shared/schema/error-code.ts';
import type { ErrorCode } from '../../shared/schema/error-code.ts';
import type { Door } from '../../shared/schema/order.ts';
import { readableIssues } from '../../shared/schema/readable-issues.ts';
import type { Engine } from '../engine/engine-interface.ts';
import type { ConfirmDesk } from './confirm-desk.ts';

export interface ApiContext {
  engine: Engine;
  /** The door that the call came through; set by the door, never by the caller. */
  door: Door;
  /** Asks the operator of this client. Where a page speaks and there is none, what has to be confirmed is refused. */
  confirm?: ConfirmDesk | undefined;
  /** Where the page is served by `qt serve`: a link that signs in once. At the control socket only. */
  mintLoginUrl?: (() => string) | undefined;
}

/** tRPC's codes for what a caller did wrong. */
const BAD_CALLS: ReadonlySet<string> = new Set([
  'BAD_REQUEST',
  'PARSE_ERROR',
  'METHOD_NOT_SUPPORTED',
  'UNSUPPORTED_MEDIA_TYPE',
  'PAYLOAD_TOO_LARGE',
]);

/** The stable code of anything thrown behind a procedure. Input that fails its schema is bad input, the rest is a bug. */
export function codeOf(error: unknown, trpcCode: string): ErrorCode {
  if (error instanceof QtError) return error.code;
  if (BAD_CALLS.has(trpcCode)) return 'INVALID_INPUT';
  if (trpcCode === 'NOT_FOUND') return 'NOT_FOUND';
  return 'INTERNAL';
}

const t = initTRPC.context<ApiContext>().create({
  // A bug's text may quote anything, so only the text of expected errors goes out; stacks never do.
  errorFormatter: ({ shape, error }) => {
    const code = codeOf(error.cause, error.code);
    const message = code === 'INTERNAL' ? 'A fault in the console itself; see the log.' : readable(error);
    return { ...shape, message, data: { code: shape.data.code, httpStatus: shape.data.httpStatus, qt_code: code } };
  },
  sse: { ping: { enabled: true, intervalMs: 5_000 }, client: { reconnectAfterInactivityMs: 15_000 } },
});

function readable(error: { message: string; cause?: unknown }): string {
  const issues = (error.cause as { issues?: { path?: PropertyKey[]; message: string }[] } | undefined)?.issues;
  if (!Array.isArray(issues)) return error.message;
  return readableIssues(issues);
}

export const router = t.router;
export const procedure = t.procedure;
export const createCallerFactory = t.createCallerFactory;
