import { describe, expect, it, onTestFinished } from 'vitest';
import { realAccount } from '../../support/accounts.ts';
import { BTC, orderWorld } from './order-world.ts';

const failed = (checks: { code: string; ok: boolean }[]) => checks.filter(({ ok }) => !ok).map(({ code }) => code);

function world(options: Parameters<typeof orderWorld>[0] = {}) {
  const desk = orderWorld(options);
  onTestFinished(desk.close);
  return desk;
}

describe('order options of a signal', () => {
  it('post-only reaches the venue; where the venue has none, nothing is sent', async () => {
    const desk = world();
    expect((await desk.fire({ post_only: true })).orders).toMatchObject([{ post_only: true }]);
    expect(desk.venue.placed).toMatchObject([{ postOnly: true, reduceOnly: false }]);
    Object.assign(desk.venue, { features: { postOnly: false, reduceOnly: false, amend: 'replace' } });
    const refused = await desk.fire({ post_only: true });
    expect([refused.error?.code, failed(refused.decision.checks), desk.venue.placed.length]).toEqual([
      'ORDER_OPTION',
      ['ORDER_OPTION'],
      1,
    ]);
  });

  it('reduce-only is refused on spot', async () => {
    const desk = world();
    Object.assign(desk.venue, { features: { postOnly: true, reduceOnly: true, amend: 'replace' } });
    expect((await desk.fire({ reduce_only: true })).error?.code).toBe('ORDER_OPTION');
    expect(desk.venue.placed).toEqual([]);
  });

  it('on a swap account both sides take margin, nothing is needed to sell, and reduce-only takes nothing', async () => {
    const account = realAccount('main_binance', { market: 'swap', leverage: '5', marginMode: 'isolated' });
    const desk = world({ accounts: [account] });
    Object.assign(desk.venue, { features: { postOnly: true, reduceOnly: true, amend: 'native' } });
    desk.venue.free = { USDT: '150' };
    const symbol = BTC.symbol;
    for (const side of ['long', 'short'] as const) {
      const funds = (await desk.preview({ symbol, side })).decision.checks.find(
        ({ code }) => code === 'INSUFFICIENT_FUNDS',
      );
      expect(funds).toMatchObject({ ok: true, detail: '100 of 150 USDT' });
      expect((await desk.preview({ symbol, side, amount: '0.02' })).error?.code).toBe('INSUFFICIENT_FUNDS');
      const reduced = await desk.preview({ symbol, side, amount: '10', reduce_only: true });
      expect([reduced.error, reduced.order?.side]).toEqual([null, side === 'long' ? 'buy' : 'sell']);
    }
    // A balance that cannot be read does not keep anybody from taking risk off.
    await desk.clock.advanceAsync(31_000);
    desk.venue.balances = () => Promise.reject(new Error('down'));
    expect((await desk.fire({ symbol, side: 'short', reduce_only: true })).orders).toMatchObject([
      { reduce_only: true },
    ]);
    expect((await desk.preview({ symbol, side: 'short' })).error?.code).toBe('BALANCE_UNKNOWN');
  });

  it('a quote amount of a real account is sized at a price of the last second', async () => {
    const desk = world();
    let asked = 0;
    const { ticker } = desk.venue.market;
    Object.assign(desk.venue.market, {
      ticker: (symbol: string) => {
        asked += 1;
        return ticker(symbol);
      },
    });
    const sizes = { type: 'market', price: undefined } as const;
    await desk.preview({ ...sizes, quote_amount: '100', amount: undefined });
    desk.clock.advance(1_500);
    // The feed's own pace would still have let this one pass.
    await desk.preview({ ...sizes });
    expect(asked).toBe(1);
    await desk.preview({ ...sizes, quote_amount: '100', amount: undefined });
    expect(asked).toBe(2);
    desk.clock.advance(400);
    await desk.preview({ ...sizes, quote_amount: '100', amount: undefined });
    expect(asked).toBe(2);
  });
});
