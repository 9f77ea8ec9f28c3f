import { describe, expect, it } from 'vitest';
import { explain } from '../../../electron/engine/books/verify/explain.ts';

const figures = [
  { amount: '2', because: 'a' },
  { amount: '-0.5', because: 'b' },
];
const bound = { least: '-0.1', most: '0', because: 'fees' };

describe('a difference', () => {
  it('is explained by a figure, by several, and with what is known in its bounds', () => {
    const given = { figures, bounds: [bound], trades: 1 };
    expect(explain('2', given)).toEqual({ explained: true, explanations: [figures[0]] });
    expect(explain('1.5', given)).toEqual({ explained: true, explanations: figures });
    expect(explain('-0.05', given)).toEqual({ explained: true, explanations: [{ amount: '-0.05', because: 'fees' }] });
    expect(explain('1.95', given)).toEqual({
      explained: true,
      explanations: [figures[0], { amount: '-0.05', because: 'fees' }],
    });
  });

  it('is not explained where no figure makes it up', () => {
    for (const difference of ['1.7', '0.05', '-0.11', '2.00000002']) {
      expect(explain(difference, { figures, bounds: [bound], trades: 1 })).toEqual({
        explained: false,
        explanations: [],
      });
    }
    expect(explain('0.001', { figures: [], bounds: [], trades: 0 })).toEqual({ explained: false, explanations: [] });
  });

  it('can be the rounding of so many trades, and no more', () => {
    expect(explain('0.00000003', { figures: [], bounds: [], trades: 3 }).explained).toBe(true);
    expect(explain('0.00000004', { figures: [], bounds: [], trades: 3 }).explained).toBe(false);
  });
});
