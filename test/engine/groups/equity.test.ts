import { describe, expect, it } from 'vitest';
import { readEquity } from '../../../electron/engine/groups/equity.ts';
import type { FactSources } from '../../../electron/engine/orders/gather-facts.ts';
import { QtError } from '../../../shared/schema/error-code.ts';

const PRICES: Record<string, { buy: string; sell: string }> = {
  'BTC/USDT': { buy: '50010', sell: '50000' },
  'ETH/USDT': { buy: '2001', sell: '2000' },
  'BTC/NOK': { buy: '500000', sell: '499000' },
  'ETH/BTC': { buy: '0.04', sell: '0.039' },
  'SOL/USDT:USDT': { buy: '101', sell: '100' },
};

/** What is asked of an account and its market, answered from tables. */
function sources(totals: Record<string, string> | Error, prices = PRICES): FactSources {
  const balances =
    totals instanceof Error
      ? []
      : Object.entries(totals).map(([asset, total]) => ({ asset, free: '0', locked: total, total }));
  return {
    redact: (text: string) => text,
    pool: {
      venue: () => ({
        market: { instruments: async () => new Map(Object.keys(prices).map((symbol) => [symbol, {}])) },
      }),
    },
    monitor: {
      balances: async () => (totals instanceof Error ? Promise.reject(totals) : { balances, mark: 1, atMs: 0 }),
    },
    prices: {
      reference: async (_market: unknown, _exchange: unknown, symbol: string, side: 'buy' | 'sell') =>
        prices[symbol]?.[side] ?? null,
    },
  } as unknown as FactSources;
}
const worth = (totals: Record<string, string> | Error, quote = 'USDT', prices = PRICES) =>
  readEquity({ name: 'a', exchange: 'binance' }, quote, sources(totals, prices));

describe('what an account is worth', () => {
  it.each<[string, Record<string, string>, string, string]>([
    ['the quote currency itself', { USDT: '12.5' }, 'USDT', '12.5'],
    ['sold at the best bid, locked or free', { USDT: '10', ETH: '2' }, 'USDT', '4010'],
    ['in a market of swaps', { SOL: '3' }, 'USDT', '300'],
    ['where the market is the other way round', { USDT: '50010' }, 'BTC', '1'],
    ['over another currency where there is no market', { NOK: '1000000' }, 'USDT', '100000'],
    ['nothing', { USDT: '0', DUST: '0' }, 'USDT', '0'],
  ])('%s', async (_name, totals, quote, expected) => {
    expect(await worth(totals, quote)).toEqual({ value: expected, error: null });
  });

  it('is unknown as a whole where one price is unknown, and says which', async () => {
    const { value, error } = await worth({ USDT: '1000', DUST: '0.1' });
    expect([value, error?.code]).toEqual([null, 'MARKET_UNAVAILABLE']);
    expect(error?.message).toContain('no price of DUST in USDT');
    const dead = { ...PRICES, 'ETH/USDT': { buy: '0', sell: '0' }, 'ETH/BTC': { buy: '0', sell: '0' } };
    expect((await worth({ ETH: '1' }, 'USDT', dead)).value).toBeNull();
  });

  it('is unknown where the balance is', async () => {
    const { value, error } = await worth(new QtError('VENUE_ERROR', 'no answer'));
    expect([value, error?.code]).toEqual([null, 'VENUE_ERROR']);
  });
});
