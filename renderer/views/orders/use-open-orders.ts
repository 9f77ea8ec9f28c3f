import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { api } from '../../state/api.ts';
import { isShownExternal, isShownOpen } from './blotter-filter.ts';
import { useBlotter } from './blotter-store.ts';

const MOST = 1_000;

export interface OpenOrders {
  rows: OrderDocument[];
  /** How many stand under the filter: `34+` where there are more than are read, undefined while unknown. */
  count: string | undefined;
  external: string | undefined;
  unknown: OrderDocument[];
  /** There are older ones that are not shown. */
  more: boolean;
  loaded: boolean;
  error: unknown;
  retry: () => void;
}

/** The orders that are not settled, newest first, kept fresh by events. */
export function useOpenOrders(): OpenOrders {
  const filter = useBlotter((state) => state.filter);
  const accountName = filter.account_name;
  const open = useQuery(
    api.orders.list.queryOptions(
      { limit: MOST, status: 'unsettled', account_name: accountName },
      { placeholderData: keepPreviousData },
    ),
  );
  const external = useQuery(api.orders.external.queryOptions({ account_name: accountName }));
  const { data } = open;
  const rows = useMemo(() => (data?.orders ?? []).filter((order) => isShownOpen(order, filter)), [data, filter]);
  const unknown = useMemo(() => rows.filter((order) => order.status === 'unknown'), [rows]);
  const more = (data?.next_before ?? null) !== null;
  return {
    rows,
    count: data && `${rows.length}${more ? '+' : ''}`,
    external: external.data && String(external.data.filter((order) => isShownExternal(order, filter)).length),
    unknown,
    more,
    loaded: data !== undefined,
    error: open.error,
    retry: () => void open.refetch(),
  };
}
