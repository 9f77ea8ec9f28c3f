import type { GridApi, IDatasource, IRowNode } from 'ag-grid-community';
import { useCallback, useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useNewer } from './use-newer.ts';

interface PagedGrid<T> {
  take: (api: GridApi<T>) => void;
  /** The row of that id, where it is at hand. */
  rowOf: (id: string) => IRowNode<T> | undefined;
  /** How many rows there are by now beside those that were read. */
  newer: number;
  /** Something may have been added. */
  suspect: () => void;
  /** Reads all that is shown anew. */
  renew: () => void;
  /** Goes to what is new. */
  showNewest: () => void;
  onTop: (atTop: boolean) => void;
}

/**
 * A list that is read as it is scrolled. New rows appear at once while the top is in sight; else they are counted, and push
 * nothing that is being read. `shown` is how many there were as it was read.
 */
export function usePagedGrid<T>(
  source: IDatasource & { renew: () => void },
  shown: RefObject<number>,
  countNow: () => Promise<number>,
): PagedGrid<T> {
  const grid = useRef<GridApi<T> | null>(null);
  const atTop = useRef(true);
  const renew = useCallback((): void => {
    source.renew();
    grid.current?.refreshInfiniteCache();
  }, [source]);
  const { count, suspect, clear } = useNewer(
    async () => Math.max(0, (await countNow()) - shown.current),
    () => {
      if (atTop.current) renew();
      return atTop.current;
    },
  );
  useEffect(clear, [clear, source]);
  const take = useCallback((api: GridApi<T>): void => {
    grid.current = api;
  }, []);
  const rowOf = useCallback((id: string) => grid.current?.getRowNode(id), []);
  return {
    take,
    rowOf,
    newer: count,
    suspect,
    renew,
    showNewest: () => {
      clear();
      grid.current?.ensureIndexVisible(0, 'top');
      renew();
    },
    onTop: (top) => {
      atTop.current = top;
      if (top) suspect();
    },
  };
}
