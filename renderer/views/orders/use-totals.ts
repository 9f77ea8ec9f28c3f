import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { TradeQuery } from '../../../shared/schema/books.ts';
import type { OrderFilters } from '../../../shared/schema/order-page.ts';
import { api } from '../../state/api.ts';

type List = 'history' | 'fills';

export interface Totals {
  history: number | undefined;
  fills: number | undefined;
  /** What the list that is shown has read. */
  set: (total: number) => void;
}

/** The list that is not shown has no events: it is counted again this often. */
const COUNTED_MS = 10_000;

/** How many rows each list has under the filters: the one that is shown tells it itself, of the other it is asked. */
export function useTotals(orders: Partial<OrderFilters> | null, trades: Partial<TradeQuery>, shown: List): Totals {
  const options = { placeholderData: keepPreviousData, refetchInterval: COUNTED_MS } as const;
  const ended = useQuery(
    api.orders.page.queryOptions(
      { view: 'history', filters: orders ?? {}, limit: 1 },
      { ...options, enabled: shown !== 'history' && orders !== null },
    ),
  );
  const traded = useQuery(
    api.books.trades.queryOptions({ ...trades, limit: 1 }, { ...options, enabled: shown !== 'fills' }),
  );
  const [read, setRead] = useState<{ of: unknown; total: number } | null>(null);
  const of = shown === 'history' ? orders : trades;
  const set = useCallback((total: number) => setRead({ of, total }), [of]);
  const own = read?.of === of ? read.total : undefined;
  return {
    history: orders === null ? 0 : shown === 'history' ? own : ended.data?.total,
    fills: shown === 'fills' ? own : traded.data?.total,
    set,
  };
}
