import { describe, expect, it } from 'vitest';
import { checkOptions } from '../../../shared/orders/option-checks.ts';
import { sizeOrder } from '../../../shared/orders/sizing.ts';
import type { Instrument } from '../../../shared/schema/market.ts';

const BOTH = { postOnly: true, reduceOnly: true };
const NEITHER = { postOnly: false, reduceOnly: false };

describe('order options', () => {
  it('are checked where they were asked for, and nowhere else', () => {
    expect(checkOptions(NEITHER, { exchange: 'bybit', market: 'swap', features: NEITHER })).toEqual([]);
    expect(checkOptions(BOTH, { exchange: 'bybit', market: 'swap', features: BOTH })).toMatchObject([
      { code: 'ORDER_OPTION', ok: true },
      { code: 'ORDER_OPTION', ok: true },
    ]);
  });

  it.each<['spot' | 'swap', typeof BOTH, boolean, boolean]>([
    ['swap', NEITHER, false, false],
    ['swap', { postOnly: true, reduceOnly: false }, true, false],
    ['swap', { postOnly: false, reduceOnly: true }, false, true],
    // There is no position on spot, whatever the exchange has elsewhere.
    ['spot', BOTH, true, false],
  ])('on %s with %j', (market, features, postOnly, reduceOnly) => {
    expect(checkOptions(BOTH, { exchange: 'okx', market, features }).map(({ ok }) => ok)).toEqual([
      postOnly,
      reduceOnly,
    ]);
  });

  it('a reduce-only order may be worth less than the smallest order', () => {
    const instrument: Instrument = {
      symbol: 'BTC/USDT:USDT',
      venue_symbol: 'BTCUSDT',
      base: 'BTC',
      quote: 'USDT',
      active: true,
      contract_size: '0.001',
      tick: '0.1',
      step: '0.001',
      min_amount: '0.001',
      max_amount: null,
      min_price: null,
      max_price: null,
      min_notional: '100',
      maker_fee: null,
      taker_fee: null,
    };
    const order = {
      side: 'sell',
      type: 'market',
      amount: '0.0019',
      quoteAmount: null,
      price: null,
      referencePrice: '60000',
    } as const;
    const notional = (reduceOnly: boolean) =>
      sizeOrder({ ...order, reduceOnly }, instrument).checks.find(({ code }) => code === 'MIN_NOTIONAL')?.ok;
    expect([notional(false), notional(true)]).toEqual([false, true]);
    // Rounded down to whole contracts.
    expect(sizeOrder({ ...order, reduceOnly: true }, instrument).amount).toBe('0.001');
  });
});
