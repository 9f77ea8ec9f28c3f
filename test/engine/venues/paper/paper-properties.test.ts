import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, gt, isPositive, lt, lte, mul, neg, sub } from '../../../../shared/money/decimal.ts';
import { SIM_INSTRUMENTS } from '../../../../electron/engine/venues/sim/instruments.ts';
import { openSimMarket } from '../../../../electron/engine/venues/sim/sim-market.ts';
import type { PaperOrderRow, PaperTradeRow } from '../../../../electron/engine/store/paper-ledger.ts';
import type { PlaceOutcome, VenueOrder } from '../../../../electron/engine/venues/venue.ts';
import { openDesk, refOf } from './paper-desk.ts';
import type { PaperDesk } from './paper-desk.ts';

type Step =
  | { do: 'wait'; ms: number }
  | { do: 'cancel'; pick: number }
  | {
      do: 'place';
      account: string;
      symbol: string;
      side: 'buy' | 'sell';
      /** Units of the step size. */
      size: number;
      /** Distance of the limit from the touch, in ticks away from it; null places a market order. */
      away: number | null;
      ioc: boolean;
    };

/** Enough to empty a book with, and little enough to run out of. */
const BALANCES: Record<string, string> = { USDT: '900000', NOK: '3000000', BTC: '9', ETH: '150' };
const SIZES: Record<string, number> = { 'BTC/USDT': 900_000, 'ETH/USDT': 1_500_000, 'BTC/NOK': 500_000 };

const place = fc.record({
  do: fc.constant('place' as const),
  account: fc.constantFrom('a', 'b'),
  symbol: fc.constantFrom('BTC/USDT', 'BTC/USDT', 'ETH/USDT', 'BTC/NOK'),
  side: fc.constantFrom('buy' as const, 'sell' as const),
  size: fc.nat(1000),
  away: fc.option(fc.integer({ min: -2_000, max: 4_000 }), { freq: 4 }),
  ioc: fc.constantFrom(true, false, false, false),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: place },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 200_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick: fc.nat(50) }) },
);
const steps = fc.array(step, { minLength: 4, maxLength: 25 });

interface Run {
  outcomes: unknown[];
  dump: Record<string, unknown[]>;
}

async function toOrder(desk: PaperDesk, at: number, it: Extract<Step, { do: 'place' }>): Promise<VenueOrder> {
  const { tick, step: unit } = SIM_INSTRUMENTS.get(it.symbol)!;
  const book = await desk.venue(it.account).market.book(it.symbol);
  const touch = (it.side === 'buy' ? book.asks : book.bids)[0]![0];
  const ticksAway = it.away === null ? '0' : mul(tick, String(Math.abs(it.away)));
  const lower = it.away !== null && it.away > 0 === (it.side === 'buy');
  const units = 1 + Math.floor((SIZES[it.symbol]! * it.size * it.size) / 1_000_000);
  return {
    clientOrderId: `c${at}`,
    symbol: it.symbol,
    side: it.side,
    type: it.away === null ? 'market' : 'limit',
    timeInForce: it.away === null ? null : it.ioc ? 'ioc' : 'gtc',
    postOnly: false,
    reduceOnly: false,
    amount: mul(unit, String(units)),
    price: it.away === null ? null : lower ? sub(touch, ticksAway) : add(touch, ticksAway),
  };
}

