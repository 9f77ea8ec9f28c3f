import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, cmp, div, mul, neg, normalize, sub } from '../../../shared/money/decimal.ts';
import { absolute, compare, exact, minus, negated, plus, share, textOf, times } from '../../../shared/money/exact.ts';

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 0, max: 20 }))
  .map(([units, places]) => {
    const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
    const point = digits.length - places;
    const text = places === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
    return units < 0n ? `-${text}` : text;
  });

describe('exact decimals agree digit for digit with the decimal library', () => {
  it('in sums, differences, products and order', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const [x, y] = [exact(a), exact(b)];
        expect(textOf(x)).toBe(normalize(a));
        expect(textOf(plus(x, y))).toBe(add(a, b));
        expect(textOf(minus(x, y))).toBe(sub(a, b));
        expect(textOf(times(x, y))).toBe(mul(a, b));
        expect(textOf(negated(x))).toBe(neg(a));
        expect(compare(x, y)).toBe(cmp(a, b));
        expect(textOf(absolute(x))).toBe(normalize(a.replace('-', '')));
      }),
      { numRuns: 500 },
    );
  });

  it('in shares, which are cut towards zero', () => {
    fc.assert(
      fc.property(decimal, decimal, decimal, fc.integer({ min: 0, max: 24 }), (a, b, c, places) => {
        fc.pre(cmp(c, '0') !== 0);
        expect(textOf(share(exact(a), exact(b), exact(c), places))).toBe(div(mul(a, b), c, { places }));
      }),
      { numRuns: 500 },
    );
  });

  it('refuse what is no plain decimal', () => {
    for (const text of ['', '1e3', '.5', '1.', ' 1', 'NaN', '+1', '0x10'])
      expect(() => exact(text)).toThrow('not a plain decimal');
    expect(() => share(exact('1'), exact('1'), exact('0'), 2)).toThrow(RangeError);
  });
});
