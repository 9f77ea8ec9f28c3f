import type { Fault, Processing } from '../http/faults.ts';
import type { VenueAnswer } from '../http/request.ts';

/** The texts of Bybit's list of error codes (docs/v5/error) for those that these tests need. */
const MESSAGES: Readonly<Record<number, string>> = {
  10000: 'Server Timeout',
  10001: 'Request parameter error.',
  10002:
    'invalid request, please check your server timestamp or recv_window param. req_timestamp[1],server_timestamp[1],recv_window[5000]',
  10003: 'API key is invalid.',
  10004: 'error sign! please check your signature generation algorithm.',
  10005: 'Permission denied, please check your API key permissions.',
  10006: 'Too many visits. Exceeded the API Rate Limit.',
  10010: "Unmatched IP, please check your API key's bound IP addresses.",
  10016: 'Server error.',
  10017: 'Route not found.',
  10018: 'Exceeded the IP Rate Limit.',
  10429: 'System level frequency protection',
  33004: 'Your api key has expired.',
  110001: 'order not exists or too late to cancel',
  110003: 'Order price exceeds the allowable range.',
  110007: 'ab not enough for new order',
  110017: 'current position is zero, cannot fix reduce-only order qty',
  110043: 'leverage not modified',
  110064: 'The order quantity to be modified should be higher than the filled quantity.',
  110072: 'OrderLinkedID is duplicate',
  110094: 'Order does not meet minimum order value 5USDT',
  170121: 'Invalid symbol.',
  170131: 'Insufficient balance.',
  170134: 'Order price has too many decimals.',
  170135: 'Order quantity exceeded upper limit.',
  170136: 'Order quantity exceeded lower limit.',
  170137: 'Order quantity has too many decimals.',
  170140: 'Order value exceeded lower limit.',
  170141: 'Duplicate clientOrderId',
  170146: 'Order creation timeout',
  170151: 'The trading pair is not open yet.',
  170213: 'Order does not exist.',
  3400045: 'Set margin mode failed',
};

/** A refusal by the venue; thrown inside a route and answered as `{retCode, retMsg}`. */
export class BybitError extends Error {
  readonly code: number;

  constructor(code: number, message = MESSAGES[code] ?? 'Unknown error.') {
    super(message);
    this.code = code;
  }
}

/** The envelope of every answer. Refusals come with 200 as well: the code in the body tells. */
export function envelope(result: unknown, now: number): object {
  return { retCode: 0, retMsg: 'OK', result, retExtInfo: {}, time: now };
}

export function errorAnswer({ code, message }: BybitError, now = 0): VenueAnswer {
  return { status: 200, body: { retCode: code, retMsg: message, result: {}, retExtInfo: {}, time: now } };
}

/**
 * A fault that answers with a code of Bybit's. `processed` decides whether the order was really accepted all the same:
 * `bybitFault(10000, { processed: true })` is the timeout behind which the order exists.
 */
export function bybitFault(
  code: number,
  options: { message?: string; status?: number; processed?: Processing; headers?: Record<string, string> } = {},
): Fault {
  const { message, status, processed = false, headers = {} } = options;
  const { status: usual, body } = errorAnswer(new BybitError(code, message));
  return { kind: 'error', status: status ?? usual, body, headers, processed };
}
