import { describe, expect, it } from 'vitest';
import type { WireEvidence } from '../../../../electron/engine/venues/http/wire-evidence.ts';
import { OKX_ERRORS } from '../../../../electron/engine/venues/okx/error-table.ts';
import { okxVerdict } from '../../../../electron/engine/venues/okx/outcome.ts';

const clean = (text: string): string => text;
const answered = (status: number, body: unknown): WireEvidence => ({
  phase: 'answered',
  status,
  bodyText: typeof body === 'string' ? body : JSON.stringify(body),
  retryAfterMs: null,
});
const verdict = (status: number, body: unknown) => okxVerdict(answered(status, body), clean);
const ofRequest = (code: string, msg = 'words'): object => ({ code, msg, data: [] });
const ofOrder = (sCode: string, sMsg = 'words', code = '1'): object => ({
  code,
  msg: 'All operations failed',
  data: [{ clOrdId: 'x', ordId: '', tag: '', ts: '1700000000000', sCode, sMsg }],
});

/** By hand from OKX's "Error Code" page and exchanges 2.7, not from the table under test. */
const REFUSED: [number, unknown, string][] = [
  [200, ofOrder('51008', 'Order failed. Insufficient USDT balance in account.'), 'INSUFFICIENT_FUNDS'],
  [200, ofOrder('51119', 'Order placement failed due to insufficient balance.'), 'INSUFFICIENT_FUNDS'],
  [200, ofOrder('51127', 'Available balance is 0'), 'INSUFFICIENT_FUNDS'],
  [200, ofOrder('51131', 'Insufficient balance'), 'INSUFFICIENT_FUNDS'],
  [200, ofOrder('51502', 'Order failed to be amended due to insufficient balance.'), 'INSUFFICIENT_FUNDS'],
  [200, ofOrder('51001', "Instrument ID doesn't exist."), 'UNKNOWN_SYMBOL'],
  [400, ofRequest('51001', "Instrument ID doesn't exist."), 'UNKNOWN_SYMBOL'],
  [200, ofOrder('51020', 'Your order should meet or exceed the minimum order amount.'), 'MIN_NOTIONAL'],
  [200, ofOrder('51121', 'Order quantity must be a multiple of the lot size.'), 'INVALID_AMOUNT'],
  [200, ofOrder('51202', 'Market order amount exceeds the maximum amount.'), 'INVALID_AMOUNT'],
  [200, ofOrder('51000', 'Parameter sz error'), 'INVALID_AMOUNT'],
  [200, ofOrder('51000', 'Parameter newSz error'), 'INVALID_AMOUNT'],
  [200, ofOrder('51000', 'Parameter px error'), 'INVALID_PRICE'],
  [400, ofRequest('51000', 'Parameter tdMode error'), 'VENUE_REFUSED'],
  [200, ofOrder('51006', 'Order price is not within the price limit'), 'INVALID_PRICE'],
  [200, ofOrder('51137', 'The highest price limit for buy orders is 1'), 'INVALID_PRICE'],
  [200, ofOrder('51138', 'The lowest price limit for sell orders is 1'), 'INVALID_PRICE'],
  [200, ofOrder('51010', 'Request unsupported under current account mode'), 'VENUE_REFUSED'],
  [200, ofOrder('51169', "Order failed because you don't have any positions"), 'VENUE_REFUSED'],
  [
    200,
    ofOrder('51511', 'Operation failed as the order price did not meet the requirement for Post Only'),
    'VENUE_REFUSED',
  ],
  [401, ofRequest('50101', 'APIKey does not match current environment.'), 'VENUE_AUTH'],
  [401, ofRequest('50105', 'Request header "OK-ACCESS-PASSPHRASE" incorrect.'), 'VENUE_AUTH'],
  [401, ofRequest('50110', 'Your IP 1.2.3.4 is not included in your API key’s IP whitelist.'), 'VENUE_AUTH'],
  [401, ofRequest('50111', 'Invalid OK-ACCESS-KEY'), 'VENUE_AUTH'],
  [401, ofRequest('50113', 'Invalid Sign'), 'VENUE_AUTH'],
  [401, ofRequest('50114', 'Invalid authorization'), 'VENUE_AUTH'],
  [401, ofRequest('50120', "This API key doesn't have permission to use this function"), 'VENUE_AUTH'],
  [401, ofRequest('50102', 'Timestamp request expired'), 'VENUE_CLOCK'],
  [401, ofRequest('50112', 'Invalid OK-ACCESS-TIMESTAMP'), 'VENUE_CLOCK'],
  [429, ofRequest('50011', 'Too Many Requests'), 'VENUE_RATE_LIMIT'],
  [200, ofOrder('50061', 'Sub-account rate limit exceeded.'), 'VENUE_RATE_LIMIT'],
  [429, '', 'VENUE_RATE_LIMIT'],
  [429, '<html></html>', 'VENUE_RATE_LIMIT'],
];

const GONE = ['51400', '51401', '51402', '51503', '51509', '51510', '51603'];

