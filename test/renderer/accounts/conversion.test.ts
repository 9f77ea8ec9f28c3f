import { describe, expect, it } from 'vitest';
import { convertedLike, rateWords } from '../../../renderer/views/accounts/conversion.ts';
import type { RateDocument } from '../../../shared/schema/books.ts';
import { converted } from '../documents.ts';

const rate = (asset: string, currency: string, figure: string): RateDocument => ({
  asset,
  currency,
  rate: figure,
  source: 'Norges Bank',
  at: '2026-01-01T15:00:00.000Z',
  stale: false,
});
const nok = converted({ currency: 'NOK', rates: [rate('USD', 'NOK', '10.5'), rate('USDT', 'USD', '0.999')] });

describe('amounts at the rates of another', () => {
  it('go along the rates, in whatever order they are told', () => {
    expect(convertedLike(nok, 'USDT', '100')).toBe('1048.95');
    expect(convertedLike(nok, 'USD', '-2')).toBe('-21');
    expect(convertedLike(nok, 'NOK', '7')).toBe('7');
  });

  it('are unknown where the rates do not lead there, or lead in a circle', () => {
    expect(convertedLike(nok, 'BTC', '1')).toBeNull();
    expect(convertedLike(converted({ rates: [rate('A', 'B', '1'), rate('B', 'A', '1')] }), 'A', '1')).toBeNull();
  });

  it('are explained by rate, source and time, with what is old or missing', () => {
    const words = rateWords({ ...nok, rates: [{ ...rate('USD', 'NOK', '10.5'), stale: true }], missing: ['KCS'] });
    expect(words).toBe('1 USD = 10.5 NOK, Norges Bank, 2026-01-01 15:00 UTC, stale\nno rate for KCS');
  });
});
