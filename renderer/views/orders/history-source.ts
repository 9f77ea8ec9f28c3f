import type { IDatasource, IGetRowsParams } from 'ag-grid-community';
import type { OrderFilters, OrderPageDocument, OrderPageInput } from '../../../shared/schema/order-page.ts';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { historySort } from './history-sort.ts';

export interface HistoryHooks {
  ask: (query: OrderPageInput) => Promise<OrderPageDocument>;
  /** How many there are in all, as of the first page. */
  onTotal: (total: number) => void;
  onError: (error: unknown) => void;
}

export interface HistorySource extends IDatasource {
  /** Reads everything anew from here on: what is shown is of now. */
  renew(): void;
  /** An order as it is by now. A page that was on its way may hold an older state of it. */
  note(order: OrderDocument): void;
}

/** So many states of orders that changed lately are held against pages that were on their way. */
const MAX_NOTED = 500;

/** Reads the history page by page, all as of the first, so that pages do not shift while orders arrive. */
export function createHistorySource(
  filters: Partial<OrderFilters> | null,
  sort: OrderPageInput['sort'],
  blockRows: number,
  hooks: HistoryHooks,
): HistorySource {
  let asOf: Promise<string> | null = null;
  let era = 0;
  const noted = new Map<string, OrderDocument>();

  const latest = (order: OrderDocument): OrderDocument => {
    const now = noted.get(order.id);
    return now !== undefined && now.updated_at > order.updated_at ? now : order;
  };

  const queryAt = (offset: number, sorted: OrderPageInput['sort']): OrderPageInput => ({
    ...{ view: 'history', filters: filters ?? {}, offset, limit: blockRows },
    ...(sorted ? { sort: sorted } : {}),
  });

  function firstPage(query: OrderPageInput): Promise<OrderPageDocument> {
    const page = hooks.ask(query);
    const mine = page.then(({ as_of: at }) => at);
    asOf = mine;
    mine.catch(() => {
      if (asOf === mine) asOf = null;
    });
    return page;
  }

  // Under way while the grid is still being built.
  let ahead = filters === null ? null : { sort: sortKey(sort), page: firstPage(queryAt(0, sort)) };
  ahead?.page.catch(() => {});

  async function pageAt({ startRow, sortModel: [sorted] }: IGetRowsParams): Promise<OrderPageDocument> {
    const wanted = historySort(sorted ?? null);
    const ready = ahead;
    ahead = null;
    if (ready !== null && startRow === 0 && ready.sort === sortKey(wanted)) return ready.page;
    const query = queryAt(startRow, wanted);
    return asOf === null ? firstPage(query) : hooks.ask({ ...query, as_of: await asOf });
  }

  return {
    getRows(params) {
      if (filters === null) {
        params.successCallback([], 0);
        hooks.onTotal(0);
        return;
      }
      const mine = era;
      pageAt(params).then(
        ({ orders, total }) => {
          if (mine !== era) return params.failCallback();
          params.successCallback(orders.map(latest), total);
          hooks.onTotal(total);
        },
        (error: unknown) => {
          params.failCallback();
          if (mine === era) hooks.onError(error);
        },
      );
    },
    renew() {
      era += 1;
      asOf = null;
      ahead = null;
    },
    note(order) {
      noted.delete(order.id);
      noted.set(order.id, order);
      const [oldest] = noted.keys();
      if (noted.size > MAX_NOTED && oldest !== undefined) noted.delete(oldest);
    },
  };
}

const sortKey = (sort: OrderPageInput['sort']): string => (sort ? `${sort.by} ${sort.direction}` : '');
