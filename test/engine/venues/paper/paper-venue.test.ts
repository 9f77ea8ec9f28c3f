import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlaceOutcome, VenueOrder } from '../../../../electron/engine/venues/venue.ts';
import { openPaperVenue } from '../../../../electron/engine/venues/paper/paper-venue.ts';
import { STARTING_BALANCES } from '../../../../electron/engine/venues/paper/starting-balances.ts';
import { fixedMarket } from './fixed-market.ts';
import type { FixedMarket } from './fixed-market.ts';
import { openDesk, order, paperAccount, refOf } from './paper-desk.ts';
import type { PaperDesk } from './paper-desk.ts';

let desk: PaperDesk;
let market: FixedMarket;

beforeEach(() => {
  desk = openDesk({
    exchange: 'binance',
    market: (clock) => (market = fixedMarket(clock)),
    seedBalances: { USDT: '1000', BTC: '10' },
  });
});
afterEach(() => desk.close());

async function accepted(placed: VenueOrder, account?: string) {
  const outcome = await desk.venue(account).place(placed);
  if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
  return outcome.report;
}

async function held(account?: string): Promise<Record<string, string>> {
  const rows = await desk.venue(account).balances();
  return Object.fromEntries(rows.map((row) => [row.asset, `${row.free}+${row.locked}=${row.total}`]));
}

describe('market orders', () => {
  it('walk the book, pay the taker fee in the asset received, and are filled', async () => {
    const report = await accepted(order({ amount: '2.5' }));
    expect(report).toMatchObject({ venueOrderId: 'paper-1', status: 'filled', filled: '2.5', average: '101.6' });
    expect(report.fills).toEqual([
      {
        tradeId: 'paper-1.1',
        price: '101',
        amount: '1',
        fee: '0.002',
        feeAsset: 'BTC',
        liquidity: 'taker',
        atMs: desk.clock.nowMs(),
      },
      {
        tradeId: 'paper-1.2',
        price: '102',
        amount: '1.5',
        fee: '0.003',
        feeAsset: 'BTC',
        liquidity: 'taker',
        atMs: desk.clock.nowMs(),
      },
    ]);
    expect(await held()).toEqual({ BTC: '12.495+0=12.495', USDT: '746+0=746' });
  });

  it('sell into the bids and pay the fee in the quote', async () => {
    expect(await accepted(order({ side: 'sell', amount: '1' }))).toMatchObject({ status: 'filled', average: '99' });
    expect(await held()).toEqual({ BTC: '9+0=9', USDT: '1098.802+0=1098.802' });
  });

  it('expire with what the book gave when it is too thin', async () => {
    const report = await accepted(order({ side: 'sell', amount: '5' }));
    expect(report).toMatchObject({ status: 'expired', filled: '3', average: '98.333333333333' });
    expect(await held()).toMatchObject({ BTC: '7+0=7' });
  });

  it('expire unfilled on an empty book', async () => {
    market.asks = [];
    expect(await accepted(order())).toMatchObject({ status: 'expired', filled: '0', average: null, fills: [] });
  });
});