const UNKNOWN: [string, number, unknown][] = [
  ['a duplicate id: an attempt got through', 200, ofOrder('51016', 'Client order ID already exists.')],
  ['a duplicate of the older code', 200, ofOrder('51011', 'Duplicated order ID.')],
  ['a timeout, with 400', 400, ofRequest('50004', 'API endpoint request timeout')],
  ['a timeout, with 200', 200, ofRequest('50004', 'API endpoint request timeout')],
  ['a timeout of the matching engine', 500, ofRequest('51054', 'Request timed out. Please try again.')],
  ['a timeout of the matching engine, in the row', 200, ofOrder('51054', 'Request timed out.')],
  ['a timeout of the order', 200, ofOrder('51149', 'Order timed out. Please try again.')],
  ['a system error', 500, ofRequest('50026', 'System error. Try again later')],
  ['a system error, in the row', 200, ofOrder('50026', 'System error. Try again later')],
  ['maintenance', 503, ofRequest('50001', 'Service temporarily unavailable.')],
  ['busy, behind a rate-limit status', 429, ofRequest('50013', 'Systems are busy.')],
  ['a cancel under way', 200, ofOrder('51410', 'already in canceling status')],
  ['a code that is not listed', 200, ofOrder('59999', 'Something new.')],
  ['"operation failed" without a row', 200, ofRequest('1', 'Operation failed')],
  ['half of a batch', 200, ofRequest('2', 'Bulk operation partially succeeded')],
  ['a refusal with 500', 500, ofOrder('51008')],
  ['a refusal with 403', 403, ofRequest('50113')],
  ['a success with 400', 400, { code: '0', msg: '', data: [] }],
  ['a failure whose row succeeded', 200, ofOrder('0', '', '1')],
  ['a failure of two rows', 200, { code: '1', msg: '', data: [{ sCode: '51008' }, { sCode: '51008' }] }],
  ['a row whose code is no code', 200, ofOrder('INSUFFICIENT')],
  ['a success without data', 200, { code: '0', msg: '' }],
  ['a code that is a word', 200, { code: 'ok', msg: '', data: [] }],
  ['a page with 200', 200, '<html></html>'],
  ['nothing with 200', 200, ''],
  ['half an answer with 200', 200, '{"code":"0","data":[{"ordId":"1"'],
  ['a number with 200', 200, '5'],
  ['a page of the firewall', 403, '<html></html>'],
  ['a page with 404', 404, '<html></html>'],
  ['a page with 502', 502, '<html></html>'],
  ['a redirect', 302, ''],
];

describe('what an answer of OKX means', () => {
  it.each(REFUSED)('%i %o refuses: %s', (status, body, code) => {
    expect(verdict(status, body)).toMatchObject({ kind: 'refused', code });
  });

  it.each(GONE)('%s says that there is no such order, in the row and of the request', (code) => {
    expect(verdict(200, ofOrder(code))).toMatchObject({ kind: 'no_such_order' });
    expect(verdict(200, ofRequest(code))).toMatchObject({ kind: 'no_such_order' });
  });

  it.each(UNKNOWN)('%s is unknown', (_, status, body) => {
    expect(verdict(status, body)).toMatchObject({ kind: 'unknown' });
  });

  it('is a success only with code 0 of the request and of its row', () => {
    expect(verdict(200, ofOrder('0', '', '0'))).toMatchObject({ kind: 'ok' });
    expect(verdict(200, ofRequest('0', ''))).toMatchObject({ kind: 'ok' });
    // The row is the word on the order, whatever stands above it.
    expect(verdict(200, ofOrder('51008', 'words', '0'))).toMatchObject({ kind: 'refused', code: 'INSUFFICIENT_FUNDS' });
  });

  it('without an answer is unknown, and without a request not sent', () => {
    expect(okxVerdict({ phase: 'sent', detail: 'broke' }, clean)).toMatchObject({ kind: 'unknown' });
    const evidence: WireEvidence = { phase: 'not_sent', code: 'VENUE_UNREACHABLE', detail: 'no connection' };
    expect(okxVerdict(evidence, clean)).toMatchObject({ kind: 'not_sent', code: 'VENUE_UNREACHABLE' });
  });

  it('shows the words of the row, made fit to show', () => {
    const shown = okxVerdict(answered(200, ofOrder('51008', 'secret')), () => '[clean]');
    expect(shown).toMatchObject({ message: 'OKX 51008: [clean]' });
  });
});

describe('every row of the table', () => {
  const wordsOf = { sz: 'Parameter sz error', px: 'Parameter px error' };

  it.each(OKX_ERRORS.map((row) => [row.code, row.words?.source ?? '', row] as const))('%s %s', (code, words, row) => {
    const text = words.includes('sz') ? wordsOf.sz : words.includes('px') ? wordsOf.px : 'words';
    const expected =
      row.means === 'unknown' || row.means === 'no_such_order'
        ? { kind: row.means }
        : { kind: 'refused', code: row.means };
    for (const body of [ofOrder(code, text), ofRequest(code, text)]) {
      expect(verdict(200, body)).toMatchObject(expected);
      expect(verdict(401, body)).toMatchObject(expected);
      for (const status of [403, 500, 502, 503]) expect(verdict(status, body)).toMatchObject({ kind: 'unknown' });
    }
  });

  it('stands for itself: no code has two meanings without words to tell them apart', () => {
    const plain = OKX_ERRORS.filter(({ words }) => !words).map(({ code }) => code);
    expect(new Set(plain).size).toBe(plain.length);
  });
});
