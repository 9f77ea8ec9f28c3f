import { describe, expect, it } from 'vitest';
import { orderCost } from '../../../electron/engine/orders/order-cost.ts';
import type { CostTerms } from '../../../electron/engine/orders/order-cost.ts';
import { BTC } from './order-world.ts';

const SPOT: CostTerms = { market: 'spot', leverage: null, feeOnTop: false };
const SWAP: CostTerms = { market: 'swap', leverage: '5', feeOnTop: false };
const order = { side: 'buy', amount: '0.02', notional: '1000', reduceOnly: false } as const;

describe('what an order takes from its account', () => {
  it('spot: its value to buy, with the fee where that comes on top; its base to sell', () => {
    expect(orderCost(order, BTC, SPOT)).toEqual({ asset: 'USDT', needed: '1000' });
    expect(orderCost(order, BTC, { ...SPOT, feeOnTop: true })).toEqual({ asset: 'USDT', needed: '1001' });
    expect(orderCost({ ...order, side: 'sell' }, BTC, SPOT)).toEqual({ asset: 'BTC', needed: '0.02' });
  });

  it.each(['buy', 'sell'] as const)('swap: a %s takes its margin in the quote asset, rounded up', (side) => {
    expect(orderCost({ ...order, side }, BTC, SWAP)).toEqual({ asset: 'USDT', needed: '200' });
    expect(orderCost({ ...order, side }, BTC, { ...SWAP, leverage: '3' }).needed).toBe('333.333333333333333334');
    expect(orderCost({ ...order, side }, BTC, { ...SWAP, leverage: null }).needed).toBe('1000');
  });

  it('swap: what only makes a position smaller takes nothing', () => {
    expect(orderCost({ ...order, reduceOnly: true }, BTC, SWAP)).toEqual({ asset: 'USDT', needed: '0' });
  });
});