describe('limit orders', () => {
  it('take what is within the limit, and rest with the remainder locked', async () => {
    const report = await accepted(order({ amount: '4', price: '102' }));
    expect(report).toMatchObject({ status: 'partially_filled', filled: '3' });
    expect(report.fills.map((fill) => fill.price)).toEqual(['101', '102']);
    // 1000 - 101 - 204 = 695, of which 102 wait for the last coin.
    expect(await held()).toEqual({ BTC: '12.994+0=12.994', USDT: '593+102=695' });
  });

  it('post-only: rest short of the book, and are refused where they would take, also what was taken before', async () => {
    const postOnly = true;
    const refusal = { kind: 'refused', code: 'VENUE_REFUSED' };
    expect(await desk.venue().place(order({ price: '101', postOnly }))).toMatchObject(refusal);
    expect(await desk.venue().place(order({ side: 'sell', price: '98.5', postOnly }))).toMatchObject(refusal);
    expect(desk.dump()['orders']).toEqual([]);
    expect(await accepted(order({ price: '100.5', postOnly }))).toMatchObject({ status: 'open', filled: '0' });
    expect(await accepted(order({ side: 'sell', price: '99.5', postOnly }))).toMatchObject({ status: 'open' });
    await accepted(order({ amount: '1' }));
    expect(await desk.venue().place(order({ price: '101', postOnly }))).toMatchObject(refusal);
  });

  it('never trade past their limit', async () => {
    const report = await accepted(order({ amount: '1', price: '100.5' }));
    expect(report).toMatchObject({ status: 'open', filled: '0', fills: [] });
    expect(await held()).toMatchObject({ USDT: '899.5+100.5=1000' });
  });

  it('fill as maker at their own price, once the market comes to them', async () => {
    const resting = order({ amount: '3', price: '100' });
    await accepted(resting);
    desk.clock.advance(2_000);
    market.asks = [
      ['97', '1'],
      ['99.5', '1'],
      ['101', '9'],
    ];
    const found = await desk.venue().lookup(refOf(resting), null);
    expect(found).toMatchObject({ kind: 'found', report: { status: 'partially_filled', filled: '2', average: '100' } });
    expect(found.kind === 'found' && found.report.fills.map((fill) => [fill.price, fill.fee, fill.liquidity])).toEqual([
      ['100', '0.001', 'maker'],
      ['100', '0.001', 'maker'],
    ]);
    expect(await held()).toEqual({ BTC: '11.998+0=11.998', USDT: '700+100=800' });
    desk.clock.advance(1_000);
    const later = await desk.venue().lookup(refOf(resting), null);
    expect(later).toMatchObject({ report: { status: 'filled', filled: '3' } });
    expect(await held()).toEqual({ BTC: '12.997+0=12.997', USDT: '700+0=700' });
  });

  it('sell as maker out of what they locked', async () => {
    const resting = order({ side: 'sell', amount: '1', price: '103' });
    await accepted(resting);
    expect(await held()).toMatchObject({ BTC: '9+1=10' });
    desk.clock.advance(1_000);
    market.bids = [['105', '5']];
    await desk.venue().lookup(refOf(resting), null);
    expect(await held()).toEqual({ BTC: '9+0=9', USDT: '1102.897+0=1102.897' });
  });

  it('cancel the remainder at once when immediate-or-cancel', async () => {
    const report = await accepted(order({ amount: '2', price: '101', timeInForce: 'ioc' }));
    expect(report).toMatchObject({ status: 'canceled', filled: '1' });
    expect(await held()).toMatchObject({ USDT: '899+0=899' });
  });

  it('release their lock when canceled, once', async () => {
    const resting = order({ amount: '1', price: '90' });
    await accepted(resting);
    expect(await desk.venue().cancel(refOf(resting), null)).toMatchObject({
      kind: 'canceled',
      report: { status: 'canceled' },
    });
    expect(await held()).toEqual({ BTC: '10+0=10', USDT: '1000+0=1000' });
    expect((await desk.venue().cancel(refOf(resting), null)).kind).toBe('gone');
    expect(await held()).toMatchObject({ USDT: '1000+0=1000' });
  });

  it('are gone, not canceled, when the market filled them first', async () => {
    const resting = order({ amount: '1', price: '100' });
    await accepted(resting);
    desk.clock.advance(1_000);
    market.asks = [['100', '5']];
    expect((await desk.venue().cancel(refOf(resting), null)).kind).toBe('gone');
    expect(await desk.venue().lookup(refOf(resting), null)).toMatchObject({ report: { status: 'filled' } });
  });

  it('serve the better price first, then the older order, across accounts', async () => {
    const [older, newer, better] = [
      order({ price: '99', amount: '1' }),
      order({ price: '99', amount: '1' }),
      order({ price: '99.5', amount: '1' }),
    ];
    await accepted(older, 'a');
    await accepted(newer, 'b');
    await accepted(better, 'c');
    desk.clock.advance(1_000);
    market.asks = [['98', '1.5']];
    await desk.venue('b').lookup(refOf(newer), null);
    const filled = async (account: string, placed: VenueOrder) => {
      const found = await desk.venue(account).lookup(refOf(placed), null);
      return found.kind === 'found' ? found.report.filled : found;
    };
    expect([await filled('a', older), await filled('b', newer), await filled('c', better)]).toEqual(['0.5', '0', '1']);
  });
});

