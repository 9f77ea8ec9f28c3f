import { describe, expect, it } from 'vitest';
import { BYBIT_ERRORS, meaningOf } from '../../../../electron/engine/venues/bybit/error-table.ts';
import { bybitVerdict } from '../../../../electron/engine/venues/bybit/outcome.ts';
import type { WireEvidence } from '../../../../electron/engine/venues/http/wire-evidence.ts';

const clean = (text: string): string => text;
const answered = (status: number, body: unknown): WireEvidence => ({
  phase: 'answered',
  status,
  bodyText: typeof body === 'string' ? body : JSON.stringify(body),
  retryAfterMs: null,
});
const verdict = (status: number, body: unknown) => bybitVerdict(answered(status, body), clean);
const said = (retCode: number, retMsg: string, result: unknown = {}) => ({
  retCode,
  retMsg,
  result,
  retExtInfo: {},
  time: 1,
});

/** By hand from Bybit's list of error codes and exchanges 2.7, not from the table under test. */
const REFUSED: [number, number, string, string][] = [
  [200, 10001, 'Request parameter error.', 'VENUE_REFUSED'],
  [200, 10001, 'Not supported symbols', 'UNKNOWN_SYMBOL'],
  [200, 10001, 'Qty invalid', 'INVALID_AMOUNT'],
  [200, 10001, 'The number of contracts exceeds maximum limit allowed: too large', 'INVALID_AMOUNT'],
  [200, 10001, 'params error: price is required', 'INVALID_PRICE'],
  [200, 10001, 'position idx not match position mode', 'VENUE_REFUSED'],
  [200, 10001, 'empty value: apiTimestamp[] apiKey[] apiSignature[]: openapi sign params error!', 'VENUE_AUTH'],
  [200, 10002, 'invalid request, please check your server timestamp or recv_window param.', 'VENUE_CLOCK'],
  [200, 10003, 'API key is invalid.', 'VENUE_AUTH'],
  [401, 10003, 'API key is invalid.', 'VENUE_AUTH'],
  [200, 10004, 'error sign! origin_string[x]', 'VENUE_AUTH'],
  [200, 10005, 'Permission denied, please check your API key permissions.', 'VENUE_AUTH'],
  [200, 10010, "Unmatched IP, please check your API key's bound IP addresses.", 'VENUE_AUTH'],
  [200, 33004, 'Your api key has expired.', 'VENUE_AUTH'],
  [200, -2015, 'Your api key has expired.', 'VENUE_AUTH'],
  [200, 10006, 'Too many visits. Exceeded the API Rate Limit.', 'VENUE_RATE_LIMIT'],
  [429, 10006, 'Too many visits. Exceeded the API Rate Limit.', 'VENUE_RATE_LIMIT'],
  [403, 10018, 'Exceeded the IP Rate Limit.', 'VENUE_RATE_LIMIT'],
  [200, 10024, 'Compliance rules triggered', 'VENUE_REFUSED'],
  [200, 10027, 'Transactions are banned.', 'VENUE_REFUSED'],
  [200, 110003, 'Order price exceeds the allowable range.', 'INVALID_PRICE'],
  [200, 110004, 'Wallet balance is insufficient', 'INSUFFICIENT_FUNDS'],
  [200, 110007, 'ab not enough for new order', 'INSUFFICIENT_FUNDS'],
  [200, 110017, 'current position is zero, cannot fix reduce-only order qty', 'VENUE_REFUSED'],
  [200, 110020, 'Not allowed to have more than 500 active orders.', 'VENUE_REFUSED'],
  [200, 110064, 'The order quantity to be modified should be higher than the filled quantity.', 'INVALID_AMOUNT'],
  [200, 110094, 'Order does not meet minimum order value 5USDT', 'MIN_NOTIONAL'],
  [200, 170121, 'Invalid symbol.', 'UNKNOWN_SYMBOL'],
  [200, 170124, 'Order amount too large.', 'INVALID_AMOUNT'],
  [200, 170131, 'Insufficient balance.', 'INSUFFICIENT_FUNDS'],
  [200, 170132, 'Order price too high.', 'INVALID_PRICE'],
  [200, 170134, 'Order price has too many decimals.', 'INVALID_PRICE'],
  [200, 170136, 'Order quantity exceeded lower limit.', 'INVALID_AMOUNT'],
  [200, 170137, 'Order volume decimal too long', 'INVALID_AMOUNT'],
  [200, 170140, 'Order value exceeded lower limit.', 'MIN_NOTIONAL'],
  [200, 170151, 'The trading pair is not open yet.', 'VENUE_REFUSED'],
  [200, 170193, 'Buy order price cannot be higher than 1', 'INVALID_PRICE'],
  [200, 170218, 'The LIMIT-MAKER order is rejected due to invalid price.', 'VENUE_REFUSED'],
  [200, 170222, 'Too many requests in this time frame.', 'VENUE_RATE_LIMIT'],
];

