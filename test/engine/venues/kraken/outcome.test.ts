import { describe, expect, it } from 'vitest';
import type { WireEvidence } from '../../../../electron/engine/venues/http/wire-evidence.ts';
import { KRAKEN_ERRORS, meaningOf } from '../../../../electron/engine/venues/kraken/error-table.ts';
import { krakenVerdict } from '../../../../electron/engine/venues/kraken/outcome.ts';

const clean = (text: string): string => text;
const answered = (status: number, body: unknown): WireEvidence => ({
  phase: 'answered',
  status,
  bodyText: typeof body === 'string' ? body : JSON.stringify(body),
  retryAfterMs: null,
});
const verdict = (status: number, body: unknown) => krakenVerdict(answered(status, body), clean);

/** By hand from Kraken's list of errors, not from the table under test. One or more for every row that refuses. */
const REFUSED: [string, string][] = [
  ['EOrder:Insufficient funds', 'INSUFFICIENT_FUNDS'],
  ['EOrder:Insufficient margin', 'INSUFFICIENT_FUNDS'],
  ['EOrder:Margin allowance exceeded', 'INSUFFICIENT_FUNDS'],
  ['EOrder:Margin level too low', 'INSUFFICIENT_FUNDS'],
  ['EOrder:Order minimum not met', 'INVALID_AMOUNT'],
  ['EOrder:Cost minimum not met', 'MIN_NOTIONAL'],
  ['EOrder:Tick size check failed', 'INVALID_PRICE'],
  ['EOrder:Invalid price', 'INVALID_PRICE'],
  ['EOrder:Invalid price:Invalid price argument', 'INVALID_PRICE'],
  ['EGeneral:Invalid arguments:volume', 'INVALID_AMOUNT'],
  ['EGeneral:Invalid arguments:price', 'INVALID_PRICE'],
  ['EGeneral:Invalid arguments:limit_price', 'INVALID_PRICE'],
  ['EQuery:Unknown asset pair', 'UNKNOWN_SYMBOL'],
  ['EQuery:Invalid asset pair', 'UNKNOWN_SYMBOL'],
  ['EAPI:Invalid key', 'VENUE_AUTH'],
  ['EAPI:Invalid signature', 'VENUE_AUTH'],
  ['EGeneral:Permission denied', 'VENUE_AUTH'],
  ['EGeneral:Temporary lockout', 'VENUE_AUTH'],
  ['EAuth:Account temporary disabled', 'VENUE_AUTH'],
  ['EAccount:Invalid permissions', 'VENUE_AUTH'],
  ['EAPI:Invalid nonce', 'VENUE_CLOCK'],
  ['EAPI:Rate limit exceeded', 'VENUE_RATE_LIMIT'],
  ['EOrder:Rate limit exceeded', 'VENUE_RATE_LIMIT'],
  ['EOrder:Domain rate limit exceeded', 'VENUE_RATE_LIMIT'],
  ['EGeneral:Too many requests', 'VENUE_RATE_LIMIT'],
  ['EService:Market in cancel_only mode', 'VENUE_REFUSED'],
  ['EService:Market in post_only mode', 'VENUE_REFUSED'],
  ['EOrder:Post only order', 'VENUE_REFUSED'],
  ['EOrder:Orders limit exceeded', 'VENUE_REFUSED'],
  ['EOrder:Scheduled orders limit exceeded', 'VENUE_REFUSED'],
  ['EOrder:Positions limit exceeded', 'VENUE_REFUSED'],
  ['EOrder:Cannot open position', 'VENUE_REFUSED'],
  ['EOrder:Cannot open opposing position', 'VENUE_REFUSED'],
  ['EOrder:Reduce only:No position exists', 'VENUE_REFUSED'],
  ['ETrade:User Locked', 'VENUE_REFUSED'],
  ['ETrade:Invalid request', 'VENUE_REFUSED'],
  ['EBM:limit exceeded:CAL', 'VENUE_REFUSED'],
  ['EGeneral:Invalid arguments', 'VENUE_REFUSED'],
  ['EGeneral:Invalid arguments:Index unavailable', 'VENUE_REFUSED'],
  ['EGeneral:Unknown method', 'VENUE_REFUSED'],
];

