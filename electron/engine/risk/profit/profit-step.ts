import { abs, add, isZero, mul, sub } from '../../../../shared/money/decimal.ts';
import { isFinal } from '../../../../shared/orders/transitions.ts';
import { advanced, isSwap, rebased, worthOf } from './book.ts';
import type { Book, Move, RebaseTerms, Worths } from './book.ts';
import type { FollowedOrder, Happened } from './profit-journal.ts';
import { addedTo, withPeak } from './profit-state.ts';
import type { ProfitState } from './profit-state.ts';
import { NOTHING_TRADED, assetsOf, movesOfCorrection, movesOfFill, untoldOf } from './trade-moves.ts';
import type { Traded } from './trade-moves.ts';

/** A fill of an order can be told until then: see `reconcile/missed-fills.ts`. Later its price stays the estimate. */
const TOLD_WITHIN_MS = 8 * 86_400_000;
/** How far the fee, and the way of a price within one step, may take an estimate from the truth. */
const SLACK_OF_VALUE = '0.02';

/** What an account shows and what its market says, at one moment. */
export interface Sight {
  atMs: number;
  /** Assets that count as nothing. */
  ignored: ReadonlySet<string>;
  worths: Worths;
  /** By asset or symbol. */
  shown: ReadonlyMap<string, string>;
  /** Of open positions: entry price and signed amount. */
  entries: readonly { symbol: string; quantity: string; entryPrice: string }[];
  takerFee: (symbol: string) => string | null;
  tellsNoTrades: boolean;
  quiet: RebaseTerms['quiet'];
  /** Whether what the account is worth can be told from what is shown. */
  fits: boolean;
}

/** Whether the key counts at all. */
export function countsIn(key: string, ignored: ReadonlySet<string>): boolean {
  return !ignored.has(assetsOf(key).base);
}

/**
 * What has to be valued before a step: what is in the book, what is shown, and what was traded. An order that traded nothing
 * needs no price: one in a market that has none would stand in the way for good.
 */
export function keysOf(
  book: Book,
  shown: ReadonlyMap<string, string>,
  happened: Happened,
  ignored: ReadonlySet<string>,
): Set<string> {
  const orders = happened.orders.map(({ order }) => order).filter(({ filled }) => !isZero(filled));
  const symbols = [...happened.fills, ...orders].map(({ symbol }) => symbol);
  const traded = symbols.flatMap((symbol) => {
    const { base, quote } = assetsOf(symbol);
    return isSwap(symbol) ? [symbol, quote] : [base, quote];
  });
  const fees = happened.fills.flatMap(({ fee_asset: asset }) => asset ?? []);
  const funding = (happened.funding ?? []).map(({ asset }) => asset);
  const all = [...Object.keys(book), ...shown.keys(), ...traded, ...fees, ...funding];
  return new Set(all.filter((key) => countsIn(key, ignored)));
}

/** Measuring begins: nothing is earned yet, and what the orders of now have traded is in what is shown. */
export function startedState(currency: string, sight: Sight, happened: Happened): ProfitState {
  const book: Book = Object.fromEntries(
    [...sight.shown]
      .filter(([key, quantity]) => !isZero(quantity) && countsIn(key, sight.ignored))
      .map(([key, quantity]) => [key, { quantity, mark: worthOf(key, sight.worths).mark }]),
  );
  const equity = equityOf(book, sight);
  const followed = followedOf(happened, sight);
  return {
    ...{ format: 1, currency, book, equity, profit: '0', peak: { profit: '0', equity }, slack: {}, reached: [] },
    ...{ lastFill: happened.newestFill, lastOrder: happened.newestOrder, atMs: sight.atMs },
    untold: followed.untold,
    unsettled: followed.unsettled,
    flows: flowsOf(undefined, sight, happened),
  };
}

