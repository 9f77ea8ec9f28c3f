import { expect, it } from 'vitest';
import { changedTerms } from '../../../electron/engine/orders/changed-terms.ts';
import type { OrderRow } from '../../../electron/engine/orders/order-row.ts';
import type { OrderReport } from '../../../electron/engine/venues/venue.ts';

const row = (change: Partial<OrderRow>): OrderRow =>
  ({ type: 'limit', price: '50', amount: '2', reduce_only: 0, ...change }) as OrderRow;
const MARKET = { type: 'market', price: null } as const;

it.each<[string, Partial<OrderRow>, Partial<OrderReport>, object]>([
  ['a limit order that was amended', {}, { amount: '3', price: '51' }, { amount: '3', price: '51' }],
  ['a limit order as it was', {}, { amount: '2.0', price: '50.0' }, {}],
  ['less than is filled', {}, { amount: '1', filled: '1.5' }, {}],
  ['no size', {}, { amount: '0' }, {}],
  [
    'a reduce-only market order that was cut to the position',
    { ...MARKET, reduce_only: 1 },
    { amount: '0.5' },
    { amount: '0.5' },
  ],
  ['its price, which is no term of it', { ...MARKET, reduce_only: 1 }, { price: '49' }, {}],
  ['another market order', MARKET, { amount: '3', price: '49' }, {}],
])('%s', (_, before, word, taken) => {
  expect(changedTerms(row(before), { filled: '0', ...word } as OrderReport)).toEqual(taken);
});
