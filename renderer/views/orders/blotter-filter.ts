import { z } from 'zod';
import { isFinal } from '../../../shared/orders/transitions.ts';
import type { TradeQuery } from '../../../shared/schema/books.ts';
import { TRADE_ORIGINS } from '../../../shared/schema/books.ts';
import { MONEY_KINDS } from '../../../shared/schema/order-page.ts';
import type { OrderFilters } from '../../../shared/schema/order-page.ts';
import { FINAL_STATUSES, ORDER_STATUSES } from '../../../shared/schema/order.ts';
import type { ExternalOrderDocument, OrderDocument } from '../../../shared/schema/order.ts';
import { modeKind } from '../../widgets/mode.ts';
import { periodBounds } from './period.ts';
import type { Period } from './period.ts';

/** What narrows every list of the blotter. Null: any. */
export const blotterFilterSchema = z.object({
  kind: z.enum(MONEY_KINDS).nullable(),
  account_name: z.string().nullable(),
  symbol: z.string().nullable(),
  strategy_id: z.string().nullable(),
});
export type BlotterFilter = z.output<typeof blotterFilterSchema>;
export const NO_FILTER: BlotterFilter = { kind: null, account_name: null, symbol: null, strategy_id: null };

/** What narrows the history by the values of its columns. Empty: any; within a set, one of them is enough. */
export const historyFilterSchema = z.object({
  symbol_part: z.string().max(40),
  account_names: z.array(z.string()),
  sides: z.array(z.enum(['buy', 'sell'])),
  types: z.array(z.enum(['market', 'limit'])),
  statuses: z.array(z.enum(ORDER_STATUSES)),
  /** An empty text among them: orders without a strategy. */
  strategy_ids: z.array(z.string()),
});
export type HistoryFilter = z.output<typeof historyFilterSchema>;
export const NO_HISTORY_FILTER: HistoryFilter = {
  symbol_part: '',
  account_names: [],
  sides: [],
  types: [],
  statuses: [],
  strategy_ids: [],
};

export const fillsFilterSchema = z.object({
  side: z.enum(['buy', 'sell']).nullable(),
  origin: z.enum(TRADE_ORIGINS).nullable(),
});
export type FillsFilter = z.output<typeof fillsFilterSchema>;
export const NO_FILLS_FILTER: FillsFilter = { side: null, origin: null };

/** States that an order of the history can be in. */
export const HISTORY_STATUSES = ORDER_STATUSES.filter((status) => FINAL_STATUSES.includes(status));

export const isFiltered = (filter: BlotterFilter): boolean => Object.values(filter).some((each) => each !== null);

export const chosenCount = (filter: HistoryFilter | FillsFilter): number =>
  Object.values(filter).filter((each) => each !== null && each.length > 0).length;

/** The filters as the engine takes them. Null: nothing can be among them all. */
export function orderFilters(
  filter: BlotterFilter,
  columns: HistoryFilter,
  period: Period,
  nowMs: number,
): Partial<OrderFilters> | null {
  const accounts = narrowed(filter.account_name, columns.account_names);
  const strategies = narrowed(filter.strategy_id, columns.strategy_ids);
  if (accounts?.length === 0 || strategies?.length === 0) return null;
  return {
    ...(filter.kind === null ? {} : { kinds: [filter.kind] }),
    ...(accounts === null ? {} : { account_names: accounts }),
    ...(filter.symbol === null ? {} : { symbols: [filter.symbol] }),
    ...(columns.symbol_part.trim() === '' ? {} : { symbol_part: columns.symbol_part }),
    ...(columns.sides.length === 0 ? {} : { sides: columns.sides }),
    ...(columns.types.length === 0 ? {} : { types: columns.types }),
    ...(columns.statuses.length === 0 ? {} : { statuses: columns.statuses }),
    ...(strategies === null ? {} : { strategy_ids: strategies.map((id) => (id === '' ? null : id)) }),
    ...periodBounds(period, nowMs),
  };
}

/** One value and a set, as one set; null: any. */
function narrowed(one: string | null, set: readonly string[]): string[] | null {
  if (one === null) return set.length === 0 ? null : [...set];
  return set.length === 0 || set.includes(one) ? [one] : [];
}

/** The filters of fills as the engine takes them. */
export function tradeFilters(
  filter: BlotterFilter,
  columns: FillsFilter,
  period: Period,
  nowMs: number,
): Partial<TradeQuery> {
  return {
    mode: filter.kind,
    account_name: filter.account_name,
    symbol: filter.symbol,
    strategy_id: filter.strategy_id,
    ...columns,
    ...periodBounds(period, nowMs),
  };
}

/** Whether an order that is not final is among those shown as open. */
export function isShownOpen(order: OrderDocument, filter: BlotterFilter): boolean {
  if (isFinal(order.status)) return false;
  if (filter.strategy_id !== null && order.strategy_id !== filter.strategy_id) return false;
  return isShown(order, filter);
}

/** External orders are of the exchange alone: none has a strategy, and none is paper. */
export function isShownExternal(order: ExternalOrderDocument, filter: BlotterFilter): boolean {
  return filter.strategy_id === null && isShown({ ...order, mode: 'real' }, filter);
}

function isShown(
  order: { account_name: string; symbol: string; mode: string; testnet: boolean },
  filter: BlotterFilter,
): boolean {
  if (filter.kind !== null && modeKind(order.mode, order.testnet) !== filter.kind) return false;
  if (filter.account_name !== null && order.account_name !== filter.account_name) return false;
  return filter.symbol === null || order.symbol === filter.symbol;
}
