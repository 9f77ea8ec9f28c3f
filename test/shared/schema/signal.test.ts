import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signalSchema } from '../../../shared/schema/signal.ts';

const amountOf = (amount: unknown): string | undefined => {
  const parsed = signalSchema.safeParse({ symbol: 'BTC/USDT', side: 'long', amount });
  return parsed.success ? parsed.data.amount : undefined;
};

describe('an amount in a signal', () => {
  it.each([
    ['0.01', '0.01'],
    [' 1.50 ', '1.50'],
    [0.01, '0.01'],
    [0.1, '0.1'],
    [5, '5'],
    [1e-7, '0.0000001'],
    [2.5e-8, '0.000000025'],
    [1e-18, '0.000000000000000001'],
    ['0.000000000000000001', '0.000000000000000001'],
  ])('%j is taken as %s', (given, taken) => {
    expect(amountOf(given)).toBe(taken);
  });

  it.each([
    [0],
    [-1],
    ['0'],
    ['0.0'],
    ['-1'],
    ['+1'],
    ['1e-7'],
    ['1e3'],
    ['1,5'],
    ['1.'],
    ['.5'],
    ['0x10'],
    [''],
    ['ten'],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [1e21],
    [1e-19],
    // More digits than a JSON number is sure to carry
    [0.1 + 0.2],
    [1234567890123456],
    ['123456789012345678901'],
    ['0.0000000000000000001'],
    [null],
    [true],
    [['1']],
  ])('%j is refused', (given) => {
    expect(amountOf(given)).toBeUndefined();
  });

  it('as a number is the decimal that was written, or is refused', () => {
    let taken = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999_999_999_999 }),
        fc.integer({ min: 0, max: 18 }),
        (digits, places) => {
          const padded = String(digits).padStart(places + 1, '0');
          const whole = padded.slice(0, padded.length - places);
          const written = places === 0 ? whole : `${whole}.${padded.slice(-places)}`.replace(/\.?0+$/, '');
          const text = amountOf(Number(written));
          if (text !== undefined) taken += 1;
          expect([undefined, written]).toContain(text);
        },
      ),
    );
    expect(taken).toBeGreaterThan(50);
  });
});
