import { describe, expect, it } from 'vitest';
import { KUCOIN_ERRORS, meaningOf } from '../../../../electron/engine/venues/kucoin/error-table.ts';
import { kucoinVerdict } from '../../../../electron/engine/venues/kucoin/outcome.ts';
import type { WireEvidence } from '../../../../electron/engine/venues/http/wire-evidence.ts';

const clean = (text: string): string => text;
const verdict = (status: number, body: unknown) => {
  const bodyText = typeof body === 'string' ? body : JSON.stringify(body);
  const evidence: WireEvidence = { phase: 'answered', status, bodyText, retryAfterMs: null };
  return kucoinVerdict(evidence, clean);
};

/** By hand from the pages of the documentation and from words that were seen on the wire, not from the table under test. */
const REFUSED: [number, string, string, string][] = [
  [200, '200004', 'Balance insufficient!', 'INSUFFICIENT_FUNDS'],
  [200, '230003', 'Balance insufficient!', 'INSUFFICIENT_FUNDS'],
  [200, '400100', 'account.available.amount', 'INSUFFICIENT_FUNDS'],
  [200, '400100', 'Order size below the minimum requirement.', 'INVALID_AMOUNT'],
  [200, '400100', 'The quantity is below the minimum requirement.', 'INVALID_AMOUNT'],
  [200, '600100', 'Order size increment invalid.', 'INVALID_AMOUNT'],
  [200, '600100', 'Funds below the minimum requirement.', 'MIN_NOTIONAL'],
  [200, '600101', 'The order funds should more then 0.1 USDT.', 'MIN_NOTIONAL'],
  [200, '400100', 'Order funds below the minimum.', 'MIN_NOTIONAL'],
  [200, '400100', 'price not in the given range!', 'INVALID_PRICE'],
  [200, '400330', "Order price can't deviate from NAV by 50%", 'INVALID_PRICE'],
  [200, '400370', 'Max. price: 0.02500000000000000000', 'INVALID_PRICE'],
  [200, '400760', 'order price should be more than 1', 'INVALID_PRICE'],
  [200, '400100', 'Unsupported trading pair.', 'UNKNOWN_SYMBOL'],
  [200, '900001', 'symbol not exists', 'UNKNOWN_SYMBOL'],
  [400, '900001', 'symbol not exists', 'UNKNOWN_SYMBOL'],
  [200, '400100', 'validation.createOrder.sideIsRequired', 'VENUE_REFUSED'],
  [200, '400600', 'validation.createOrder.symbolNotAvailable', 'VENUE_REFUSED'],
  [200, '200001', 'Order creation for this pair suspended', 'VENUE_REFUSED'],
  [200, '200002', 'Order cancel for this pair suspended', 'VENUE_REFUSED'],
  [200, '200003', 'Number of orders breached the limit', 'VENUE_REFUSED'],
  [200, '200009', 'Please complete the KYC verification before you trade XX', 'VENUE_REFUSED'],
  [200, '400200', 'Forbidden to place an order', 'VENUE_REFUSED'],
  [200, '400303', 'please complete the identity verification process.', 'VENUE_REFUSED'],
  [200, '400350', 'Upper limit for holding: 10,000USDT', 'VENUE_REFUSED'],
  [200, '400500', 'Your located country/region is currently not supported', 'VENUE_REFUSED'],
  [200, '400700', "Transaction restricted, there's a risk problem in your account", 'VENUE_REFUSED'],
  [200, '411100', 'User are frozen', 'VENUE_REFUSED'],
  [415, '415000', 'Unsupported Media Type', 'VENUE_REFUSED'],
  [200, '600203', 'Symbol BTC-USDT cant be traded', 'VENUE_REFUSED'],
  [404, '404000', 'Url Not Found', 'VENUE_NOT_SUPPORTED'],
  [200, '401000', 'The interface has been deprecated', 'VENUE_NOT_SUPPORTED'],
  [401, '400001', 'Any of KC-API-KEY, … is missing in your request header', 'VENUE_AUTH'],
  [401, '400003', 'KC-API-KEY not exists', 'VENUE_AUTH'],
  [401, '400004', 'KC-API-PASSPHRASE error', 'VENUE_AUTH'],
  [401, '400005', 'Signature error', 'VENUE_AUTH'],
  [403, '400006', 'The requested ip address is not in the api whitelist', 'VENUE_AUTH'],
  [403, '400007', 'Access denied, require more permission.', 'VENUE_AUTH'],
  [401, '400008', 'V1 & V2 API keys are no longer supported by this API.', 'VENUE_AUTH'],
  [401, '400009', 'Invalid KC-API-KEY-VERSION.', 'VENUE_AUTH'],
  [401, '400010', 'UID access denied, requires more permission.', 'VENUE_AUTH'],
  [401, '400002', 'KC-API-TIMESTAMP Invalid', 'VENUE_CLOCK'],
  [429, '429000', 'Too Many Requests', 'VENUE_RATE_LIMIT'],
  [200, '429000', 'Too Many Requests', 'VENUE_RATE_LIMIT'],
  [200, '200002', 'Too many requests in a short period of time, please retry later', 'VENUE_RATE_LIMIT'],
  [429, '1015', 'cloudflare frequency limit according to IP, block 30s', 'VENUE_RATE_LIMIT'],
];