describe('liquidity', () => {
  it('is not there twice within a second, for any account, and comes back after it', async () => {
    expect(await accepted(order({ amount: '2' }), 'a')).toMatchObject({ average: '101.5' });
    expect(await accepted(order({ amount: '2' }), 'b')).toMatchObject({ average: '103' });
    desk.clock.advance(600);
    expect(await accepted(order({ amount: '2' }), 'c')).toMatchObject({ average: '104' });
    expect(await accepted(order({ amount: '2' }), 'd')).toMatchObject({ status: 'expired', filled: '1' });
    desk.clock.advance(1_000);
    expect(await accepted(order({ amount: '2' }), 'd')).toMatchObject({ average: '101.5' });
  });

  it('stays used up over a restart', async () => {
    await accepted(order({ amount: '1' }));
    await desk.restart();
    expect(await accepted(order({ amount: '1' }))).toMatchObject({ average: '102' });
  });

  it('is not given back by an order that was refused', async () => {
    await accepted(order({ amount: '1' }));
    expect(await desk.venue().place(order({ amount: '40' }))).toMatchObject({ kind: 'accepted' });
    expect(await desk.venue().place(order({ amount: '9', price: '200' }))).toMatchObject({ kind: 'refused' });
    expect(await accepted(order({ amount: '1' }))).toMatchObject({ status: 'expired', filled: '0' });
  });
});

describe('refusals', () => {
  const cases: [string, Partial<VenueOrder>, string][] = [
    ['a symbol that is not traded', { symbol: 'DOGE/USDT' }, 'UNKNOWN_SYMBOL'],
    ['an amount between steps', { amount: '0.0025' }, 'INVALID_AMOUNT'],
    ['an amount below the minimum', { amount: '0.001' }, 'INVALID_AMOUNT'],
    ['an amount above the maximum', { amount: '51' }, 'INVALID_AMOUNT'],
    ['an amount of nothing', { amount: '0' }, 'INVALID_AMOUNT'],
    ['a price between ticks', { price: '100.3' }, 'INVALID_PRICE'],
    ['a price below the minimum', { price: '9' }, 'INVALID_PRICE'],
    ['a price above the maximum', { price: '1001' }, 'INVALID_PRICE'],
    ['a market order with a price', { type: 'market', price: '100' }, 'INVALID_PRICE'],
    ['a limit order without one', { type: 'limit', timeInForce: 'gtc' }, 'INVALID_PRICE'],
    ['a limit order worth too little', { price: '100', amount: '0.049' }, 'MIN_NOTIONAL'],
    ['a market order worth too little', { amount: '0.049' }, 'MIN_NOTIONAL'],
    ['more than can be paid', { amount: '10', price: '100.5' }, 'INSUFFICIENT_FUNDS'],
    ['more than is held', { side: 'sell', amount: '10.001' }, 'INSUFFICIENT_FUNDS'],
  ];
  it.each(cases)('%s', async (_what, change, code) => {
    const before = desk.venue() && desk.dump();
    const outcome: PlaceOutcome = await desk.venue().place(order(change));
    expect(outcome).toMatchObject({ kind: 'refused', code });
    expect(desk.dump()).toEqual(before);
  });

  it('a market order that the balance cannot pay for', async () => {
    market.asks = [['900', '5']];
    expect(await desk.venue().place(order({ amount: '2' }))).toMatchObject({
      kind: 'refused',
      code: 'INSUFFICIENT_FUNDS',
    });
  });

  it('a halted market', async () => {
    market.rules = { ...market.rules, active: false };
    expect(await desk.venue().place(order())).toMatchObject({ kind: 'refused', code: 'VENUE_REFUSED' });
  });

  it('a perpetual: the paper venue trades spot only', async () => {
    const venue = openPaperVenue({ ...paperAccount('s', 'binance'), market: 'swap' }, market, {
      clock: desk.clock,
      db: desk.db(),
    });
    expect(await venue.place(order())).toMatchObject({ kind: 'refused', code: 'VENUE_NOT_SUPPORTED' });
    expect(market.reads).toBe(0);
  });

  it('locked funds are not free', async () => {
    await accepted(order({ amount: '9', price: '100' }));
    expect(await desk.venue().place(order({ amount: '1.5', price: '100' }))).toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
    });
  });
});

