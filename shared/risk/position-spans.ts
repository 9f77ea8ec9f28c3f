import { abs, add, div, gt, isPositive, lt, max, min, mul, neg, sub } from '../money/decimal.ts';
import type { MarketType } from '../schema/exchange.ts';
import { isMoney } from './account-currency.ts';
import type { Known } from './known.ts';

/** What an order may still do to a position. */
export interface PendingOrder {
  symbol: string;
  side: 'buy' | 'sell';
  /** Base units that are not traded yet, or whose trade the reading of the positions may not show. */
  amount: string;
  /** Its limit, or the price that it was expected at; null where neither is known. */
  price: string | null;
  reduceOnly: boolean;
}

/** From the lowest to the highest that a position may come to. Base units; a short one is negative. */
export interface Span {
  /** Spot: the asset. Swap: the symbol. */
  key: string;
  asset: string;
  low: string;
  high: string;
}

type Ends = Pick<Span, 'low' | 'high'>;

/** What an account holds, by asset on spot and by symbol on swaps, and what counts of it. */
export interface Holdings {
  market: MarketType;
  held: ReadonlyMap<string, Ends>;
  currency: string;
  /** Assets that count as nothing. */
  ignored: readonly string[];
  /** Worth of one unit of an asset in the account's currency. */
  rateOf: (asset: string) => Known;
}

/** Where every position may go at worst; or why that cannot be told. */
export type Spans = { spans: ReadonlyMap<string, Span>; why: null } | { spans: null; why: string };

const PLACES = 18;

/** What orders may add to a position, and what reduce-only ones may take back of it. Base units, without a sign. */
interface Moves {
  bought: string;
  sold: string;
  boughtBack: string;
  soldOff: string;
}

/**
 * Holds what rests and is on its way against what is held. Every order may fill, wholly or not at all, in any order: buys move
 * the upper end and sells the lower one. A reduce-only order adds nothing itself, but where it comes first, another one that
 * would only have closed the position opens one on the other side. What is spent is not taken off, and nothing on spot is
 * sold that is not held.
 */
export function positionSpans(holdings: Holdings, pending: readonly PendingOrder[]): Spans {
  const moves = new Map<string, Moves>();
  for (const order of pending) {
    const move = moveOf(order, holdings);
    if (move.why !== null) return { spans: null, why: move.why };
    if (move.key === null || !counts(assetOf(move.key), holdings)) continue;
    const before = moves.get(move.key) ?? { bought: '0', sold: '0', boughtBack: '0', soldOff: '0' };
    moves.set(move.key, { ...before, [move.by]: add(before[move.by], move.amount) });
  }
  const spans = new Map<string, Span>();
  for (const key of new Set([...holdings.held.keys(), ...moves.keys()])) {
    const asset = assetOf(key);
    if (counts(asset, holdings)) spans.set(key, { key, asset, ...spanOf(holdings.held.get(key), moves.get(key)) });
  }
  return { spans, why: null };
}

function spanOf(held: Ends | undefined, moves: Moves | undefined): Ends {
  const { low, high } = held ?? { low: '0', high: '0' };
  if (!moves) return { low, high };
  const { bought, sold, boughtBack, soldOff } = moves;
  const lowest = isPositive(low) ? max('0', sub(low, soldOff)) : low;
  const highest = lt(high, '0') ? min('0', add(high, boughtBack)) : high;
  return { low: sub(lowest, sold), high: add(highest, bought) };
}

/** The larger end of a span, without its sign. */
export function worstOf({ low, high }: Pick<Span, 'low' | 'high'>): string {
  return max(abs(low), abs(high));
}

/** Whether a position may come further from zero, on either side, than it could before. */
export function addsRisk(before: Spans, after: Spans): boolean {
  if (before.spans === null || after.spans === null) return true;
  const former = before.spans;
  return [...after.spans.values()].some(({ key, low, high }) => {
    const was = former.get(key) ?? { low: '0', high: '0' };
    return gt(high, max(was.high, '0')) || lt(low, min(was.low, '0'));
  });
}

