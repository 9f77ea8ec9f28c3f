import { add, lt, max, min, mul } from '../money/decimal.ts';
import type { MarketType } from '../schema/exchange.ts';
import { exposureOf } from './exposure.ts';
import type { Exposure, Smallest } from './exposure.ts';
import { from, known, unknown } from './known.ts';
import type { Known } from './known.ts';
import { addsRisk, onlyReduces, pairOf, positionSpans } from './position-spans.ts';
import type { Holdings, PendingOrder, Span, Spans } from './position-spans.ts';

/** What an account's trading day has brought it; see `ProfitReading`. */
export type ProfitFigures =
  { loss: string; openingEquity: string; drawdown: string; equityAtPeak: string } | { loss: null; reason: string };

/** An account as its limits see it, at one moment. What could not be read is there with its reason. */
export interface AccountState {
  market: MarketType;
  /** What the account counts in. */
  currency: string;
  ignored: readonly string[];
  held: { held: Holdings['held']; why: null } | { held: null; why: string };
  /** Orders that may still change what is held, the one that is being checked not among them. */
  pending: readonly PendingOrder[];
  /** What the order may still do whose place the checked one takes. It makes room, and is not there any more then. */
  former: PendingOrder | null;
  /** Worth of one unit of an asset, in the account's currency. */
  rates: ReadonlyMap<string, Known>;
  /** US dollars for one unit of the account's currency. */
  usdRate: Known;
  /** Of the checked order's symbol, in its quote. */
  mark: Known;
  /** By the key of a position. */
  smallest: ReadonlyMap<string, Smallest>;
  /** What the account is worth, in its currency. */
  equity: Known;
  /** Swaps: as it is set at the exchange. */
  leverage: string | null;
  profit: ProfitFigures | null;
  /** Placed in the last minute. */
  placed: number;
}

/** What an order changes: as it stands, and as it would be. */
export interface Change {
  before: Known;
  after: Known;
}

export interface LimitFigures {
  /** Whether any position may come further from zero with it than without. */
  adds: boolean;
  /** Whether it only makes a position smaller itself, whatever others do. */
  reduces: boolean;
  exposure: Change;
  /** Of the one position that it may enlarge. */
  position: Change & { asset: string };
  open: Change;
  /** What the order is worth; `before`: what the former one is. */
  size: Change;
}

function holdingsOf(state: AccountState): Holdings | null {
  if (state.held.held === null) return null;
  return { ...state, held: state.held.held, rateOf: (asset) => rateOf(asset, state) };
}

export function rateOf(asset: string, { rates, currency }: Pick<AccountState, 'rates' | 'currency'>): Known {
  if (asset === currency) return known('1');
  return rates.get(asset) ?? unknown(`the price of ${asset} in ${currency} was not read`);
}

/** Positions at their worst, without a new order. */
export function exposureNow(state: AccountState): Exposure {
  return exposureAt(spansWith(state, asItStands(state)), state);
}

/** What a new order does to every figure that is limited. Null: none could be planned. */
export function limitFigures(state: AccountState, order: PendingOrder | null): LimitFigures {
  if (!order) return notPlanned();
  const before = spansWith(state, asItStands(state));
  const after = spansWith(state, [...state.pending, order]);
  const [was, comes] = [exposureAt(before, state), exposureAt(after, state)];
  const key = keyOf(order, state);
  const reduces = onlyReduces(order, state);
  const valueOf = (exposure: Exposure, spans: Spans): Known => {
    if (spans.spans === null) return unknown(spans.why);
    return exposure.positions.find((position) => position.key === key)?.value ?? known('0');
  };
  return {
    adds: before.spans === null ? !reduces : addsRisk(before, after),
    reduces,
    exposure: { before: was.total, after: comes.total },
    position: { asset: key, before: valueOf(was, before), after: valueOf(comes, after) },
    open: { before: was.open, after: comes.open },
    size: { before: state.former ? worthOf(state.former, state) : known('0'), after: worthOf(order, state) },
  };
}

/** Whether the order may open a short position or enlarge one. Nothing on spot does. */
export function opensShort(
  state: AccountState,
  order: PendingOrder,
): { opens: boolean; why: null } | { opens: null; why: string } {
  const { symbol, side } = order;
  if (state.market === 'spot' || side === 'buy' || onlyReduces(order, state)) return { opens: false, why: null };
  const [before, after] = [spansWith(state, asItStands(state)), spansWith(state, [...state.pending, order])];
  if (before.spans === null || after.spans === null) return { opens: null, why: before.why ?? after.why ?? '' };
  const lowest = (spans: ReadonlyMap<string, Span>): string => min(spans.get(symbol)?.low ?? '0', '0');
  return { opens: lt(lowest(after.spans), lowest(before.spans)), why: null };
}

function asItStands({ pending, former }: AccountState): readonly PendingOrder[] {
  return former ? [...pending, former] : pending;
}

function spansWith(state: AccountState, pending: readonly PendingOrder[]): Spans {
  const holdings = holdingsOf(state);
  if (holdings) return positionSpans(holdings, pending);
  return { spans: null, why: state.held.why ?? 'what is held could not be read' };
}

function exposureAt(spans: Spans, state: AccountState): Exposure {
  return exposureOf(spans, { rateOf: (asset) => rateOf(asset, state) }, state.smallest);
}

/** The position that the order may enlarge; of a sale on spot that is what it brings in. */
function keyOf(order: PendingOrder, { market, ...state }: AccountState): string {
  const pair = pairOf(order.symbol);
  if (market === 'swap' || !pair) return order.symbol;
  const enlarges = order.side === 'sell' && !onlyReduces(order, { market, ...state });
  return enlarges ? pair.quote : pair.base;
}

/** At its own price or at the mark, whichever is more: a sale far below the mark is not small. */
function worthOf({ symbol, amount, price }: PendingOrder, state: AccountState): Known {
  const pair = pairOf(symbol);
  if (!pair) return unknown(`${symbol} is no market`);
  return from([state.mark, rateOf(pair.quote, state)], (mark, rate) =>
    mul(mul(amount, price === null ? mark : max(price, mark)), rate),
  );
}

function notPlanned(): LimitFigures {
  const untold = unknown('no order could be planned');
  const change = { before: untold, after: untold };
  return {
    adds: true,
    reduces: false,
    exposure: change,
    position: { asset: '', ...change },
    open: change,
    size: change,
  };
}

/** What everything that is held is worth together. `unrealised`: profit of positions that the balances do not count. */
export function equityOf(
  balances: readonly { asset: string; total: string }[],
  unrealised: Known,
  state: Pick<AccountState, 'rates' | 'currency' | 'ignored'>,
): Known {
  const counted = balances.filter(({ asset }) => !state.ignored.includes(asset));
  const worths = counted.map(({ asset, total }) => from([rateOf(asset, state)], (rate) => mul(total, rate)));
  return from([unrealised, ...worths], (...values) => values.reduce(add, '0'));
}
