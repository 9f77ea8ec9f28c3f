import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as decimal from '../../../shared/money/decimal.ts';
import type { Rounding } from '../../../shared/money/decimal.ts';

/** A figure as the oracle sees it: a whole number of 10^-scale. Written down with `scale` decimal places. */
interface Figure {
  units: bigint;
  scale: number;
  text: string;
}

function write(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const sign = units < 0n ? '-' : '';
  return scale === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-scale)}`;
}

/** The oracle's own canonical form. */
function canonical(units: bigint, scale: number): string {
  const text = write(units, scale);
  const trimmed = text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
  return trimmed === '-0' ? '0' : trimmed;
}

const LIMIT = 10n ** 38n;
const figure: fc.Arbitrary<Figure> = fc
  .tuple(fc.bigInt({ min: -LIMIT, max: LIMIT }), fc.integer({ min: 0, max: 18 }))
  .map(([units, scale]) => ({ units, scale, text: write(units, scale) }));
const positive = figure.filter(({ units }) => units > 0n);
const rounding = fc.constantFrom<Rounding>('down', 'up', 'half_up', 'half_even');

/** Both figures in the same unit. */
function align(a: Figure, b: Figure): { a: bigint; b: bigint; scale: number } {
  const scale = Math.max(a.scale, b.scale);
  const lift = (x: Figure) => x.units * 10n ** BigInt(scale - x.scale);
  return { a: lift(a), b: lift(b), scale };
}

function floorDiv(a: bigint, b: bigint): bigint {
  return a % b !== 0n && a < 0n !== b < 0n ? a / b - 1n : a / b;
}

/** n / d as a whole number, rounded by magnitude. */
function divide(n: bigint, d: bigint, how: Rounding): bigint {
  const negative = n < 0n !== d < 0n;
  const [top, bottom] = [n < 0n ? -n : n, d < 0n ? -d : d];
  const [whole, twice] = [top / bottom, (top % bottom) * 2n];
  const beyond = { down: false, up: twice > 0n, half_up: twice >= bottom, half_even: twice > bottom };
  const tie = how === 'half_even' && twice === bottom && whole % 2n === 1n;
  const rounded = beyond[how] || tie ? whole + 1n : whole;
  return negative ? -rounded : rounded;
}

describe('decimal against whole-number arithmetic', () => {
  it('adds, subtracts and multiplies exactly', () => {
    fc.assert(
      fc.property(figure, figure, (x, y) => {
        const { a, b, scale } = align(x, y);
        expect(decimal.add(x.text, y.text)).toBe(canonical(a + b, scale));
        expect(decimal.sub(x.text, y.text)).toBe(canonical(a - b, scale));
        expect(decimal.mul(x.text, y.text)).toBe(canonical(x.units * y.units, x.scale + y.scale));
      }),
    );
  });

  it('divides to the places it was told, in every rounding', () => {
    fc.assert(
      fc.property(figure, figure, fc.integer({ min: 0, max: 20 }), rounding, (x, y, places, how) => {
        fc.pre(y.units !== 0n);
        const { a, b } = align(x, y);
        const expected = divide(a * 10n ** BigInt(places), b, how);
        expect(decimal.div(x.text, y.text, { places, rounding: how })).toBe(canonical(expected, places));
      }),
    );
  });

  it('divides down where no rounding is told', () => {
    expect(decimal.div('2', '3', { places: 4 })).toBe('0.6666');
    expect(decimal.div('-2', '3', { places: 4 })).toBe('-0.6666');
    expect(decimal.div('1', '8', { places: 1 })).toBe('0.1');
  });

  it('compares', () => {
    fc.assert(
      fc.property(figure, figure, (x, y) => {
        const { a, b } = align(x, y);
        expect(decimal.cmp(x.text, y.text)).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(decimal.lt(x.text, y.text)).toBe(a < b);
        expect(decimal.lte(x.text, y.text)).toBe(a <= b);
        expect(decimal.gt(x.text, y.text)).toBe(a > b);
        expect(decimal.gte(x.text, y.text)).toBe(a >= b);
        expect(decimal.eq(x.text, y.text)).toBe(a === b);
        expect(decimal.min(x.text, y.text)).toBe(decimal.normalize(a < b ? x.text : y.text));
        expect(decimal.max(x.text, y.text)).toBe(decimal.normalize(a > b ? x.text : y.text));
      }),
    );
  });

  it('knows equal figures in different writing', () => {
    expect(decimal.eq('1.50', '001.5')).toBe(true);
    expect(decimal.min('3', '1.0', '2')).toBe('1');
    expect(decimal.max('3', '1.0', '3.50')).toBe('3.5');
    expect(decimal.min('007')).toBe('7');
  });

  it('tells sign and zero, negates and takes the magnitude', () => {
    fc.assert(
      fc.property(figure, ({ text, units, scale }) => {
        expect(decimal.isZero(text)).toBe(units === 0n);
        expect(decimal.isPositive(text)).toBe(units > 0n);
        expect(decimal.neg(text)).toBe(canonical(-units, scale));
        expect(decimal.abs(text)).toBe(canonical(units < 0n ? -units : units, scale));
        expect(decimal.normalize(text)).toBe(canonical(units, scale));
      }),
    );
  });

  it('finds the next step below and above', () => {
    fc.assert(
      fc.property(figure, positive, (x, step) => {
        const { a, b, scale } = align(x, step);
        expect(decimal.floorToStep(x.text, step.text)).toBe(canonical(floorDiv(a, b) * b, scale));
        expect(decimal.ceilToStep(x.text, step.text)).toBe(canonical(-floorDiv(-a, b) * b, scale));
        expect(decimal.isMultipleOf(x.text, step.text)).toBe(a % b === 0n);
        expect(decimal.isMultipleOf(decimal.floorToStep(x.text, step.text), step.text)).toBe(true);
      }),
    );
  });

  it('counts the places that matter', () => {
    fc.assert(
      fc.property(figure, ({ text, units, scale }) => {
        let expected = scale;
        for (let rest = units; expected > 0 && rest % 10n === 0n; rest /= 10n) expected -= 1;
        expect(decimal.decimalPlaces(text)).toBe(expected);
      }),
    );
    expect(decimal.decimalPlaces('0.0100')).toBe(2);
    expect(decimal.decimalPlaces('10')).toBe(0);
  });

  it('writes a fixed number of places for display', () => {
    fc.assert(
      fc.property(figure, fc.integer({ min: 0, max: 24 }), rounding, (x, places, how) => {
        const rounded = divide(x.units * 10n ** BigInt(places), 10n ** BigInt(x.scale), how);
        expect(decimal.toPlaces(x.text, places, how)).toBe(write(rounded, places));
        expect(decimal.toPlaces(x.text, places)).toBe(decimal.toPlaces(x.text, places, 'down'));
      }),
    );
    expect(decimal.toPlaces('-0.004', 2)).toBe('0.00');
    expect(decimal.toPlaces('1.999', 2)).toBe('1.99');
  });

  it('pads without cutting', () => {
    fc.assert(
      fc.property(figure, fc.integer({ min: 0, max: 24 }), ({ text }, places) => {
        const padded = decimal.pad(text, places);
        expect(decimal.normalize(padded)).toBe(decimal.normalize(text));
        expect((padded.split('.')[1] ?? '').length).toBe(Math.max(places, decimal.decimalPlaces(text)));
      }),
    );
    expect(decimal.pad('1.5', 4)).toBe('1.5000');
    expect(decimal.pad('1.23456', 2)).toBe('1.23456');
    expect(decimal.pad('5', 0)).toBe('5');
  });

  it('never writes an exponent', () => {
    expect(decimal.mul('0.000000001', '0.0000000001')).toBe('0.0000000000000000001');
    expect(decimal.mul('1000000000000', '1000000000000000')).toBe('1000000000000000000000000000');
    expect(decimal.div('1', '100000000000', { places: 12 })).toBe('0.00000000001');
  });
});

describe('what is no plain decimal', () => {
  const bad = [
    '',
    ' ',
    '1e5',
    '1E5',
    '+1',
    '.5',
    '5.',
    '1,000',
    'NaN',
    'Infinity',
    '0x10',
    '1 ',
    '--1',
    '1.2.3',
    '1\n',
    1,
    null,
  ];
  it.each(bad)('%j throws', (text) => {
    const wrong = text as string;
    expect(() => decimal.add(wrong, '1')).toThrow(/plain decimal/);
    expect(() => decimal.mul('1', wrong)).toThrow(/plain decimal/);
    expect(() => decimal.cmp('1', wrong)).toThrow(/plain decimal/);
    expect(() => decimal.normalize(wrong)).toThrow(/plain decimal/);
    expect(() => decimal.floorToStep(wrong, '1')).toThrow(/plain decimal/);
    expect(() => decimal.toPlaces(wrong, 2)).toThrow(/plain decimal/);
  });

  it('refuses a step that is not positive', () => {
    for (const step of ['0', '-1', '0.00']) {
      expect(() => decimal.floorToStep('1', step)).toThrow(/positive step/);
      expect(() => decimal.ceilToStep('1', step)).toThrow(/positive step/);
      expect(() => decimal.isMultipleOf('1', step)).toThrow(/positive step/);
    }
  });

  it('refuses to divide by zero, or to an impossible number of places', () => {
    expect(() => decimal.div('1', '0', { places: 2 })).toThrow();
    for (const places of [-1, 1.5, NaN, 1001]) {
      expect(() => decimal.div('1', '3', { places })).toThrow(/places/);
      expect(() => decimal.toPlaces('1', places)).toThrow(/places/);
    }
  });
});
