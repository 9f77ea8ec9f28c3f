import { FINAL_STATUSES } from '../../shared/schema/order.ts';
import type { OrderDocument, OrderStatus, RouteSource, SignalRowDocument } from '../../shared/schema/order.ts';

export interface SignalPage {
  rows: SignalRowDocument[];
  next_before: string | null;
}
export interface SignalFilter {
  source: RouteSource | null;
  account_name: string | null;
}
export interface OrderPage {
  orders: OrderDocument[];
  next_before: string | null;
}
export interface OrderFilter {
  account_name: string | null;
  status: OrderStatus | 'unsettled' | null;
}

/** The page with `row` in it: replaced where it stands, put in by its time on the newest page, dropped where the filter excludes it. */
export function withRow(
  page: SignalPage,
  row: SignalRowDocument,
  filter: Partial<SignalFilter>,
  newest: boolean,
): SignalPage {
  const fits =
    (filter.source ?? row.source) === row.source && (filter.account_name ?? row.account_name) === row.account_name;
  const rows = put(
    page.rows,
    row,
    (each) => each.signal_id,
    (each) => each.received_at,
    fits,
    room(page, newest),
  );
  return rows === page.rows ? page : { ...page, rows };
}

/** The page with `order` in it, under the same rules. */
export function withOrder(
  page: OrderPage,
  order: OrderDocument,
  filter: Partial<OrderFilter>,
  newest: boolean,
): OrderPage {
  const fits =
    (filter.account_name ?? order.account_name) === order.account_name && hasStatus(order, filter.status ?? null);
  const orders = put(
    page.orders,
    order,
    (each) => each.id,
    (each) => each.created_at,
    fits,
    room(page, newest),
  );
  return orders === page.orders ? page : { ...page, orders };
}

/** The page with the newer state of an order in the row of the signal that placed it. */
export function withOrderInRow(page: SignalPage, order: OrderDocument): SignalPage {
  const at = page.rows.findIndex((row) => row.order?.id === order.id);
  const row = page.rows[at];
  return row ? { ...page, rows: page.rows.with(at, { ...row, order }) } : page;
}

/** The engine's own reading of a status filter: `open` also finds partially filled orders. */
function hasStatus(order: OrderDocument, status: OrderFilter['status']): boolean {
  if (status === null) return true;
  if (status === 'unsettled') return !FINAL_STATUSES.includes(order.status);
  if (status === 'open') return order.status === 'open' || order.status === 'partially_filled';
  return order.status === status;
}

/** Which new items a page takes: none, those newer than its last one, or any. */
type Room = 'none' | 'newer' | 'any';

function room(page: { next_before: string | null }, newest: boolean): Room {
  if (!newest) return 'none';
  return page.next_before === null ? 'any' : 'newer';
}

function put<T>(
  list: T[],
  item: T,
  idOf: (item: T) => string,
  timeOf: (item: T) => string,
  fits: boolean,
  takes: Room,
): T[] {
  const at = list.findIndex((each) => idOf(each) === idOf(item));
  if (at >= 0) return fits ? list.with(at, item) : list.toSpliced(at, 1);
  if (!fits || takes === 'none') return list;
  const before = list.findIndex((each) => timeOf(each) <= timeOf(item));
  if (before >= 0) return list.toSpliced(before, 0, item);
  // Older than all of the page: it belongs to a later page, if there is one.
  return takes === 'newer' ? list : [...list, item];
}
