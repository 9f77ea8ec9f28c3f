import { ORDER_SORTS } from '../../../shared/schema/order-page.ts';
import type { OrderPageInput, OrderSort } from '../../../shared/schema/order-page.ts';
import type { SortLayout } from './blotter-layout.ts';

/** What the engine sorts the history by. */
export const SORTS: Partial<Record<string, OrderSort>> = {
  created_at: 'time',
  ...Object.fromEntries(ORDER_SORTS.map((sort) => [sort, sort])),
};

/** The sorting of the history as the engine takes it; nothing: newest first. */
export function historySort(sort: SortLayout): OrderPageInput['sort'] {
  const by = sort && SORTS[sort.colId];
  return sort && by ? { by, direction: sort.sort } : undefined;
}
