import { describe, expect, it } from 'vitest';
import { amendInput, canAmend } from '../../../renderer/views/orders/amend-input.ts';
import { order } from '../documents.ts';

const resting = order({ status: 'partially_filled', type: 'limit', amount: '1', price: '50000', filled: '0.4' });

describe('what was typed to amend an order', () => {
  it('becomes only what is different', () => {
    expect(amendInput(resting, { price: '50100', amount: '1.0' })).toEqual({ ok: true, change: { price: '50100' } });
    expect(amendInput(resting, { price: '50000.00', amount: '0.5' })).toEqual({ ok: true, change: { amount: '0.5' } });
  });

  it.each([
    [{ price: '50000', amount: '1' }, { form: 'Nothing is different yet.' }],
    [{ price: '0', amount: '1' }, { price: 'is not a price' }],
    [
      { price: '1e3', amount: 'x' },
      { price: 'is not a price', amount: 'is not a size' },
    ],
    [{ price: '50000', amount: '0.4' }, { amount: '0.4 is filled already' }],
    [{ price: '50000', amount: '1,5' }, { amount: 'is not a size' }],
  ])('%o is refused with %o', (typed, errors) => {
    expect(amendInput(resting, typed)).toEqual({ ok: false, errors });
  });

  it('is asked for only where an order rests and nobody cancels it', () => {
    expect(canAmend(resting)).toBe(true);
    expect(canAmend(order({ ...resting, cancel_requested: true }))).toBe(false);
    expect(canAmend(order({ ...resting, type: 'market', price: null }))).toBe(false);
    for (const status of ['unknown', 'filled', 'canceled', 'sent'] as const)
      expect(canAmend(order({ ...resting, status }))).toBe(false);
  });
});