/** Known without asking anybody what is held: a sale for money on spot, or reduce-only. */
export function onlyReduces(
  { symbol, side, reduceOnly }: Pick<PendingOrder, 'symbol' | 'side' | 'reduceOnly'>,
  { market, currency, ignored }: Pick<Holdings, 'market' | 'currency' | 'ignored'>,
): boolean {
  const pair = pairOf(symbol);
  if (market === 'swap') return reduceOnly;
  if (!pair) return false;
  const gained = side === 'buy' ? pair.base : pair.quote;
  return isMoney(gained, currency) || ignored.includes(gained);
}

/** The asset of a position's key. */
export function assetOf(key: string): string {
  return pairOf(key)?.base ?? key;
}

export function pairOf(symbol: string): { base: string; quote: string } | null {
  const [base, quote] = symbol.split(':')[0]?.split('/') ?? [];
  return base && quote ? { base, quote } : null;
}

function counts(asset: string, { market, currency, ignored }: Holdings): boolean {
  return !ignored.includes(asset) && (market === 'swap' || !isMoney(asset, currency));
}

type Move =
  { key: string; by: keyof Moves; amount: string; why: null } | { key: null; why: null } | { key: null; why: string };

const NO_MOVE = { key: null, why: null } as const;

function moveOf(order: PendingOrder, holdings: Holdings): Move {
  const { symbol, side, amount, reduceOnly } = order;
  if (!isPositive(amount)) return NO_MOVE;
  const pair = pairOf(symbol);
  if (!pair) return { key: null, why: `what an open order at ${symbol} is worth cannot be told` };
  if (holdings.market === 'swap') {
    const [opens, closes] = side === 'buy' ? (['bought', 'boughtBack'] as const) : (['sold', 'soldOff'] as const);
    return { key: symbol, by: reduceOnly ? closes : opens, amount, why: null };
  }
  if (onlyReduces(order, holdings)) return NO_MOVE;
  if (side === 'buy') return { key: pair.base, by: 'bought', amount, why: null };
  const gained = gainedBySale(order, pair, holdings);
  if (gained === null) return { key: null, why: `what an open sale at ${symbol} would bring cannot be told` };
  return { key: pair.quote, by: 'bought', amount: gained, why: null };
}

/** At its own price or at the market's, whichever is more. */
function gainedBySale(
  { amount, price }: PendingOrder,
  { base, quote }: { base: string; quote: string },
  { rateOf }: Holdings,
): string | null {
  const [worth, unit] = [rateOf(base).value, rateOf(quote).value];
  const atMarket =
    worth === null || unit === null ? null : div(mul(amount, worth), unit, { places: PLACES, rounding: 'up' });
  const atPrice = price === null ? null : mul(amount, price);
  if (atMarket === null || atPrice === null) return atMarket ?? atPrice;
  return max(atMarket, atPrice);
}

/** Spot: what is held of each asset that there is. */
export function spotHeld(balances: readonly { asset: string; total: string }[]): Holdings['held'] {
  return new Map(
    balances.filter(({ total }) => isPositive(total)).map(({ asset, total }) => [asset, { low: total, high: total }]),
  );
}

/** Swaps: one position a symbol; where an account holds both sides of one, each counts in full. */
export function swapHeld(
  positions: readonly { symbol: string; side: 'long' | 'short'; amount: string }[],
): Holdings['held'] {
  const held = new Map<string, Ends>();
  for (const { symbol, side, amount } of positions) {
    const signed = side === 'long' ? amount : neg(amount);
    const other = held.get(symbol);
    const both = other && { low: min(other.low, signed), high: max(other.high, signed) };
    held.set(symbol, both ?? { low: signed, high: signed });
  }
  return held;
}
