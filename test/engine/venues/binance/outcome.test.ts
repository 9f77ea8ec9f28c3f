import { describe, expect, it } from 'vitest';
import { BINANCE_ERRORS, meaningOf } from '../../../../electron/engine/venues/binance/error-table.ts';
import { binanceVerdict } from '../../../../electron/engine/venues/binance/outcome.ts';
import type { WireEvidence } from '../../../../electron/engine/venues/http/wire-evidence.ts';

const clean = (text: string): string => text;
const answered = (status: number, body: unknown): WireEvidence => ({
  phase: 'answered',
  status,
  bodyText: typeof body === 'string' ? body : JSON.stringify(body),
  retryAfterMs: null,
});
const verdict = (status: number, body: unknown) => binanceVerdict(answered(status, body), clean);

/** By hand from Binance's errors.md and exchanges 2.7, not from the table under test. */
const REFUSED: [number, number, string, string][] = [
  [400, -1013, 'Filter failure: LOT_SIZE', 'INVALID_AMOUNT'],
  [400, -1013, 'Filter failure: MARKET_LOT_SIZE', 'INVALID_AMOUNT'],
  [400, -1013, 'Invalid quantity.', 'INVALID_AMOUNT'],
  [400, -1013, 'Filter failure: PRICE_FILTER', 'INVALID_PRICE'],
  [400, -1013, 'Filter failure: PERCENT_PRICE_BY_SIDE', 'INVALID_PRICE'],
  [400, -1013, 'Filter failure: NOTIONAL', 'MIN_NOTIONAL'],
  [400, -1013, 'Filter failure: MIN_NOTIONAL', 'MIN_NOTIONAL'],
  [400, -1013, 'Filter failure: MAX_NUM_ORDERS', 'VENUE_REFUSED'],
  [429, -1003, 'Too much request weight used', 'VENUE_RATE_LIMIT'],
  [418, -1003, 'Way too much request weight used; IP banned until 1.', 'VENUE_RATE_LIMIT'],
  [429, -1015, 'Too many new orders; current limit is 100 orders per 10 SECOND.', 'VENUE_RATE_LIMIT'],
  [400, -1015, 'Too many new orders; current limit is 100 orders per 10 SECOND.', 'VENUE_RATE_LIMIT'],
  [400, -1021, 'Timestamp for this request is outside of the recvWindow.', 'VENUE_CLOCK'],
  [400, -1021, "Timestamp for this request was 1000ms ahead of the server's time.", 'VENUE_CLOCK'],
  [400, -1022, 'Signature for this request is not valid.', 'VENUE_AUTH'],
  [401, -2014, 'API-key format invalid.', 'VENUE_AUTH'],
  [401, -2015, 'Invalid API-key, IP, or permissions for action.', 'VENUE_AUTH'],
  [400, -1100, "Illegal characters found in parameter 'price'", 'VENUE_REFUSED'],
  [400, -1102, "Mandatory parameter 'side' was not sent", 'VENUE_REFUSED'],
  [400, -1106, "Parameter 'price' sent when not required.", 'VENUE_REFUSED'],
  [400, -1111, "Parameter 'quantity' has too much precision.", 'INVALID_AMOUNT'],
  [400, -1111, "Parameter 'price' has too much precision.", 'INVALID_PRICE'],
  [400, -1121, 'Invalid symbol.', 'UNKNOWN_SYMBOL'],
  [400, -2010, 'Account has insufficient balance for requested action.', 'INSUFFICIENT_FUNDS'],
  [400, -2010, 'Market is closed.', 'VENUE_REFUSED'],
  [400, -2010, 'Order would immediately match and take.', 'VENUE_REFUSED'],
  [400, -2010, 'This symbol is not permitted for this account.', 'VENUE_REFUSED'],
];

