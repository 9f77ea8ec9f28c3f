import { isFinal } from '../../../shared/orders/transitions.ts';
import type { OrderDocument, OrderStatus } from '../../../shared/schema/order.ts';

export const ORDER_TABS = ['open', 'history', 'all', 'external'] as const;
export type OrderTab = (typeof ORDER_TABS)[number];

export interface OrderFilterState {
  account_name: string | null;
  status: OrderStatus | null;
  /** Part of a symbol, any case; the slash may be left out. */
  symbol: string;
}

export const NO_FILTER: OrderFilterState = { account_name: null, status: null, symbol: '' };

export function inTab(order: OrderDocument, tab: OrderTab): boolean {
  // Orders that were not placed here are no orders of the journal.
  if (tab === 'external') return false;
  return tab === 'all' || isFinal(order.status) === (tab === 'history');
}

export function matches(order: OrderDocument, filter: OrderFilterState): boolean {
  if (filter.account_name !== null && order.account_name !== filter.account_name) return false;
  if (filter.status !== null && order.status !== filter.status) return false;
  return ofSymbol(order, filter);
}

export function ofSymbol({ symbol }: { symbol: string }, filter: OrderFilterState): boolean {
  return bare(symbol).includes(bare(filter.symbol));
}

export function isFiltered(filter: OrderFilterState): boolean {
  return filter.account_name !== null || filter.status !== null || bare(filter.symbol) !== '';
}

const bare = (symbol: string): string => symbol.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