describe('market data', () => {
  it('that cannot be read: nothing is sent', async () => {
    market.down = true;
    expect(await desk.venue().place(order())).toMatchObject({ kind: 'not_sent', code: 'MARKET_UNAVAILABLE' });
    expect(desk.dump()['orders']).toEqual([]);
  });

  it('that is too old: nothing is sent', async () => {
    desk.venue();
    market.ageMs = 10_001;
    expect(await desk.venue().place(order())).toMatchObject({ kind: 'not_sent', code: 'MARKET_UNAVAILABLE' });
    market.ageMs = 10_000;
    expect(await desk.venue().place(order())).toMatchObject({ kind: 'accepted' });
  });

  it('that fails later leaves a resting order as it was, and it can still be canceled', async () => {
    const resting = order({ amount: '1', price: '100' });
    await accepted(resting);
    market.down = true;
    expect(await desk.venue().lookup(refOf(resting), null)).toMatchObject({
      kind: 'found',
      report: { status: 'open' },
    });
    expect(await desk.venue().cancel(refOf(resting), null)).toMatchObject({ kind: 'canceled' });
    expect(await held()).toMatchObject({ USDT: '1000+0=1000' });
  });

  it('without a past invents no fill for the time away', async () => {
    const resting = order({ amount: '1', price: '100' });
    await accepted(resting);
    desk.clock.advance(3_600_000);
    await desk.restart();
    expect(await desk.venue().lookup(refOf(resting), null)).toMatchObject({ report: { status: 'open', filled: '0' } });
    desk.clock.advance(1_000);
    market.asks = [['99', '1']];
    expect(await desk.venue().lookup(refOf(resting), null)).toMatchObject({
      report: { status: 'filled', average: '100' },
    });
  });
});

describe('client order ids', () => {
  it('place once: the second time is answered with the first', async () => {
    const placed = order({ amount: '1' });
    const first = await desk.venue().place(placed);
    const after = desk.dump();
    expect(await desk.venue().place(placed)).toEqual(first);
    await desk.restart();
    expect(await desk.venue().place(placed)).toEqual(first);
    expect(desk.dump()).toEqual(after);
  });

  it('place once when sent twice at the same time', async () => {
    const placed = order({ amount: '1' });
    const [first, second] = await Promise.all([desk.venue().place(placed), desk.venue().place(placed)]);
    expect(first).toEqual(second);
    expect(desk.dump()['orders']).toHaveLength(1);
  });

  it('are not for two orders', async () => {
    const placed = order({ amount: '1' });
    await desk.venue('a').place(placed);
    expect(await desk.venue('a').place({ ...placed, amount: '2' })).toMatchObject({
      kind: 'refused',
      code: 'VENUE_REFUSED',
    });
    expect(await desk.venue('b').place(placed)).toMatchObject({ kind: 'refused', code: 'VENUE_REFUSED' });
    expect(await desk.venue('b').lookup(refOf(placed), null)).toMatchObject({ kind: 'absent' });
  });

  it('unknown here are absent for certain, but not while one is being placed', async () => {
    const placed = order();
    expect(await desk.venue().lookup(refOf(placed), null)).toMatchObject({ kind: 'absent', conclusive: true });
    const placing = desk.venue().place(placed);
    expect(await desk.venue().lookup(refOf(placed), null)).toMatchObject({ kind: 'absent', conclusive: false });
    await placing;
    expect(await desk.venue().lookup(refOf(placed), null)).toMatchObject({ kind: 'found' });
    expect((await desk.venue().cancel(refOf(order()), null)).kind).toBe('gone');
  });
});

describe('the seat', () => {
  it('starts with the usual balances, once', async () => {
    const venue = openPaperVenue(paperAccount('fresh'), market, { clock: desk.clock, db: desk.db() });
    const rows = await venue.balances();
    expect(Object.fromEntries(rows.map((row) => [row.asset, row.total]))).toEqual(STARTING_BALANCES);
    await venue.place(order({ amount: '1' }));
    const again = openPaperVenue(paperAccount('fresh'), market, { clock: desk.clock, db: desk.db() });
    expect(await again.balances()).toEqual(await venue.balances());
    expect(await again.balances()).not.toEqual(rows);
  });

  it('has no key, no clock and nothing to prepare', async () => {
    const venue = desk.venue();
    expect([await venue.key(), await venue.clockSkewMs(), await venue.prepare(order())]).toEqual([null, null, null]);
    expect(venue.orderTypes).toBe('market_and_limit');
  });

  it('sends nothing more once it is closed, not even what was on its way', async () => {
    const venue = desk.venue();
    const placing = venue.place(order());
    await venue.close();
    expect(await placing).toMatchObject({ kind: 'not_sent' });
    expect(desk.dump()['orders']).toEqual([]);
  });

  it('calls an outcome unknown when the ledger fails, and finds nothing of it afterwards', async () => {
    const venue = desk.venue();
    desk.db().exec("CREATE TRIGGER full BEFORE INSERT ON paper_trades BEGIN SELECT RAISE(ABORT, 'disk full'); END");
    const before = desk.dump();
    const placed = order({ amount: '1' });
    expect(await venue.place(placed)).toMatchObject({ kind: 'unknown' });
    expect(await venue.lookup(refOf(placed), null)).toMatchObject({ kind: 'absent', conclusive: true });
    expect(desk.dump()).toEqual(before);
  });
});
