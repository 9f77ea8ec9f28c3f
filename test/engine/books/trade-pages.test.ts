import { describe, expect, it } from 'vitest';
import { createTradePages } from '../../../electron/engine/books/trade-pages.ts';
import { tradeQuerySchema } from '../../../shared/schema/books.ts';
import type { TradePage } from '../../../shared/schema/books.ts';
import { openJournalWorld } from './journal-world.ts';

/** Forty trades of two accounts, two markets, two strategies and two kinds, three of them at each moment. */
async function openPages() {
  const world = openJournalWorld();
  const kinds = [
    { account: 'main', symbol: 'BTC/USDT', strategy: 'slow' },
    { account: 'main', symbol: 'ETH/USDT', strategy: null },
    { account: 'side', symbol: 'BTC/USDT', strategy: 'fast', mode: 'paper' as const, testnet: true },
    { account: 'side', symbol: 'ETH/USDT', strategy: 'slow', testnet: true },
  ];
  for (let i = 0; i < 40; i += 1) {
    world.order({ id: `o${i}`, side: i % 3 === 0 ? 'sell' : 'buy', ...kinds[i % 4] });
    world.fill({
      order: `o${i}`,
      tradeId: String(i),
      price: String(100 + i),
      amount: '1',
      atMs: Math.floor(i / 3) * 1_000,
    });
  }
  world.journal.run("UPDATE orders SET decided_price = '100' WHERE id IN ('o4', 'o9')");
  world.imported({ tradeId: '900', price: '90', amount: '1', atMs: 5_500 });
  await world.keeper.caughtUp();
  const pages = createTradePages({ db: () => world.keeper.db(), journal: world.journal, method: () => 'fifo' });
  return (query: object): TradePage => pages.page(tradeQuerySchema.parse(query));
}

describe('pages of trades', () => {
  it('are newest first, and together all trades once, whatever the size of a page', async () => {
    const page = await openPages();
    const whole = page({}).trades;
    expect(whole).toHaveLength(41);
    expect(whole.map(({ at }) => at)).toEqual(
      whole
        .map(({ at }) => at)
        .toSorted()
        .reverse(),
    );
    for (const limit of [1, 2, 7, 40, 41]) {
      const all: TradePage['trades'] = [];
      let before: string | null = null;
      do {
        const one = page({ limit, before });
        expect(one.total).toBe(41);
        all.push(...one.trades);
        before = one.next_before;
      } while (before !== null);
      expect(all).toEqual(whole);
    }
  });

  it('hold what was asked for, and count it', async () => {
    const page = await openPages();
    const whole = page({}).trades;
    const at = (ms: number): string => new Date(ms).toISOString();
    const queries: [object, (trade: TradePage['trades'][number]) => boolean][] = [
      [{ account_name: 'main' }, (each) => each.account_name === 'main'],
      [{ symbol: 'ETH/USDT', side: 'buy' }, (each) => each.symbol === 'ETH/USDT' && each.side === 'buy'],
      [{ strategy_id: 'slow' }, (each) => each.strategy_id === 'slow'],
      [
        { strategy_id: 'slow', account_name: 'side' },
        (each) => each.strategy_id === 'slow' && each.account_name === 'side',
      ],
      [{ mode: 'paper' }, (each) => each.mode === 'paper'],
      [{ mode: 'testnet' }, (each) => each.mode === 'real' && each.testnet],
      [{ mode: 'real' }, (each) => each.mode === 'real' && !each.testnet],
      [{ origin: 'imported' }, (each) => each.origin === 'imported'],
      [{ since: at(3_000), until: at(9_000) }, (each) => each.at >= at(3_000) && each.at < at(9_000)],
      [{ account_name: 'nobody' }, () => false],
    ];
    for (const [query, isAsked] of queries) {
      const { trades, total } = page(query);
      expect(trades, JSON.stringify(query)).toEqual(whole.filter(isAsked));
      expect(total).toBe(trades.length);
    }
  });

  it('tell profit by the method of the account, and slippage where the price at decision is known', async () => {
    const trades = (await openPages())({}).trades;
    const of = (id: string) => trades.find(({ order_id: order }) => order === id);
    // o4 bought at 104 and not at 100; o9 sold at 109.
    expect(of('o4')?.slippage_bps).toBe('400.00');
    expect(of('o9')?.slippage_bps).toBe('-900.00');
    expect(of('o8')).toMatchObject({ slippage_bps: null, realised: null });
    // o4 bought at 104, o12 sold at 112; the imported one at 90 came after o12's lot was bought, and before it was sold.
    expect(of('o12')).toMatchObject({ side: 'sell', realised: '8' });
  });

  it('refuse a cursor that is none', async () => {
    const page = await openPages();
    for (const before of ['x', '12', Buffer.from('[1,2,3]').toString('base64url')]) {
      expect(() => page({ before })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    }
  });
});