const UNCERTAIN_WORDS = [
  'EService:Unavailable',
  'EService:Busy',
  'EService:Timeout',
  'EService:Deadline elapsed',
  'EService:Throttled: 1767225600',
  'EService:Something new',
  'EGeneral:Internal error',
  'EGeneral:Internal error:123',
  'EDatabase:Internal error',
  'EOrder:Duplicate order',
  'EGeneral:Invalid arguments:cl_ord_id',
  'EOrder:Something new',
  'Insufficient funds',
];

const UNKNOWN: [string, number, unknown][] = [
  ['a page', 200, '<html></html>'],
  ['nothing', 200, ''],
  ['half of an answer', 200, '{"error":[],"result":{"txid":["O'],
  ['neither error nor result', 200, {}],
  ['no result', 200, { error: [] }],
  ['errors that are no list', 200, { error: 'EOrder:Insufficient funds' }],
  ['errors that are no words', 200, { error: [5] }],
  ['a refusal with 500', 500, { error: ['EOrder:Insufficient funds'] }],
  ['a refusal with 502', 502, { error: ['EAPI:Invalid key'] }],
  ['520 of the network before it', 520, '<html></html>'],
  ['a page of the firewall', 403, '<html></html>'],
  ['404', 404, '<html></html>'],
  ['a redirect', 302, ''],
  ['a refusal beside an uncertainty', 200, { error: ['EOrder:Insufficient funds', 'EService:Busy'] }],
  ['a refusal beside words that nobody knows', 200, { error: ['EOrder:Insufficient funds', 'ENew:words'] }],
  ['an uncertainty beside a refusal', 200, { error: ['ENew:words', 'EOrder:Insufficient funds'] }],
];

describe('what an answer of Kraken means', () => {
  it.each(REFUSED)('"%s" refuses: %s', (words, code) => {
    expect(verdict(200, { error: [words] })).toEqual({ kind: 'refused', code, message: `Kraken: ${words}` });
    // A result beside it changes nothing.
    expect(verdict(200, { error: [words], result: { txid: ['x'] } })).toMatchObject({ kind: 'refused', code });
  });

  it.each(UNCERTAIN_WORDS)('"%s" is unknown', (words) => {
    expect(verdict(200, { error: [words] }).kind).toBe('unknown');
  });

  it.each(UNKNOWN)('%s is unknown', (_, status, body) => {
    expect(verdict(status, body).kind).toBe('unknown');
  });

  it('a warning beside a result is no error', () => {
    expect(verdict(200, { error: ['WGeneral:Deprecated'], result: { a: 1 } })).toEqual({
      kind: 'ok',
      document: { a: '1' },
    });
  });

  it('429 refuses by its status alone', () => {
    expect(verdict(429, '<html></html>')).toMatchObject({ kind: 'refused', code: 'VENUE_RATE_LIMIT' });
  });

  it('"no such order" is its own answer', () => {
    expect(verdict(200, { error: ['EOrder:Unknown order'] }).kind).toBe('no_such_order');
    expect(verdict(200, { error: ['EOrder:Invalid order'] }).kind).toBe('no_such_order');
  });

  it('what did not leave was not sent; what may have left is unknown', () => {
    expect(krakenVerdict({ phase: 'not_sent', code: 'VENUE_UNREACHABLE', detail: 'd' }, clean).kind).toBe('not_sent');
    expect(krakenVerdict({ phase: 'sent', detail: 'd' }, clean).kind).toBe('unknown');
  });

  it('every row of the table is reached by words above', () => {
    const all = [...REFUSED.map(([words]) => words), ...UNCERTAIN_WORDS, 'EOrder:Unknown order'];
    const reached = new Set(all.map((words) => KRAKEN_ERRORS.find((row) => row.words.test(words))));
    for (const row of KRAKEN_ERRORS) expect(reached, String(row.words)).toContain(row);
    expect(meaningOf('x')).toBe('unknown');
  });
});
