import type { Fault, Processing } from '../http/faults.ts';
import type { VenueAnswer } from '../http/request.ts';

/** The texts of OKX's "Error Code" page for the codes that these tests need. */
const MESSAGES: Readonly<Record<string, string>> = {
  '50001': 'Service temporarily unavailable. Try again later',
  '50002': 'JSON syntax error',
  '50004':
    'API endpoint request timeout (does not mean that the request was successful or failed, please check the request result).',
  '50005': 'API is offline or unavailable',
  '50006': 'Invalid Content-Type, please use application/json',
  '50011': 'Too Many Requests',
  '50013': 'Systems are busy. Please try again later.',
  '50026': 'System error. Try again later',
  '50061': 'Sub-account rate limit exceeded.',
  '50101': 'APIKey does not match current environment.',
  '50102': 'Timestamp request expired.',
  '50103': 'Request header "OK-ACCESS-KEY" cannot be empty.',
  '50104': 'Request header "OK-ACCESS-PASSPHRASE" cannot be empty.',
  '50105': 'Request header "OK-ACCESS-PASSPHRASE" incorrect.',
  '50106': 'Request header "OK-ACCESS-SIGN" cannot be empty.',
  '50107': 'Request header "OK-ACCESS-TIMESTAMP" cannot be empty.',
  '50111': 'Invalid OK-ACCESS-KEY.',
  '50112': 'Invalid OK-ACCESS-TIMESTAMP.',
  '50113': 'Invalid Sign',
  '50120': "This API key doesn't have permission to use this function",
  '51001': "Instrument ID, Instrument ID code, or Spread ID doesn't exist.",
  '51003': 'Either ordId or clOrdId is required',
  '51006': 'Order price is not within the price limit',
  '51008': 'Order failed. Insufficient balance in account.',
  '51010': 'Request unsupported under current account mode',
  '51016': 'Client order ID already exists.',
  '51020': 'Your order should meet or exceed the minimum order amount.',
  '51022': 'Instrument not available for trading.',
  '51054': 'Request timed out. Please try again.',
  '51121': 'Order quantity must be a multiple of the lot size.',
  '51137': 'Your opening price has triggered the limit price, and the max buy price is exceeded.',
  '51138': 'Your opening price has triggered the limit price, and the min sell price is not reached.',
  '51149': 'Order timed out. Please try again.',
  '51169': "Order failed because you don't have any positions in this direction for this contract to reduce or close.",
  '51203': 'Order amount exceeds the limit',
  '51205': 'Reduce Only is not available.',
  '51400': 'Cancellation failed as the order has been filled, canceled or does not exist.',
  '51410': 'Cancellation failed as the order is already in canceling status or pending settlement.',
  '51502': 'Order failed to be amended due to insufficient balance.',
  '51503': 'Your order has already been filled or canceled.',
  '51511': 'Operation failed as the order price did not meet the requirement for Post Only.',
  '51603': 'Order does not exist',
  '59102': 'Leverage exceeds the maximum limit. Please lower the leverage.',
};

/** A refusal by the venue; thrown inside a route. `row`: it stands in the answer's one row, as `sCode`. */
export class OkxError extends Error {
  readonly code: string;

  constructor(code: string, message = MESSAGES[code] ?? 'Unknown error.') {
    super(message);
    this.code = code;
  }
}

export const parameterError = (name: string): OkxError => new OkxError('51000', `Parameter ${name} error`);

/** As the documentation gives it per code; nearly all that the order book says comes with 200. */
function statusOf(code: string): number {
  if (code === '50011' || code === '50013') return 429;
  if (code === '50001') return 503;
  if (code === '50026' || code === '51054') return 500;
  if (/^501(0[1-7]|1[0-4]|20)$/.test(code)) return 401;
  return /^500(0[2-6]|14)$/.test(code) ? 400 : 200;
}

/** A refusal of the whole request. */
export function errorAnswer({ code, message }: OkxError): VenueAnswer {
  return { status: statusOf(code), body: { code, msg: message, data: [] } };
}

/** A refusal of the one order that the request was about. */
export function rowAnswer(
  { code, message }: OkxError,
  ids: { ordId?: string; clOrdId?: string },
  ts: number,
): VenueAnswer {
  const row = { clOrdId: '', ordId: '', ...ids, tag: '', ts: String(ts), sCode: code, sMsg: message };
  return { status: 200, body: { code: '1', msg: 'All operations failed', data: [row] } };
}

/**
 * A fault that answers with an OKX code: one from 51000 on in the row of an order, as OKX does, unless told otherwise.
 * `processed` decides whether the order was really accepted all the same.
 */
export function okxFault(
  code: string,
  options: { message?: string; status?: number; processed?: Processing; row?: boolean } = {},
): Fault {
  const { message, status, processed = false, row = Number(code) >= 51_000 && statusOf(code) === 200 } = options;
  const error = new OkxError(code, message);
  const { status: usual, body } = row ? rowAnswer(error, {}, 1_700_000_000_000) : errorAnswer(error);
  return { kind: 'error', status: status ?? usual, body, processed };
}