/** Plays the steps on a desk of its own. `disturb` is called during waits, with the time left to wait. */
async function play(
  script: Step[],
  disturb?: (desk: PaperDesk, all: [string, VenueOrder][], waitMs: number) => Promise<number>,
): Promise<Run> {
  const desk = openDesk({ seed: 'properties', seedBalances: BALANCES });
  try {
    desk.venue('a');
    desk.venue('b');
    const placed: [string, VenueOrder][] = [];
    const outcomes: unknown[] = [];
    for (const [at, it] of script.entries()) {
      if (it.do === 'wait') {
        let left = it.ms;
        while (disturb && left > 1_000) {
          const waited = await disturb(desk, placed, left);
          left -= waited;
        }
        desk.clock.advance(left);
      } else if (it.do === 'cancel') {
        const [account, order] = placed[it.pick % Math.max(1, placed.length)] ?? [];
        if (account && order) outcomes.push(await desk.venue(account).cancel(refOf(order), null));
      } else {
        const order = await toOrder(desk, at, it);
        const outcome: PlaceOutcome = await desk.venue(it.account).place(order);
        if (outcome.kind === 'accepted') placed.push([it.account, order]);
        outcomes.push(outcome);
      }
    }
    for (const account of ['a', 'b']) outcomes.push(await desk.venue(account).balances());
    return { outcomes, dump: desk.dump() };
  } finally {
    await desk.close();
  }
}

function rows(run: Run) {
  return {
    orders: run.dump['orders'] as PaperOrderRow[],
    trades: run.dump['trades'] as PaperTradeRow[],
    balances: run.dump['balances'] as { account_name: string; asset: string; free: string; locked: string }[],
  };
}

const isOpen = (order: PaperOrderRow): boolean => order.status === 'open' || order.status === 'partially_filled';

describe('paper venue, for any run of orders', () => {
  it('conserves every unit, never goes negative, never passes a limit or a book', async () => {
    const history = openSimMarket(
      { seed: 'properties' },
      { clock: { nowMs: () => 0, monotonicMs: () => 0, after: () => () => undefined } },
    ).history;
    const seen = { maker: 0, taker: 0, refused: 0, partial: 0 };
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const run = await play(script);
        const { orders, trades, balances } = rows(run);
        const byId = new Map(orders.map((order) => [order.client_order_id, order]));

        // Starting balances, plus what trades moved, less fees, is what is there; and what is locked is what rests.
        for (const { account_name, asset, free, locked } of balances) {
          let expected = BALANCES[asset] ?? '0';
          let resting = '0';
          for (const trade of trades) {
            const order = byId.get(trade.client_order_id)!;
            if (order.account_name !== account_name) continue;
            const [base, quote] = order.symbol.split('/');
            const sign = (amount: string, incoming: boolean): string => (incoming ? amount : neg(amount));
            if (asset === base) expected = add(expected, sign(trade.amount, order.side === 'buy'));
            if (asset === quote) expected = add(expected, sign(mul(trade.price, trade.amount), order.side === 'sell'));
            if (asset === trade.fee_asset) expected = sub(expected, trade.fee);
          }
          for (const order of orders.filter((row) => isOpen(row) && row.account_name === account_name)) {
            const rest = sub(order.amount, order.filled);
            const [base, quote] = order.symbol.split('/');
            if (order.side === 'sell' && asset === base) resting = add(resting, rest);
            if (order.side === 'buy' && asset === quote) resting = add(resting, mul(rest, order.price!));
          }
          expect(add(free, locked)).toBe(expected);
          expect(locked).toBe(resting);
          expect(lt(free, '0')).toBe(false);
        }

        // No level of any book gave more than it had, and nothing traded past its limit.
        const used = new Map<string, string>();
        for (const trade of trades) {
          const order = byId.get(trade.client_order_id)!;
          seen[trade.liquidity]++;
          expect(isPositive(trade.amount)).toBe(true);
          for (const price of [trade.price, trade.book_price]) {
            if (order.price === null) continue;
            expect(order.side === 'buy' ? gt(price, order.price) : lt(price, order.price)).toBe(false);
          }
          const level = [trade.symbol, trade.side, trade.book_ms, trade.book_price].join();
          used.set(level, add(used.get(level) ?? '0', trade.amount));
          const book = history.bookAt(trade.symbol, trade.book_ms);
          const size = (trade.side === 'buy' ? book.asks : book.bids).find(
            ([price]) => price === trade.book_price,
          )?.[1];
          expect(size).toBeDefined();
          expect(lte(used.get(level)!, size!)).toBe(true);
        }

        // An order's own figures are the sum of its trades.
        for (const order of orders) {
          const own = trades.filter((trade) => trade.client_order_id === order.client_order_id);
          expect(order.filled).toBe(own.reduce((sum, trade) => add(sum, trade.amount), '0'));
          expect(order.cost).toBe(own.reduce((sum, trade) => add(sum, mul(trade.price, trade.amount)), '0'));
          expect(order.status === 'filled').toBe(order.filled === order.amount);
          if (order.status === 'partially_filled') seen.partial++;
        }
        seen.refused += run.outcomes.filter((outcome) => (outcome as { kind?: string }).kind === 'refused').length;
      }),
      { numRuns: 60, seed: 1 },
    );
    // The runs reach what they are about.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5);
  });

  it('repeats itself exactly', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        expect(await play(script)).toEqual(await play(script));
      }),
      { numRuns: 20, seed: 2 },
    );
  });

  it('ends the same however often it is looked at, restarted, or left alone', async () => {
    let makerFills = 0;
    await fc.assert(
      fc.asyncProperty(steps, fc.array(fc.nat(1_000), { minLength: 5, maxLength: 20 }), async (script, chances) => {
        let turn = 0;
        const chance = (): number => chances[turn++ % chances.length]!;
        const calm = await play(script);
        const disturbed = await play(script, async (desk, placed, waitMs) => {
          const waited = Math.min(waitMs, 500 + chance() * 60);
          desk.clock.advance(waited);
          if (chance() % 3 === 0) await desk.restart();
          const [account, order] = placed[chance() % Math.max(1, placed.length)] ?? [];
          if (account && order) await desk.venue(account).lookup(refOf(order), null);
          return waited;
        });
        expect(disturbed).toEqual(calm);
        makerFills += rows(calm).trades.filter((trade) => trade.liquidity === 'maker').length;
      }),
      { numRuns: 40, seed: 3 },
    );
    expect(makerFills).toBeGreaterThan(50);
  });
});

