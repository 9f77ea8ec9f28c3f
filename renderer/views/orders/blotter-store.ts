import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { FIRST_LAYOUT, NO_LAYOUTS, readLayouts } from './blotter-layout.ts';
import type { BlotterLayout, ColumnLayout, GridId, Layouts, SortLayout } from './blotter-layout.ts';

/** Layouts that were saved, kept in this browser profile. */
export const useLayouts = create<Layouts>()(
  persist((): Layouts => NO_LAYOUTS, {
    name: 'qt.blotter',
    version: 1,
    // Those of a version that is not known are dropped.
    migrate: () => NO_LAYOUTS,
    merge: (stored) => readLayouts(stored),
  }),
);

interface Blotter extends BlotterLayout {
  /** The layout that it began from; null for none. */
  name: string | null;
  /** Grows when a layout is put on: then the grids take its columns. */
  applied: number;
}

function firstOf({ saved, startWith }: Layouts): Blotter {
  const first = saved.find(({ name }) => name === startWith);
  return { ...(first?.layout ?? FIRST_LAYOUT), name: first?.name ?? null, applied: 0 };
}

/** How the blotter stands in this window. It outlives a look at another view, and not the window. */
export const useBlotter = create<Blotter>(() => firstOf(useLayouts.getState()));

export const changeBlotter = (change: Partial<BlotterLayout>): void => useBlotter.setState(change);

export function putOn(name: string | null, layout: BlotterLayout): void {
  useBlotter.setState(({ applied }) => ({ ...layout, name, applied: applied + 1 }));
}

export function keepColumns(grid: GridId, columns: ColumnLayout[] | null): void {
  useBlotter.setState((before) => ({ columns: { ...before.columns, [grid]: columns } }));
}

export function keepSort(grid: GridId, sort: SortLayout): void {
  useBlotter.setState((before) => ({ sort: { ...before.sort, [grid]: sort } }));
}

/** The layout as it stands now. */
export function layoutNow(): BlotterLayout {
  const { filter, history, fills, period, tab, columns, sort } = useBlotter.getState();
  return { filter, history, fills, period, tab, columns, sort };
}