const UNKNOWN: [string, number, unknown][] = [
  ['10000 a server timeout', 200, said(10000, 'Server Timeout')],
  ['10014 the same request again', 200, said(10014, 'Invalid duplicate request.')],
  ['10016 a server error', 200, said(10016, 'Server error.')],
  ['10429 overload', 200, said(10429, 'System level frequency protection')],
  ['10429 overload behind 429', 429, said(10429, 'System level frequency protection')],
  ['110030 a duplicate order id', 200, said(110030, 'Duplicate orderId')],
  ['110072 a duplicate of our id', 200, said(110072, 'OrderLinkedID is duplicate')],
  ['110079 an order in processing', 200, said(110079, 'The order is processing')],
  ['170001 an internal error', 200, said(170001, 'Internal error.')],
  ['170007 a timeout of the backend', 200, said(170007, 'Timeout waiting for response from backend server.')],
  ['170032 a network error', 200, said(170032, 'Network error. Please try again later')],
  ['170035 in processing', 200, said(170035, 'Submitted to the system for processing!')],
  ['170141 a duplicate of our id', 200, said(170141, 'Duplicate clientOrderId')],
  ['170146 a creation timeout', 200, said(170146, 'Order creation timeout')],
  ['170147 a cancellation timeout', 200, said(170147, 'Order cancellation timeout')],
  ['170149 a creation that failed', 200, said(170149, 'Create order failed')],
  ['a code that is not listed', 200, said(199999, 'Something new.')],
  ['a refusal with 500', 500, said(110007, 'ab not enough for new order')],
  ['a refusal with 503', 503, said(10003, 'API key is invalid.')],
  ['success with 403', 403, said(0, 'OK', { orderId: '1' })],
  ['success without a result', 200, { retCode: 0, retMsg: 'OK', time: 1 }],
  ['success with a list for a result', 200, said(0, 'OK', [])],
  ['a page with 502', 502, '<html></html>'],
  ['a page of a firewall', 403, '<html></html>'],
  ['a page with 404', 404, '<html></html>'],
  ['a page with 401', 401, '<html></html>'],
  ['a redirect', 302, ''],
  ['a page with 200', 200, '<html></html>'],
  ['nothing with 200', 200, ''],
  ['half of an answer with 200', 200, '{"retCode":0,"retMsg":"OK","result":{"orderId":"1"'],
  ['a number with 200', 200, '5'],
  ['a code without words', 200, { retCode: 10001 }],
  ['a code that is a word', 200, { retCode: 'INVALID', retMsg: 'x', result: {} }],
];

describe('what an answer of Bybit means', () => {
  it.each(REFUSED)('%i %i "%s" refuses: %s', (status, code, words, expected) => {
    const message = `Bybit ${code}: ${words}`;
    expect(verdict(status, said(code, words))).toEqual({ kind: 'refused', code: expected, message });
  });

  it.each(UNKNOWN)('%s is unknown', (_, status, body) => {
    expect(verdict(status, body).kind).toBe('unknown');
  });

  it('success is the result of the answer, its numbers as they stand there', () => {
    const body = '{"retCode":0,"retMsg":"OK","result":{"orderId":12345678901234567890},"time":1}';
    expect(verdict(200, body)).toEqual({ kind: 'ok', document: { orderId: '12345678901234567890' } });
  });

  it('429, and 403 in the words of the rate limit, refuse also without a readable body', () => {
    for (const body of ['<html></html>', '']) {
      expect(verdict(429, body)).toMatchObject({ kind: 'refused', code: 'VENUE_RATE_LIMIT' });
    }
    expect(verdict(403, '403, access too frequent')).toMatchObject({ kind: 'refused', code: 'VENUE_RATE_LIMIT' });
  });

  it.each([
    [110001, 'order not exists or too late to cancel'],
    [110008, 'Order has been finished or canceled'],
    [110010, 'Order already cancelled'],
    [170139, 'Order has been filled.'],
    [170142, 'Order has been canceled'],
    [170213, 'Order does not exist.'],
  ])('%i "%s" is "no such order"', (code, words) => {
    expect(verdict(200, said(code, words)).kind).toBe('no_such_order');
  });

  it('what did not leave was not sent; what may have left is unknown', () => {
    expect(bybitVerdict({ phase: 'not_sent', code: 'VENUE_UNREACHABLE', detail: 'd' }, clean).kind).toBe('not_sent');
    expect(bybitVerdict({ phase: 'sent', detail: 'd' }, clean).kind).toBe('unknown');
  });

  it('words of the venue are cleaned before they are shown', () => {
    const shown = bybitVerdict(answered(200, said(10004, 'origin_string[key]')), (text) => text.replace('key', '***'));
    expect(shown).toMatchObject({ message: 'Bybit 10004: origin_string[***]' });
  });

  it('every row of the table is tried against evidence, and means what it says', () => {
    for (const [index, row] of BYBIT_ERRORS.entries()) {
      for (const code of row.codes) {
        const before = BYBIT_ERRORS.slice(0, index).filter((each) => each.codes.includes(code));
        // A row behind one without words could never be reached.
        expect(
          before.every(({ words }) => words),
          String(code),
        ).toBe(true);
        const words = SAMPLES.find((sample) => row.words?.test(sample) ?? true) ?? '';
        const kind = row.means === 'unknown' || row.means === 'no_such_order' ? row.means : 'refused';
        expect(verdict(200, said(code, words)).kind, String(code)).toBe(kind);
        if (kind === 'refused') expect(verdict(200, said(code, words))).toMatchObject({ code: row.means });
      }
    }
    expect(meaningOf(-2, 'x')).toBe('unknown');
  });
});

/** Words that reach exactly one row of a code that has several; the first one that fits is used. */
const SAMPLES = [
  'other words',
  'duplicate',
  'sign params',
  'position idx',
  'remains unchanged',
  'symbol',
  'qty',
  'price',
];