describe('paper venue, all at once', () => {
  it('is exact when many orders of several accounts are placed at the same time', async () => {
    const desk = openDesk({ seed: 'crowd', seedBalances: { USDT: '1000000' } });
    try {
      const accounts = ['a', 'b', 'c', 'd'];
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, (_, i) =>
          desk.venue(accounts[i % 4]).place({
            clientOrderId: `c${i}`,
            symbol: 'BTC/USDT',
            side: 'buy',
            type: 'market',
            timeInForce: null,
            postOnly: false,
            reduceOnly: false,
            amount: '0.05',
            price: null,
          }),
        ),
      );
      expect(outcomes.every((outcome) => outcome.kind === 'accepted')).toBe(true);
      const book = await desk.venue('a').market.book('BTC/USDT');
      const total = book.asks.reduce((sum, [, amount]) => add(sum, amount), '0');
      const { orders, trades } = rows({ outcomes: [], dump: desk.dump() });
      // The whole side is used up, to the last step, and whoever came later got nothing.
      expect(trades.reduce((sum, trade) => add(sum, trade.amount), '0')).toBe(total);
      expect(orders.filter((order) => order.status === 'expired').length).toBeGreaterThan(10);
      expect(new Set(trades.map((trade) => trade.trade_id)).size).toBe(trades.length);
      let spent = '0';
      for (const account of accounts) {
        for (const { asset, free } of await desk.venue(account).balances()) {
          if (asset === 'USDT') spent = add(spent, sub('1000000', free));
        }
      }
      expect(spent).toBe(trades.reduce((sum, trade) => add(sum, mul(trade.price, trade.amount)), '0'));
    } finally {
      await desk.close();
    }
  });

  it('cannot spend one balance twice', async () => {
    const desk = openDesk({ seed: 'crowd', seedBalances: { USDT: '100000', BTC: '1' } });
    try {
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          desk.venue().place({
            clientOrderId: `c${i}`,
            symbol: 'BTC/USDT',
            side: i % 2 ? 'buy' : 'sell',
            type: 'limit',
            timeInForce: 'gtc',
            postOnly: false,
            reduceOnly: false,
            amount: '0.3',
            price: i % 2 ? '30000' : '120000',
          }),
        ),
      );
      const kinds = outcomes.map((outcome, i) => `${i % 2 ? 'buy' : 'sell'} ${outcome.kind}`);
      // 100000 / 9000 = 11 buys, 1 / 0.3 = 3 sells.
      expect(kinds.filter((kind) => kind === 'buy accepted')).toHaveLength(11);
      expect(kinds.filter((kind) => kind === 'sell accepted')).toHaveLength(3);
      expect(await desk.venue().balances()).toEqual([
        { asset: 'BTC', free: '0.1', locked: '0.9', total: '1' },
        { asset: 'USDT', free: '1000', locked: '99000', total: '100000' },
      ]);
    } finally {
      await desk.close();
    }
  });

  it('pays for an order with what another symbol earned meanwhile, though nobody looked', async () => {
    const desk = openDesk({ seed: 'away', seedBalances: { BTC: '1' } });
    try {
      const rest = async (clientOrderId: string, symbol: string, ticksAway: string): Promise<void> => {
        const touch = (await desk.venue().market.book(symbol)).bids[0]![0];
        const price = add(touch, ticksAway);
        const sell = {
          clientOrderId,
          symbol,
          side: 'sell',
          type: 'limit',
          timeInForce: 'gtc',
          postOnly: false,
          reduceOnly: false,
          amount: '0.1',
          price,
        } as const;
        expect(await desk.venue().place(sell)).toMatchObject({ report: { status: 'open' } });
      };
      await rest('far', 'BTC/NOK', '900000');
      await rest('near', 'BTC/USDT', '60');
      desk.clock.advance(20 * 86_400_000);
      const buy = {
        clientOrderId: 'eth',
        symbol: 'ETH/USDT',
        side: 'buy',
        type: 'market',
        timeInForce: null,
        postOnly: false,
        reduceOnly: false,
        amount: '1',
        price: null,
      } as const;
      expect(await desk.venue().place(buy)).toMatchObject({ kind: 'accepted', report: { status: 'filled' } });
    } finally {
      await desk.close();
    }
  });

  it('fills while nobody was there what the market reached meanwhile, at the limit and at that time', async () => {
    const desk = openDesk({ seed: 'away' });
    try {
      const { market } = desk.venue();
      const touch = (await market.book('BTC/USDT')).asks[0]![0];
      const resting: VenueOrder = {
        clientOrderId: 'rest',
        symbol: 'BTC/USDT',
        side: 'buy',
        type: 'limit',
        timeInForce: 'gtc',
        postOnly: false,
        reduceOnly: false,
        amount: '0.02',
        price: sub(touch, '60'),
      };
      const placedMs = desk.clock.nowMs();
      expect(await desk.venue().place(resting)).toMatchObject({ report: { status: 'open' } });
      await desk.restart();
      desk.clock.advance(20 * 86_400_000);
      const found = await desk.venue().lookup(refOf(resting), null);
      expect(found).toMatchObject({ kind: 'found', report: { status: 'filled', average: resting.price } });
      const reachedMs = desk
        .venue()
        .market.history!.nextReach('BTC/USDT', 'buy', resting.price!, placedMs, desk.clock.nowMs());
      expect(found.kind === 'found' && found.report.fills[0]!.atMs).toBe(reachedMs);
      expect(reachedMs).toBeLessThan(desk.clock.nowMs() - 86_400_000);
    } finally {
      await desk.close();
    }
  });
});
