import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageFormat, decimalsOf, formatDecimal } from '../../../renderer/widgets/format-decimal.ts';

describe('figures for the eye', () => {
  it.each([
    ['68415.2', {}, '68,415.2'],
    ['68415.2', { decimals: 2 }, '68,415.20'],
    ['0.00010000', { decimals: 2 }, '0.00010000'],
    ['1000', {}, '1,000'],
    ['999', {}, '999'],
    ['-1234567.5', {}, '−1,234,567.5'],
    ['12', { signed: true }, '+12'],
    ['0.00', { signed: true }, '0.00'],
    ['-0', {}, '0'],
    ['148920.4499', { decimals: 2, maxDecimals: 2 }, '148,920.44'],
    ['007', {}, '7'],
    ['123456789012345678901234567890.123456789', {}, '123,456,789,012,345,678,901,234,567,890.123456789'],
  ])('%s with %o reads %s', (value, format, text) => {
    expect(formatDecimal(value, format)).toBe(text);
  });

  it.each([null, undefined, '', 'NaN', '1e5', '1,000', ' 1'])('shows %o as unknown, never as zero', (value) => {
    expect(formatDecimal(value)).toBe('–');
  });

  it('loses no digit, whatever the size', () => {
    const decimal = fc
      .tuple(fc.stringMatching(/^(0|[1-9]\d{0,30})$/), fc.stringMatching(/^\d{0,18}$/))
      .map(([integer, fraction]) => (fraction === '' ? integer : `${integer}.${fraction}`));
    fc.assert(
      fc.property(decimal, fc.nat(12), (value, decimals) => {
        const back = formatDecimal(value, { decimals }).replaceAll(',', '');
        expect(back.startsWith(value)).toBe(true);
        expect(back.slice(value.length)).toMatch(/^\.?0*$/);
      }),
    );
  });

  it.each([
    ['0.01', 2],
    ['0.0100', 2],
    ['1', 0],
    ['10', 0],
    ['0.00000001', 8],
    [null, 0],
  ])('an increment of %s has %i decimals', (increment, decimals) => {
    expect(decimalsOf(increment)).toBe(decimals);
  });
});

describe('an average for the eye', () => {
  it.each([
    ['70390.86444', 2, '70,390.86'],
    ['70390.8', 2, '70,390.80'],
    ['70390.86444', undefined, '70,390.86'],
    ['3.123456789', undefined, '3.123456'],
    ['0.00001234567891', undefined, '0.00001234567'],
    [null, undefined, '–'],
  ])('%o at %o decimals of the tick is %o', (average, tick, shown) => {
    expect(formatDecimal(average, averageFormat(average, tick))).toBe(shown);
  });
});
