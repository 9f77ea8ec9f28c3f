import { describe, expect, it } from 'vitest';
import { FIRI_ERRORS, firiVerdict } from '../../../../electron/engine/venues/firi/outcome.ts';
import type { WireEvidence } from '../../../../electron/engine/venues/http/wire-evidence.ts';

const clean = (text: string): string => text;
const verdict = (status: number, body: unknown) => {
  const bodyText = typeof body === 'string' ? body : JSON.stringify(body);
  const evidence: WireEvidence = { phase: 'answered', status, bodyText, retryAfterMs: null };
  return firiVerdict(evidence, clean);
};

describe('what an answer of Firi means', () => {
  it.each([
    [401, 'ApiKeyNotFound', 'ApiKeyNotFound', 'VENUE_AUTH'],
    [401, 'Invalid Signature', 'Invalid Signature', 'VENUE_AUTH'],
    [401, 'Expired Signature', 'Expired Signature', 'VENUE_CLOCK'],
    [403, 'SecurityLevelTooLow', 'SecurityLevelTooLow', 'VENUE_AUTH'],
    [400, 'BadRequest', 'Invalid price', 'VENUE_REFUSED'],
    [400, 'InsufficientBalance', 'Insufficient balance', 'INSUFFICIENT_FUNDS'],
    [400, 'BadRequest', 'Not enough balance', 'INSUFFICIENT_FUNDS'],
    [400, 'Anything', 'else', 'VENUE_REFUSED'],
  ])('%i %s "%s" refuses: %s', (status, name, message, code) => {
    expect(verdict(status, { name, message })).toMatchObject({ kind: 'refused', code });
  });

  it('429 refuses in any form', () => {
    expect(verdict(429, '<html></html>')).toMatchObject({ kind: 'refused', code: 'VENUE_RATE_LIMIT' });
  });

  it('404 in its own form is "no such order"', () => {
    expect(verdict(404, { name: 'OrderNotFound', message: 'x' }).kind).toBe('no_such_order');
  });

  it.each([
    ['a page with 200', 200, '<html></html>'],
    ['nothing with 200', 200, ''],
    ['half an answer', 200, '{"id":'],
    ['an error with 200', 200, { name: 'BadRequest', message: 'x' }],
    ['a page with 400', 400, '<html></html>'],
    ['a page with 401', 401, '<html></html>'],
    ['a page with 403', 403, '<html></html>'],
    ['another name with 403', 403, { name: 'Forbidden', message: 'x' }],
    ['a page with 404', 404, '<html></html>'],
    ['409', 409, { name: 'Conflict', message: 'x' }],
    ['500', 500, { name: 'BadRequest', message: 'Insufficient balance' }],
    ['502', 502, '<html></html>'],
    ['a redirect', 301, ''],
    ['400 without a name', 400, { message: 'x' }],
  ])('%s is unknown', (_, status, body) => {
    expect(verdict(status, body).kind).toBe('unknown');
  });

  it('no row of the table speaks of a status that says nothing certain', () => {
    for (const { status } of FIRI_ERRORS) expect(status >= 400 && status < 500 && status !== 409).toBe(true);
  });
});