const UNKNOWN: [string, number, unknown][] = [
  [
    'an unexpected answer from the bus',
    400,
    { code: -1006, msg: 'An unexpected response was received from the message bus. Execution status unknown.' },
  ],
  ['a timeout of the backend', 400, { code: -1007, msg: 'Timeout waiting for response from backend server.' }],
  ['overload', 400, { code: -1008, msg: 'Server is currently overloaded with other requests.' }],
  ['a duplicate', 400, { code: -2010, msg: 'Duplicate order sent.' }],
  ['a -2010 in other words', 400, { code: -2010, msg: 'Something new.' }],
  ['a -2011 in other words', 400, { code: -2011, msg: 'Something new.' }],
  ['an archived order', 400, { code: -2026, msg: 'Order was canceled or expired' }],
  ['a code that is not listed', 400, { code: -9999, msg: 'Something new.' }],
  ['a futures code', 400, { code: -4046, msg: 'No need to change margin type.' }],
  ['a refusal with 500', 500, { code: -2010, msg: 'Account has insufficient balance for requested action.' }],
  ['a refusal with 503', 503, { code: -1121, msg: 'Invalid symbol.' }],
  ['a page with 502', 502, '<html></html>'],
  ['a page of the firewall', 403, '<html></html>'],
  ['a refusal with 403', 403, { code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' }],
  ['a page with 404', 404, '<html></html>'],
  ['a page with 400', 400, '<html></html>'],
  ['409', 409, { code: -2021, msg: 'Order cancel-replace partially failed.' }],
  ['a redirect', 302, ''],
  ['a page with 200', 200, '<html></html>'],
  ['nothing with 200', 200, ''],
  ['half of an answer with 200', 200, '{"symbol":"BTCUSDT","orderId":1'],
  ['an error with 200', 200, { code: -2010, msg: 'Account has insufficient balance for requested action.' }],
  ['a number with 200', 200, '5'],
  ['a timeout behind a rate-limit status', 429, { code: -1007, msg: 'Timeout' }],
  ['a code without words', 400, { code: -1121 }],
  ['a code that is a word', 400, { code: 'INVALID_SYMBOL', msg: 'Invalid symbol.' }],
];

describe('what an answer of Binance means', () => {
  it.each(REFUSED)('%i %i "%s" refuses: %s', (status, code, msg, expected) => {
    expect(verdict(status, { code, msg })).toEqual({
      kind: 'refused',
      code: expected,
      message: `Binance ${code}: ${msg}`,
    });
  });

  it.each(UNKNOWN)('%s is unknown', (_, status, body) => {
    expect(verdict(status, body).kind).toBe('unknown');
  });

  it.each([418, 429])('%i refuses also without a readable body', (status) => {
    expect(verdict(status, '<html></html>')).toMatchObject({ kind: 'refused', code: 'VENUE_RATE_LIMIT' });
  });

  it('"no such order" is its own answer', () => {
    expect(verdict(400, { code: -2013, msg: 'Order does not exist.' }).kind).toBe('no_such_order');
    expect(verdict(400, { code: -2011, msg: 'Unknown order sent.' }).kind).toBe('no_such_order');
  });

  it('what did not leave was not sent; what may have left is unknown', () => {
    expect(binanceVerdict({ phase: 'not_sent', code: 'VENUE_UNREACHABLE', detail: 'd' }, clean).kind).toBe('not_sent');
    expect(binanceVerdict({ phase: 'sent', detail: 'd' }, clean).kind).toBe('unknown');
  });

  it('every row of the table can be reached', () => {
    for (const row of BINANCE_ERRORS) {
      const first = BINANCE_ERRORS.find((each) => each.code === row.code && String(each.words) === String(row.words));
      expect(first).toBe(row);
      const before = BINANCE_ERRORS.slice(0, BINANCE_ERRORS.indexOf(row));
      expect(before.some((each) => each.code === row.code && each.words === undefined)).toBe(false);
    }
    expect(meaningOf(-2, 'x')).toBe('unknown');
  });
});
