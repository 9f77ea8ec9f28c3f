import { add, isPositive, mul, sub } from '../../../shared/money/decimal.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../shared/schema/market.ts';
import type { ShownRoute, Signal } from '../../../shared/schema/signal.ts';
import type { OrderChange } from '../venues/venue.ts';
import { evaluate, routeUnmoved } from './evaluate.ts';
import type { EvaluateDeps } from './evaluate.ts';
import { orderCost } from './order-cost.ts';
import type { Cost } from './order-cost.ts';
import type { OrderRow } from './order-row.ts';

/** The signal by which the changed order, or what is left of it, would be placed. */
export function amendSignal(order: OrderRow, { amount, price }: OrderChange, id?: string): Signal {
  return {
    ...(id !== undefined && { id }),
    symbol: order.symbol,
    side: order.side === 'buy' ? 'long' : 'short',
    amount,
    type: 'limit',
    price,
    ...(order.post_only === 1 && { post_only: true }),
    ...(order.reduce_only === 1 && { reduce_only: true }),
    account_name: order.account_name,
    exchange: order.exchange,
    ...(order.strategy_id !== null && { strategy_id: order.strategy_id }),
    details: { replaces: order.id },
  };
}

/** Where the order is, and so where its replacement goes or nowhere. */
export function placeOf(order: OrderRow): ShownRoute {
  const { account_name, exchange, mode } = order;
  return { account_name, exchange, mode, testnet: order.testnet === 1 };
}

/**
 * Makes ready every check on the order as it would be, with what the change gives back. `size` is the whole new order where
 * the venue changes it in place, and its remainder where it is placed anew. The answer runs them in the turn in which it is
 * called, without effect: it throws `QtError` with the first one that fails, and says what the change takes on top of what
 * the order holds already, if anything.
 */
export async function previewAmend(
  order: OrderRow,
  size: OrderChange,
  instrument: Instrument,
  deps: EvaluateDeps,
): Promise<() => Cost | null> {
  const signal = amendSignal(order, size);
  const credit = creditOf(order, size, instrument, deps);
  const inPlace = deps.sources.pool.venue(order.account_name).features.amend === 'native';
  const changes = { orderId: order.id, inPlace };
  const evaluation = await evaluate(signal, routeUnmoved(signal, deps), deps, { credit, changes });
  return () => {
    const { error } = evaluation.verdict();
    if (error) throw new QtError(error.code, error.message);
    const cost = evaluation.facts?.cost;
    const extra = cost ? sub(cost.needed, credit.needed) : '0';
    return cost && isPositive(extra) ? { asset: cost.asset, needed: extra } : null;
  };
}

/** What the order holds now; and where it is sized as a whole, what is filled of it already and needs no funds any more. */
function creditOf(order: OrderRow, size: OrderChange, instrument: Instrument, { sources }: EvaluateDeps): Cost {
  const { market, leverage } = sources.config(order.account_name) ?? { market: 'spot', leverage: null };
  const venue = sources.pool.venue(order.account_name);
  const terms = { market, leverage, feeOnTop: venue.orderTypes === 'limit_only' };
  const costOf = (amount: string, price: string): Cost => {
    const reduceOnly = order.reduce_only === 1;
    return orderCost({ side: order.side, amount, notional: mul(amount, price), reduceOnly }, instrument, terms);
  };
  const held = costOf(sub(order.amount, order.filled), order.price ?? '0');
  if (venue.features.amend === 'replace') return held;
  return { asset: held.asset, needed: add(held.needed, costOf(order.filled, size.price).needed) };
}
