import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { api, client } from '../../state/api.ts';
import type { OrderPage } from '../../state/lists.ts';
import { inTab, matches, ofSymbol } from './order-filter.ts';
import type { OrderFilterState, OrderTab } from './order-filter.ts';

const PAGE = 200;

export interface OrderLists {
  rows: OrderDocument[];
  /** How many orders each tab holds under the filter: `34+` where older ones were not loaded yet, undefined while unknown. */
  counts: Record<OrderTab, string | undefined>;
  unknown: OrderDocument[];
  loaded: boolean;
  error: unknown;
  retry: () => void;
  older: { available: boolean; loading: boolean; load: () => void };
}

/** The orders of a tab, newest first. Open ones are all there; of the others older pages are loaded on demand. */
export function useOrders(tab: OrderTab, filter: OrderFilterState): OrderLists {
  const asked = { account_name: filter.account_name, status: filter.status };
  const open = useQuery(
    api.orders.list.queryOptions(
      { limit: 1_000, status: 'unsettled', account_name: filter.account_name },
      { placeholderData: keepPreviousData },
    ),
  );
  const all = useInfiniteQuery({
    // The key of the router's own list, so that events reach it.
    queryKey: [['orders', 'list'], { input: { ...asked, limit: PAGE }, type: 'infinite' }],
    queryFn: ({ pageParam, signal }): Promise<OrderPage> =>
      client.orders.list.query({ ...asked, limit: PAGE, before: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_before,
    placeholderData: keepPreviousData,
  });

  const external = useQuery(api.orders.external.queryOptions({ account_name: filter.account_name }));

  const lists = useMemo(() => {
    const loaded = all.data?.pages.flatMap((page) => page.orders) ?? [];
    const everything = loaded.filter((order) => matches(order, filter));
    const unsettled = (open.data?.orders ?? []).filter((order) => matches(order, filter));
    const history = everything.filter((order) => inTab(order, 'history'));
    return { open: unsettled, history, all: everything, external: [] };
  }, [all.data, open.data, filter]);

  const more = all.hasNextPage;
  const count = (known: boolean, list: OrderDocument[], open: boolean): string | undefined =>
    known ? `${list.length}${open ? '+' : ''}` : undefined;
  return {
    rows: lists[tab],
    counts: {
      open: count(open.data !== undefined, lists.open, false),
      history: count(all.data !== undefined, lists.history, more),
      all: count(all.data !== undefined, lists.all, more),
      external: external.data && String(external.data.filter((order) => ofSymbol(order, filter)).length),
    },
    unknown: lists.open.filter((order) => order.status === 'unknown'),
    loaded: tab === 'open' ? open.data !== undefined : all.data !== undefined,
    error: tab === 'open' ? open.error : all.error,
    retry: () => void Promise.all([open.refetch(), all.refetch()]),
    older: { available: more, loading: all.isFetchingNextPage, load: () => void all.fetchNextPage() },
  };
}
