import type { Exchange } from '../../../shared/schema/exchange.ts';
import type { MappingChange, StrategyMaps } from '../../../shared/schema/mapping.ts';

/** One difference between the applied maps and the draft. Null stands for "no entry". */
export interface DraftChange {
  map: MappingChange['map'];
  strategy_id: string;
  from: string | null;
  to: string | null;
}

/** What the operator wants to be different, by map and strategy. A `Map`, because `__proto__` is a valid strategy id. */
export type Overlay = ReadonlyMap<string, MappingChange>;

export interface RoutingDraft {
  /** The revision that the operator saw when the draft was begun; null while there is no draft. */
  base_revision: number | null;
  past: readonly Overlay[];
  present: Overlay;
  future: readonly Overlay[];
}

export const EMPTY_DRAFT: RoutingDraft = { base_revision: null, past: [], present: new Map(), future: [] };

const MAX_STEPS = 100;

/** What `maps` holds for one key; null where it holds nothing. */
export function entryOf(maps: StrategyMaps, map: MappingChange['map'], strategyId: string): string | null {
  const table: Record<string, string> = map === 'account' ? maps.accounts : maps.exchanges;
  return Object.hasOwn(table, strategyId) ? (table[strategyId] ?? null) : null;
}

/** Adds one edit. Setting a key back to what is applied takes it out of the draft; an edit without effect is no step. */
export function edit(
  draft: RoutingDraft,
  applied: StrategyMaps,
  revision: number,
  change: MappingChange,
): RoutingDraft {
  const present = new Map(draft.present);
  if (entryOf(applied, change.map, change.strategy_id) === change.value) present.delete(keyOf(change));
  else present.set(keyOf(change), change);
  return step(draft, present, revision);
}

/** Empties the draft. It can be taken back like any other step. */
export function discard(draft: RoutingDraft): RoutingDraft {
  return step(draft, new Map(), draft.base_revision);
}

export function undo(draft: RoutingDraft): RoutingDraft {
  const before = draft.past.at(-1);
  if (!before) return draft;
  return { ...draft, past: draft.past.slice(0, -1), present: before, future: [draft.present, ...draft.future] };
}

export function redo(draft: RoutingDraft): RoutingDraft {
  const [next, ...future] = draft.future;
  if (!next) return draft;
  return { ...draft, past: [...draft.past, draft.present], present: next, future };
}

/** Carries the draft over to newer maps: what they hold already drops out, all else stays wanted. */
export function rebase(draft: RoutingDraft, applied: StrategyMaps, revision: number): RoutingDraft {
  const still = [...draft.present].filter(
    ([, change]) => entryOf(applied, change.map, change.strategy_id) !== change.value,
  );
  return { base_revision: still.length === 0 ? null : revision, past: [], present: new Map(still), future: [] };
}

/** The maps as they would be after Apply. */
export function merged(applied: StrategyMaps, overlay: Overlay): StrategyMaps {
  const accounts = new Map(Object.entries(applied.accounts));
  const exchanges = new Map<string, Exchange>(Object.entries(applied.exchanges));
  for (const change of overlay.values()) {
    if (change.map === 'account') put(accounts, change.strategy_id, change.value);
    else put(exchanges, change.strategy_id, change.value);
  }
  return { accounts: Object.fromEntries(accounts), exchanges: Object.fromEntries(exchanges) };
}

/** The draft as differences, in the order of strategy and map, without entries that the applied maps hold already. */
export function changesOf(applied: StrategyMaps, overlay: Overlay): DraftChange[] {
  return [...overlay.values()]
    .map(({ map, strategy_id, value }) => ({ map, strategy_id, from: entryOf(applied, map, strategy_id), to: value }))
    .filter((change) => change.from !== change.to)
    .sort((a, b) => compare(a.strategy_id, b.strategy_id) || compare(a.map, b.map));
}

/** The edits that take `changes` back. */
export function inverse(changes: readonly DraftChange[]): DraftChange[] {
  return changes.map((change) => ({ ...change, from: change.to, to: change.from })).reverse();
}

/** The form in which the engine takes the draft. */
export function toMappingChanges(changes: readonly DraftChange[]): MappingChange[] {
  return changes.map(({ map, strategy_id, to }) => ({ map, strategy_id, value: to }) as MappingChange);
}

/** The draft's changes by map and strategy, for looking them up. */
export function changeFor(changes: readonly DraftChange[], map: MappingChange['map'], strategyId: string) {
  return changes.find((change) => change.map === map && change.strategy_id === strategyId);
}

function step(draft: RoutingDraft, present: Overlay, revision: number | null): RoutingDraft {
  if (sameOverlay(draft.present, present)) return draft;
  const past = [...draft.past, draft.present].slice(-MAX_STEPS);
  // An empty draft says nothing about what the operator saw, so the next edit counts from the maps of now.
  return { base_revision: draft.present.size === 0 ? revision : draft.base_revision, past, present, future: [] };
}

function sameOverlay(a: Overlay, b: Overlay): boolean {
  return a.size === b.size && [...a].every(([key, change]) => b.get(key)?.value === change.value);
}

const keyOf = (change: { map: string; strategy_id: string }): string => `${change.map} ${change.strategy_id}`;

function put<V>(target: Map<string, V>, key: string, value: V | null): void {
  if (value === null) target.delete(key);
  else target.set(key, value);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
