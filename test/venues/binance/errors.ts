import type { Fault, Processing } from '../http/faults.ts';
import type { VenueAnswer } from '../http/request.ts';

/** The texts of Binance's errors.md for the codes that these tests need. */
const MESSAGES: Readonly<Record<number, string>> = {
  [-1003]:
    'Too much request weight used; current limit is 6000 request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.',
  [-1006]: 'An unexpected response was received from the message bus. Execution status unknown.',
  [-1007]: 'Timeout waiting for response from backend server. Send status unknown; execution status unknown.',
  [-1008]: 'Server is currently overloaded with other requests. Please try again in a few minutes.',
  [-1013]: 'Filter failure: LOT_SIZE',
  [-1015]: 'Too many new orders; current limit is 100 orders per 10 SECOND.',
  [-1021]: 'Timestamp for this request is outside of the recvWindow.',
  [-1022]: 'Signature for this request is not valid.',
  [-1115]: 'Invalid timeInForce.',
  [-1116]: 'Invalid orderType.',
  [-1117]: 'Invalid side.',
  [-1121]: 'Invalid symbol.',
  [-1131]: 'recvWindow must be less than 60000.',
  [-2010]: 'Account has insufficient balance for requested action.',
  [-2011]: 'Unknown order sent.',
  [-2013]: 'Order does not exist.',
  [-2014]: 'API-key format invalid.',
  [-2015]: 'Invalid API-key, IP, or permissions for action.',
  [-2026]: 'Order was canceled or expired with no executed qty over 90 days ago and has been archived.',
};

/** A refusal by the venue; thrown inside a route and answered as `{code, msg}`. */
export class BinanceError extends Error {
  readonly code: number;

  constructor(code: number, message = MESSAGES[code] ?? 'Unknown error.') {
    super(message);
    this.code = code;
  }
}

/** The documentation gives no status per code. Here: 401 for the key errors, 429 for the rate limits, else 400. */
function statusOf(code: number): number {
  if (code === -2014 || code === -2015) return 401;
  return code === -1003 || code === -1015 ? 429 : 400;
}

export function errorAnswer({ code, message }: BinanceError): VenueAnswer {
  return { status: statusOf(code), body: { code, msg: message } };
}

export const missing = (name: string): BinanceError =>
  new BinanceError(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`);

export const filterFailure = (filter: string): BinanceError => new BinanceError(-1013, `Filter failure: ${filter}`);

/**
 * A fault that answers with a Binance error code. `processed` decides whether the order was really accepted all the same:
 * `binanceFault(-1007, { processed: true })` is the timeout behind which the order exists.
 */
export function binanceFault(
  code: number,
  options: { message?: string; status?: number; processed?: Processing; retryAfter?: number } = {},
): Fault {
  const { message, status, processed = false, retryAfter } = options;
  const { status: usual, body } = errorAnswer(new BinanceError(code, message));
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return { kind: 'error', status: status ?? usual, body, headers, processed };
}
