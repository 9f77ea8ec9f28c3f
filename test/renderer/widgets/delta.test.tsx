import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Delta, toneOf } from '../../../renderer/widgets/delta.tsx';

const words = (value: string | null, unit?: string): string =>
  renderToStaticMarkup(createElement(Delta, { value, unit })).replaceAll(/<[^>]*>/g, '');

describe('a gain or a loss', () => {
  it('always has its sign; zero has none, and the unknown is a dash without a unit', () => {
    expect(words('412.661')).toBe('+412.66');
    expect(words('-6.9')).toBe('−6.90');
    expect(words('0.00')).toBe('0.00');
    expect(words(null, '%')).toBe('–');
    expect(words('0.674', '%')).toBe('+0.67%');
  });

  it('below a cent is not shown as nothing', () => {
    expect(words('-0.00412345')).toBe('−0.00412');
  });

  it('in percent keeps to two decimals, and is not shown as nothing either', () => {
    expect(words('-0.0043', '%')).toBe('−&lt;0.01%');
    expect(words('0.0000001', '%')).toBe('+&lt;0.01%');
    expect(words('-0.019', '%')).toBe('−0.01%');
    expect(words('-0.000', '%')).toBe('0.00%');
  });

  it('goes up, down or nowhere', () => {
    expect(['1', '-0.001', '0', '-0.0', null, undefined].map(toneOf)).toEqual([
      'up',
      'down',
      'flat',
      'flat',
      'flat',
      'flat',
    ]);
  });
});
