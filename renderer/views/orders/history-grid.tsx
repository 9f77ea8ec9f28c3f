import type { GridApi } from 'ag-grid-community';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { isFinal } from '../../../shared/orders/transitions.ts';
import type { OrderFilters } from '../../../shared/schema/order-page.ts';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { client } from '../../state/api.ts';
import { onOrderNews } from '../../state/order-feed.ts';
import { BLOCK_ROWS, BlotterGrid } from './blotter-grid.tsx';
import { useBlotter } from './blotter-store.ts';
import { createHistorySource } from './history-source.ts';
import type { HistorySource } from './history-source.ts';
import { NewerChip } from './newer-chip.tsx';
import { historySort } from './history-sort.ts';
import { HISTORY_COLUMNS } from './order-columns.ts';
import { usePagedGrid } from './use-paged-grid.ts';

interface HistoryGridProps {
  /** Null: nothing can be among them. */
  filters: Partial<OrderFilters> | null;
  opened: string | null;
  onOpen: (id: string, by: 'mouse' | 'key') => void;
  onReady: (api: GridApi) => void;
  onTotal: (total: number) => void;
  onError: (error: unknown) => void;
}

const idOf = (order: OrderDocument): string => order.id;

/** What has ended: any part of it, read as it comes into sight. */
export function HistoryGrid({ filters, opened, onOpen, onReady, onTotal, onError }: HistoryGridProps) {
  const shown = useRef(0);
  const hooks = useRef({ onTotal, onError });
  useEffect(() => {
    hooks.current = { onTotal, onError };
  });
  const source: HistorySource = useMemo(
    () =>
      createHistorySource(filters, historySort(useBlotter.getState().sort.history), BLOCK_ROWS, {
        ask: (query) => client.orders.page.query(query),
        onTotal: (total) => {
          shown.current = total;
          hooks.current.onTotal(total);
        },
        onError: (error) => hooks.current.onError(error),
      }),
    [filters],
  );

  const { take, rowOf, newer, suspect, renew, showNewest, onTop } = usePagedGrid<OrderDocument>(
    source,
    shown,
    async () => (filters === null ? 0 : (await client.orders.page.query({ view: 'history', filters, limit: 1 })).total),
  );
  useEffect(
    () =>
      onOrderNews(({ orders, resync }) => {
        if (resync) return renew();
        for (const order of orders) {
          source.note(order);
          const node = rowOf(order.id);
          if (node?.data) node.setData(order);
          else if (isFinal(order.status)) suspect();
        }
      }),
    [rowOf, source, renew, suspect],
  );

  const selected = useCallback((order: OrderDocument) => order.id === opened, [opened]);
  return (
    <>
      <BlotterGrid<OrderDocument>
        id="history"
        label="History"
        columns={HISTORY_COLUMNS}
        rowId={idOf}
        source={source}
        selected={selected}
        onOpen={(order, by) => onOpen(order.id, by)}
        onReady={(api) => {
          take(api);
          onReady(api);
        }}
        onTop={onTop}
      />
      <NewerChip count={newer} onShow={showNewest} />
    </>
  );
}