/** The state a moment later. `changed`: what was taken over from the venue's reading without a trade of ours. */
export function steppedState(
  state: ProfitState,
  sight: Sight,
  happened: Happened,
): { state: ProfitState; changed: string[] } {
  const { worths, ignored } = sight;
  const counted = (moves: Move[]): Move[] => moves.filter(({ key }) => countsIn(key, ignored));
  const fills = happened.fills.flatMap((fill) => movesOfFill(fill, sight.takerFee(fill.symbol)));
  const followed = followedOf(happened, sight);
  const known = new Map(Object.entries(state.untold));
  let { slack } = state;
  const corrections = followed.all.flatMap(({ order, untold }) => {
    const before = known.get(order.id) ?? NOTHING_TRADED;
    const moves = movesOfCorrection(order.symbol, order.side, before, untold);
    if (sight.tellsNoTrades) slack = withSlack(slack, order, before, untold, sight);
    return moves;
  });
  const kept = Object.fromEntries(Object.entries(state.book).filter(([key]) => countsIn(key, ignored)));
  const moved = advanced(kept, worths, counted([...fills, ...corrections]));
  const shown = new Map([...sight.shown].filter(([key]) => countsIn(key, ignored)));
  const taken = rebased(moved.book, shown, worths, { quiet: sight.quiet, slack });
  const gain = add(add(moved.gain, taken.gain), fundingIn(happened, sight));
  const next = withPeak({
    ...state,
    book: taken.book,
    profit: add(state.profit, gain),
    equity: sight.fits ? equityOf(taken.book, sight) : add(state.equity, gain),
    lastFill: happened.newestFill,
    lastOrder: happened.newestOrder,
    untold: followed.untold,
    unsettled: followed.unsettled,
    slack: Object.fromEntries(Object.entries(slack).filter(([asset]) => !taken.settled.includes(asset))),
    flows: flowsOf(state.flows, sight, happened),
    atMs: sight.atMs,
  });
  return { state: next, changed: taken.changed };
}

/** The wallet of a swap account is taken over as it is shown, so what was paid for holding a position is told by its flow alone. */
function fundingIn({ funding = [] }: Happened, { worths, ignored }: Sight): string {
  return funding
    .filter(({ asset }) => countsIn(asset, ignored))
    .reduce((sum, { asset, amount }) => add(sum, mul(amount, worthOf(asset, worths).mark)), '0');
}

function flowsOf(
  before: ProfitState['flows'],
  { atMs }: Sight,
  { newestFlow = 0 }: Happened,
): NonNullable<ProfitState['flows']> {
  return { sinceMs: before?.sinceMs ?? atMs, last: newestFlow };
}

interface Followed {
  all: { order: FollowedOrder; untold: Traded }[];
  untold: Record<string, Traded>;
  unsettled: string[];
}

/** What is counted of each order beyond its fills, and which of them has to be looked at again. */
function followedOf({ orders }: Happened, { tellsNoTrades, takerFee, atMs }: Sight): Followed {
  const all = orders.flatMap(({ order, told }) => {
    // Without any price yet there is nothing to count; it will be told.
    const untold = untoldOf(order, told, takerFee(order.symbol));
    return untold ? [{ order, untold }] : [];
  });
  const open = all.filter(({ order, untold }) => {
    if (isZero(untold.amount)) return false;
    return !isFinal(order.status) || (!tellsNoTrades && atMs - order.updated_ms < TOLD_WITHIN_MS);
  });
  return {
    all,
    untold: Object.fromEntries(open.map(({ order, untold }) => [order.id, untold])),
    unsettled: orders.filter(({ order }) => !isFinal(order.status)).map(({ order }) => order.id),
  };
}

/**
 * By as much as the limit is away from the mark, the balance may show another cost than the estimate; and the fee, which may
 * be taken from either side.
 */
function withSlack(
  slack: ProfitState['slack'],
  { symbol }: FollowedOrder,
  before: Traded,
  now: Traded,
  { worths, ignored }: Sight,
): ProfitState['slack'] {
  const { base, quote } = assetsOf(symbol);
  if (!countsIn(base, ignored) || !countsIn(quote, ignored)) return slack;
  const value = mul(abs(sub(now.value, before.value)), worthOf(quote, worths).mark);
  if (isZero(value)) return slack;
  const atMark = mul(abs(sub(now.amount, before.amount)), worthOf(base, worths).mark);
  const fee = mul(value, SLACK_OF_VALUE);
  return addedTo(addedTo(slack, base, fee), quote, add(abs(sub(value, atMark)), fee));
}

/** What is held, and what open positions have gained since they were entered. */
function equityOf(book: Book, { worths, entries, ignored }: Sight): string {
  const held = Object.entries(book).filter(([key]) => !isSwap(key));
  const assets = held.reduce((sum, [, { quantity, mark }]) => add(sum, mul(quantity, mark)), '0');
  return entries
    .filter(({ symbol }) => countsIn(symbol, ignored))
    .reduce((sum, { symbol, quantity, entryPrice }) => {
      const { mark, rate } = worthOf(symbol, worths);
      return add(sum, mul(mul(quantity, sub(mark, entryPrice)), rate));
    }, assets);
}
