import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../../shared/risk/known.ts';
import type { Known } from '../../../shared/risk/known.ts';
import { addsRisk, onlyReduces, positionSpans, spotHeld, swapHeld } from '../../../shared/risk/position-spans.ts';
import type { Holdings, PendingOrder } from '../../../shared/risk/position-spans.ts';

const RATES: Record<string, string> = { BTC: '100', ETH: '10', USDT: '1' };
const rateOf = (asset: string): Known => (RATES[asset] ? known(RATES[asset]) : unknown(`no price of ${asset}`));
const holdings = (market: 'spot' | 'swap', held: Holdings['held'] = new Map()): Holdings => ({
  ...{ market, held, currency: 'USDT', ignored: ['JUNK'], rateOf },
});
const order = (
  symbol: string,
  side: 'buy' | 'sell',
  amount: string,
  more: Partial<PendingOrder> = {},
): PendingOrder => ({
  ...{ symbol, side, amount, price: null, reduceOnly: false, ...more },
});
const ends = (of: Holdings, pending: PendingOrder[]) =>
  Object.fromEntries([...(positionSpans(of, pending).spans ?? [])].map(([key, { low, high }]) => [key, [low, high]]));

describe('where positions may go', () => {
  it('counts by asset on spot, without money and what is ignored', () => {
    const held = spotHeld(
      ['BTC', 'USDT', 'EUR', 'JUNK', 'ETH'].map((asset) => ({ asset, total: asset === 'ETH' ? '0' : '2' })),
    );
    expect(ends(holdings('spot', held), [order('BTC/EUR', 'buy', '1'), order('BTC/USDT', 'sell', '1')])).toEqual({
      BTC: ['2', '3'],
    });
  });

  it('counts by symbol on swaps, with both ends', () => {
    const held = swapHeld([
      { symbol: 'BTC/USDT:USDT', side: 'long', amount: '2' },
      { symbol: 'ETH/USDT:USDT', side: 'short', amount: '5' },
      { symbol: 'ETH/USDT:USDT', side: 'long', amount: '1' },
    ]);
    const pending = [
      order('BTC/USDT:USDT', 'sell', '3'),
      order('BTC/USDT:USDT', 'buy', '1'),
      order('BTC/USDT:USDT', 'sell', '9', { reduceOnly: true }),
    ];
    expect(ends(holdings('swap', held), pending)).toEqual({
      // The reduce-only sale may come first; then the other one sells all of it short.
      'BTC/USDT:USDT': ['-3', '3'],
      'ETH/USDT:USDT': ['-5', '1'],
    });
  });

  it('says why it cannot be told', () => {
    expect(positionSpans(holdings('spot'), [order('XBTUSD', 'buy', '1')]).why).toContain('XBTUSD');
    expect(positionSpans(holdings('spot'), [order('LINK/ETH', 'sell', '1')]).why).toContain('LINK/ETH');
    expect(addsRisk({ spans: null, why: 'x' }, positionSpans(holdings('spot'), []))).toBe(true);
  });

  it.each<[string, 'spot' | 'swap', PendingOrder, boolean]>([
    ['a sale for money', 'spot', order('BTC/USDT', 'sell', '1'), true],
    ['a purchase with money', 'spot', order('BTC/USDT', 'buy', '1'), false],
    ['a sale for another asset', 'spot', order('ETH/BTC', 'sell', '1'), false],
    ['a purchase of money', 'spot', order('USDC/USDT', 'buy', '1'), true],
    ['a sale of a swap', 'swap', order('BTC/USDT:USDT', 'sell', '1'), false],
    ['reduce-only', 'swap', order('BTC/USDT:USDT', 'sell', '1', { reduceOnly: true }), true],
  ])('%s only reduces: %s %s %s', (_name, market, each, expected) => {
    expect(onlyReduces(each, holdings(market))).toBe(expected);
  });

  /** Every order fills as far as it likes, in any order; a position never leaves its span. */
  it('holds for whatever part of the orders fills, in whatever order', () => {
    const anyOrder = fc.record({
      side: fc.constantFrom('buy' as const, 'sell' as const),
      amount: fc.integer({ min: 1, max: 9 }),
      filled: fc.integer({ min: 0, max: 9 }),
      reduceOnly: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.integer({ min: -9, max: 9 }), fc.array(anyOrder, { maxLength: 8 }), (start, orders) => {
        const symbol = 'BTC/USDT:USDT';
        const held = new Map([[symbol, { low: String(start), high: String(start) }]]);
        const pending = orders.map(({ side, amount, reduceOnly }) =>
          order(symbol, side, String(amount), { reduceOnly }),
        );
        const span = positionSpans(holdings('swap', held), pending).spans?.get(symbol);
        let position = start;
        for (const { side, amount, filled, reduceOnly } of orders) {
          const way = side === 'buy' ? 1 : -1;
          const part = Math.min(filled, amount);
          position += way * (reduceOnly ? Math.min(part, Math.max(0, -way * position)) : part);
          expect(position).toBeGreaterThanOrEqual(Math.min(0, Number(span?.low ?? 0)));
          expect(position).toBeLessThanOrEqual(Math.max(0, Number(span?.high ?? 0)));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
