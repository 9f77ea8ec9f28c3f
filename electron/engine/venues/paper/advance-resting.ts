import { cmp } from '../../../../shared/money/decimal.ts';
import type { OrderBook } from '../../../../shared/schema/market.ts';
import type { PaperLedger, PaperOrderRow } from '../../store/paper-ledger.ts';
import type { MarketHistory } from '../market-history.ts';
import { applyFill } from './apply-fill.ts';
import { takesFor, USUAL_FEE } from './liquidity.ts';
import type { MarketMoment, MarketPlace } from './liquidity.ts';

/** A resting order's mark is written at least this often, so that a long rest is not replayed from its start. */
const MARK_MS = 60_000;
/** Where the past cannot be asked, a mark is also what tells how long nobody looked, so it is written more often. */
const WATCHED_MARK_MS = 5_000;
/** Orders are looked at every second. Longer than this, and what the market did meanwhile is not known. */
const GAP_MS = 15_000;

/** Better prices first, then older orders. */
function byPriority(a: PaperOrderRow, b: PaperOrderRow): number {
  if (a.side !== b.side) return a.side < b.side ? -1 : 1;
  const better = cmp(a.price ?? '0', b.price ?? '0') * (a.side === 'buy' ? -1 : 1);
  return better || a.seq - b.seq;
}

export const isResting = (order: PaperOrderRow): boolean =>
  order.status === 'open' || order.status === 'partially_filled';

interface Resting {
  ledger: PaperLedger;
  symbol: string;
  feeRate: string;
  /** In the order in which the market serves them. */
  orders: PaperOrderRow[];
}

function restingOn(ledger: PaperLedger, symbol: string, place: MarketPlace): Resting {
  const feeRate = place.instruments.get(symbol)?.maker_fee ?? USUAL_FEE;
  return { ledger, symbol, feeRate, orders: ledger.resting(place.key, symbol).sort(byPriority) };
}

function match({ ledger, orders, feeRate }: Resting, book: OrderBook): void {
  for (const order of orders.filter((row) => isResting(row) && row.checked_ms < book.atMs)) {
    const takes = takesFor(ledger, order, book);
    order.checked_ms = book.atMs;
    if (takes.length === 0) continue;
    applyFill(ledger, order, takes, { liquidity: 'maker', feeRate, bookMs: book.atMs, atMs: book.atMs });
    ledger.saveOrder(order);
  }
}

/** The present book alone; what went before it, nobody saw. */
function matchPresent(resting: Resting, book: OrderBook): void {
  const marks = new Map(resting.orders.map((order) => [order.seq, order.checked_ms]));
  for (const order of resting.orders) {
    if (!isResting(order) || book.atMs - order.checked_ms <= GAP_MS) continue;
    order.unwatched_from_ms = order.checked_ms;
    order.unwatched_until_ms = book.atMs;
  }
  match(resting, book);
  for (const order of resting.orders) {
    const sinceMs = order.checked_ms - (marks.get(order.seq) ?? 0);
    if (isResting(order) && sinceMs > WATCHED_MARK_MS) resting.ledger.saveOrder(order);
  }
}

function replay(resting: Resting, history: MarketHistory, untilMs: number): void {
  const { ledger, orders, symbol } = resting;
  for (;;) {
    const reached = orders
      .filter(isResting)
      .map((order) => history.nextReach(symbol, order.side, order.price ?? '0', order.checked_ms, untilMs))
      .filter((atMs) => atMs !== null);
    if (reached.length === 0) break;
    match(resting, history.bookAt(symbol, Math.min(...reached)));
  }
  for (const order of orders.filter((row) => isResting(row) && row.checked_ms + MARK_MS < untilMs)) {
    ledger.saveOrder({ ...order, checked_ms: untilMs });
  }
}

/** Brings every resting order on a market with a known past up to a time, epoch ms. Inside a transaction. */
export function replayAll(ledger: PaperLedger, place: MarketPlace, history: MarketHistory, untilMs: number): void {
  for (const symbol of ledger.restingSymbols(place.key)) {
    if (place.instruments.has(symbol)) replay(restingOn(ledger, symbol, place), history, untilMs);
  }
}

/**
 * Holds the resting orders of all accounts on a market against it, up to and including `moment.book`. Where the past is
 * known, every book in between counts at its own time, of every symbol, since one fill pays for the next order. Where it
 * is not, the present book of the symbol counts, and what went before is a gap that is told. Inside a transaction.
 */
export function advanceResting(ledger: PaperLedger, symbol: string, moment: MarketMoment): void {
  if (moment.history) replayAll(ledger, moment, moment.history, moment.book.atMs);
  else matchPresent(restingOn(ledger, symbol, moment), moment.book);
}