const UNKNOWN: [string, number, unknown][] = [
  ['an internal error', 200, { code: '300000', msg: 'Internal error' }],
  ['a timeout behind it', 200, { code: '408000', msg: 'Network timeout, please try again later' }],
  ['a server error with 200', 200, { code: '500000', msg: 'Internal Server Error' }],
  ['a duplicate', 200, { code: '102426', msg: 'Duplicate clientOid.' }],
  ['a duplicate in another code', 200, { code: '300012', msg: 'x' }],
  ['a duplicate of margin', 200, { code: '126033', msg: 'Duplicate order' }],
  ['a duplicate client id of margin', 200, { code: '126044', msg: 'clientOid duplicate' }],
  ['a duplicate as a parameter', 200, { code: '400100', msg: 'validation.createOrder.clientOidDuplicated' }],
  ['a code that is not listed', 200, { code: '199999', msg: 'Something new.' }],
  ['a timeout behind a rate-limit status', 429, { code: '300000', msg: 'Internal error' }],
  ['a refusal with 500', 500, { code: '200004', msg: 'Balance insufficient!' }],
  ['a refusal with 503', 503, { code: '900001', msg: 'symbol not exists' }],
  ['success without data', 200, { code: '200000', msg: 'position internal error' }],
  ['success with 400', 400, { code: '200000', data: { orderId: '1' } }],
  ['a page with 200', 200, '<html></html>'],
  ['nothing with 200', 200, ''],
  ['half of an answer', 200, '{"code":"200000","data":{"orderId"'],
  ['a list', 200, '[1]'],
  ['no code', 200, { data: { orderId: '1' } }],
  ['a page with 403', 403, '<html></html>'],
  ['a page with 404', 404, '<html></html>'],
  ['a page with 401', 401, '<html></html>'],
  ['a page with 502', 502, '<html></html>'],
  ['a redirect', 302, { code: '900001', msg: 'symbol not exists' }],
];

describe('what an answer of KuCoin means', () => {
  it.each(REFUSED)('%i %s "%s" refuses: %s', (status, code, msg, expected) => {
    const message = `KuCoin ${code}: ${msg}`;
    expect(verdict(status, { code, msg })).toEqual({ kind: 'refused', code: expected, message });
  });

  it.each(UNKNOWN)('%s is unknown', (_, status, body) => {
    expect(verdict(status, body).kind).toBe('unknown');
  });

  it('429 refuses also without a readable body', () => {
    expect(verdict(429, '<html></html>')).toMatchObject({ kind: 'refused', code: 'VENUE_RATE_LIMIT' });
  });

  it.each([
    ['400100', 'The order does not exist.'],
    ['400100', 'order not exist.'],
    ['400100', 'order_not_exist_or_not_allow_to_cancel'],
    ['400100', 'Order not exist or not allow to be cancelled'],
    ['order_not_exist', 'order_not_exist'],
  ])('%s "%s" is "no such order"', (code, msg) => {
    expect(verdict(200, { code, msg }).kind).toBe('no_such_order');
  });

  it('success is its data, numbers as they stand there', () => {
    const body = '{"code":"200000","data":{"lastId":11067996711960577}}';
    expect(verdict(200, body)).toEqual({ kind: 'ok', document: { lastId: '11067996711960577' } });
    expect(verdict(200, { code: '200000', data: null })).toEqual({ kind: 'ok', document: null });
  });

  it('what did not leave was not sent; what may have left is unknown', () => {
    const lost: WireEvidence = { phase: 'not_sent', code: 'VENUE_UNREACHABLE', detail: 'd' };
    expect(kucoinVerdict(lost, clean)).toMatchObject({ kind: 'not_sent', code: 'VENUE_UNREACHABLE' });
    expect(kucoinVerdict({ phase: 'sent', detail: 'd' }, clean).kind).toBe('unknown');
  });

  it('every row of the table is tried here, and none hides another', () => {
    const tried = [
      ...REFUSED.map(([, code, msg]) => [code, msg] as const),
      ...UNKNOWN.map(([, , body]) => body as { code?: string; msg?: string }).map(
        ({ code, msg }) => [code, msg] as const,
      ),
      ['400100', 'order not exist.'] as const,
      ['order_not_exist', ''] as const,
    ];
    for (const row of KUCOIN_ERRORS) {
      const hit = tried.some(
        ([code, msg]) =>
          KUCOIN_ERRORS.find((each) => each.code === code && (each.words?.test(msg ?? '') ?? true)) === row,
      );
      expect(hit, `${row.code} ${String(row.words)}`).toBe(true);
    }
    expect(meaningOf('2', 'x')).toBe('unknown');
  });
});
