import { useThrottledValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { RouteSource, SignalRowDocument } from '../../../shared/schema/order.ts';
import { api, client } from '../../state/api.ts';

const PAGE = 200;

export interface SignalRows {
  rows: SignalRowDocument[];
  pending: boolean;
  error: unknown;
  hasOlder: boolean;
  loadOlder: () => void;
  loadingOlder: boolean;
  retry: () => void;
}

/** New rows are shown this often: quick to the eye, and a burst does not keep the window busy with drawing. */
const SHOW_EVERY_MS = 250;
/** A newest page that grew to this many rows by events is fetched afresh, so that a log left open stays small. */
const GROWN = 1_000;

/**
 * Signals newest first, one page at a time; events keep the loaded ones fresh and put new ones in front. While `trim` is
 * true, nobody reads further down and what grew may be cut.
 */
export function useSignalRows(source: RouteSource | null, accountName: string | null, trim: boolean): SignalRows {
  const input = { limit: PAGE, source, account_name: accountName };
  const query = useInfiniteQuery({
    // The form of tRPC's own keys, so that events and resyncs find this list as they find every other.
    queryKey: [api.signals.list.queryKey()[0], { input, type: 'infinite' }] as const,
    queryFn: ({ pageParam, signal }) => client.signals.list.query({ ...input, before: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_before,
  });
  const grown = trim && (query.data?.pages[0]?.rows.length ?? 0) > GROWN;
  const { refetch } = query;
  useEffect(() => {
    if (grown) void refetch();
  }, [grown, refetch]);
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  const { isPending: pending, error, hasNextPage: hasOlder, isFetchingNextPage: loadingOlder, fetchNextPage } = query;
  const state = useMemo(
    () => ({
      rows,
      pending,
      error,
      hasOlder,
      loadingOlder,
      loadOlder: () => void fetchNextPage(),
      retry: () => void refetch(),
    }),
    [rows, pending, error, hasOlder, loadingOlder, fetchNextPage, refetch],
  );
  return useThrottledValue(state, SHOW_EVERY_MS);
}
