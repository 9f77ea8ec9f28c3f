import type { GridApi } from 'ag-grid-community';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { TradeDocument, TradeQuery } from '../../../shared/schema/books.ts';
import { client } from '../../state/api.ts';
import { onOrderNews } from '../../state/order-feed.ts';
import { BLOCK_ROWS, BlotterGrid } from './blotter-grid.tsx';
import { FILL_COLUMNS } from './fill-columns.tsx';
import { createFillsSource } from './fills-source.ts';
import { NewerChip } from './newer-chip.tsx';
import { usePagedGrid } from './use-paged-grid.ts';

interface FillsGridProps {
  filters: Partial<TradeQuery>;
  opened: string | null;
  onOpen: (id: string, by: 'mouse' | 'key') => void;
  onReady: (api: GridApi) => void;
  onTotal: (total: number) => void;
  onError: (error: unknown) => void;
}

const idOf = (trade: TradeDocument): string => trade.id;

/** Every trade that is known, newest first. One of an order of ours opens that order. */
export function FillsGrid({ filters, opened, onOpen, onReady, onTotal, onError }: FillsGridProps) {
  const shown = useRef(0);
  const hooks = useRef({ onTotal, onError });
  useEffect(() => {
    hooks.current = { onTotal, onError };
  });
  const source = useMemo(
    () =>
      createFillsSource(filters, BLOCK_ROWS, {
        ask: (query) => client.books.trades.query(query),
        onTotal: (total) => {
          shown.current = total;
          hooks.current.onTotal(total);
        },
        onError: (error) => hooks.current.onError(error),
      }),
    [filters],
  );
  const { take, newer, suspect, renew, showNewest, onTop } = usePagedGrid<TradeDocument>(
    source,
    shown,
    async () => (await client.books.trades.query({ ...filters, limit: 1 })).total,
  );
  useEffect(
    () =>
      onOrderNews(({ books, resync }) => {
        if (resync) renew();
        else if (books) suspect();
      }),
    [renew, suspect],
  );

  const selected = useCallback((trade: TradeDocument) => opened !== null && trade.order_id === opened, [opened]);
  return (
    <>
      <BlotterGrid<TradeDocument>
        id="fills"
        label="Fills"
        columns={FILL_COLUMNS}
        rowId={idOf}
        source={source}
        selected={selected}
        onOpen={({ order_id: id }, by) => {
          if (id !== null) onOpen(id, by);
        }}
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
