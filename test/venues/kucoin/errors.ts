import type { Fault, Processing } from '../http/faults.ts';
import type { VenueAnswer } from '../http/request.ts';

/** The texts of KuCoin's error pages for the codes that these tests need (kucoin.com/docs, spot errors code; docs-new). */
const MESSAGES: Readonly<Record<string, string>> = {
  '102426': 'Duplicate clientOid.',
  '200001': 'Order creation for this pair suspended',
  '200003': 'Number of orders breached the limit',
  '200004': 'Balance insufficient!',
  '300000': 'Internal error',
  '300012': 'clientOid duplicated',
  '400001': 'Any of KC-API-KEY, KC-API-SIGN, KC-API-TIMESTAMP, KC-API-PASSPHRASE is missing in your request header',
  '400002': 'KC-API-TIMESTAMP Invalid',
  '400003': 'KC-API-KEY not exists',
  '400004': 'KC-API-PASSPHRASE error',
  '400005': 'Signature error',
  '400006': 'The requested ip address is not in the api whitelist',
  '400007': 'Access denied, require more permission.',
  '400100': 'Parameter Error',
  '400600': 'validation.createOrder.symbolNotAvailable',
  '404000': 'Url Not Found',
  '429000': 'Too Many Requests',
  '500000': 'Internal Server Error',
  '900001': 'symbol not exists',
};

/** A refusal by the venue; thrown inside a route and answered as `{code, msg}`. */
export class KucoinError extends Error {
  readonly code: string;

  constructor(code: string, message = MESSAGES[code] ?? 'Unknown error') {
    super(message);
    this.code = code;
  }
}

/** KuCoin answers most refusals with 200, and lets the code in the body say what it is. */
function statusOf(code: string): number {
  if (/^40000[1-9]$/.test(code)) return 401;
  if (code === '429000') return 429;
  if (code === '404000') return 404;
  return code === '500000' ? 500 : 200;
}

export function errorAnswer({ code, message }: KucoinError): VenueAnswer {
  return { status: statusOf(code), body: { code, msg: message } };
}

export const ORDER_NOT_EXIST = 'The order does not exist.';
export const NOT_CANCELABLE = 'order_not_exist_or_not_allow_to_cancel';

export const badParameter = (message: string): KucoinError => new KucoinError('400100', message);

/**
 * A fault that answers with a KuCoin error code; `processed` decides whether the order was really accepted all the same:
 * `kucoinFault('300000', { processed: true })` is the internal error behind which the order exists.
 */
export function kucoinFault(
  code: string,
  options: { message?: string; status?: number; processed?: Processing; resetMs?: number } = {},
): Fault {
  const { message, status, processed = false, resetMs } = options;
  const { status: usual, body } = errorAnswer(new KucoinError(code, message));
  const headers = resetMs === undefined ? {} : { 'gw-ratelimit-reset': String(resetMs) };
  return { kind: 'error', status: status ?? usual, body, headers, processed };
}
