import { z } from 'zod';
import {
  NO_FILLS_FILTER,
  NO_FILTER,
  NO_HISTORY_FILTER,
  blotterFilterSchema,
  fillsFilterSchema,
  historyFilterSchema,
} from './blotter-filter.ts';
import { periodSchema } from './period.ts';

export type GridId = 'open' | 'history' | 'fills';

const columnSchema = z.object({
  colId: z.string().max(40),
  width: z.number().min(20).max(2_000),
  hide: z.boolean(),
  pinned: z.enum(['left', 'right']).nullable(),
});
const sortSchema = z.object({ colId: z.string().max(40), sort: z.enum(['asc', 'desc']) }).nullable();
export type SortLayout = z.output<typeof sortSchema>;
/** The columns of a grid in their order. Null: as they come, left out by their weight where the window is narrow. */
const columnsSchema = z.array(columnSchema).max(40).nullable();
export type ColumnLayout = z.output<typeof columnSchema>;

const layoutSchema = z.object({
  filter: blotterFilterSchema,
  history: historyFilterSchema,
  fills: fillsFilterSchema,
  period: periodSchema,
  tab: z.enum(['history', 'fills']),
  columns: z.object({ open: columnsSchema, history: columnsSchema, fills: columnsSchema }),
  /** Null: newest first. */
  sort: z.object({ open: sortSchema, history: sortSchema, fills: sortSchema }),
});
/** How the blotter is set up. */
export type BlotterLayout = z.output<typeof layoutSchema>;

export const FIRST_LAYOUT: BlotterLayout = {
  filter: NO_FILTER,
  history: NO_HISTORY_FILTER,
  fills: NO_FILLS_FILTER,
  period: { kind: 'all' },
  tab: 'history',
  columns: { open: null, history: null, fills: null },
  sort: { open: null, history: null, fills: null },
};

export const MAX_NAME = 40;
const savedSchema = z.object({ name: z.string().trim().min(1).max(MAX_NAME), layout: layoutSchema });
export type SavedLayout = z.output<typeof savedSchema>;

export interface Layouts {
  saved: SavedLayout[];
  /** The name of the one that the blotter starts with. */
  startWith: string | null;
}
export const NO_LAYOUTS: Layouts = { saved: [], startWith: null };

/** Of what was stored, what still reads as layouts; each that does not is dropped by itself. */
export function readLayouts(stored: unknown): Layouts {
  const { saved, startWith } = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  const names = new Set<string>();
  const good = (Array.isArray(saved) ? saved : []).flatMap((each) => {
    const { data } = savedSchema.safeParse(each);
    if (!data || names.has(data.name)) return [];
    names.add(data.name);
    return [data];
  });
  return { saved: good, startWith: typeof startWith === 'string' && names.has(startWith) ? startWith : null };
}

/** With the layout under that name, in place of the one that had it. */
export function withLayout(layouts: Layouts, name: string, layout: BlotterLayout): Layouts {
  const entry = { name: name.trim(), layout };
  const at = layouts.saved.findIndex((each) => each.name === entry.name);
  return { ...layouts, saved: at < 0 ? [...layouts.saved, entry] : layouts.saved.with(at, entry) };
}

export function withoutLayout({ saved, startWith }: Layouts, name: string): Layouts {
  return { saved: saved.filter((each) => each.name !== name), startWith: startWith === name ? null : startWith };
}

/** Unchanged where another one has that name already. */
export function renamedLayout(layouts: Layouts, from: string, to: string): Layouts {
  const name = to.trim();
  if (name === '' || layouts.saved.some((each) => each.name === name)) return layouts;
  return {
    saved: layouts.saved.map((each) => (each.name === from ? { ...each, name } : each)),
    startWith: layouts.startWith === from ? name : layouts.startWith,
  };
}
