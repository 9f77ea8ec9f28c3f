import { lt, normalize, toPlaces } from '../../../../shared/money/decimal.ts';
import type { EquityDocument, EquityPoint, EquityQuery, Span } from '../../../../shared/schema/equity.ts';
import { isoTime } from '../../ports.ts';
import { HOUR_MS, extremesOf } from './snapshot-store.ts';
import type { Kept, Snapshot, SnapshotStore } from './snapshot-store.ts';

const DAY_MS = 24 * HOUR_MS;
const SPAN_MS: Record<Exclude<Span, 'all'>, number> = {
  '1d': DAY_MS,
  '1w': 7 * DAY_MS,
  '1m': 30 * DAY_MS,
  '3m': 91 * DAY_MS,
  '6m': 182 * DAY_MS,
  '1y': 365 * DAY_MS,
};
/** Steps in time, each with its last snapshot; the highest and the deepest of each third step come on top. */
const STEPS = 290;
const GROUPS = 145;
const SHOWN_PLACES = 8;

/**
 * What an account was worth over a time, in at most 600 points. Read by index and from the extremes of its hours, so that it
 * takes the same time however often was measured.
 */
export function equityCurve(
  store: SnapshotStore,
  of: Kept,
  { account_name, span }: EquityQuery,
  nowMs: number,
): EquityDocument {
  const first = store.after(of, 0);
  const empty = { account_name, span, currency: of.currency, points: [], worst: null, since: null };
  if (!first) return empty;
  const since = isoTime(first.atMs);
  const fromMs = span === 'all' ? first.atMs : Math.max(first.atMs, nowMs - SPAN_MS[span]);
  const chosen = chosenOf(store, of, fromMs, Math.max(nowMs, fromMs + 1));
  if (chosen.length === 0) return { ...empty, since };
  const points = chosen.map(pointOf);
  const worst = points.reduce((low, next) => (lt(next.drawdown_percent, low.drawdown_percent) ? next : low));
  const isDown = lt(worst.drawdown_percent, '0');
  const shown = isDown ? { at_ms: worst.at_ms, drawdown_percent: worst.drawdown_percent } : null;
  return { ...empty, points, worst: shown, since };
}

function chosenOf(store: SnapshotStore, of: Kept, fromMs: number, nowMs: number): Snapshot[] {
  const start = store.after(of, fromMs);
  const end = store.before(of, nowMs);
  if (!start || !end || end.atMs < fromMs) return [];
  const stepMs = (nowMs - fromMs) / STEPS;
  const stepped: Snapshot[] = [];
  for (let i = 1; i < STEPS; i += 1) {
    const found = store.before(of, Math.floor(fromMs + i * stepMs));
    if (found && found.atMs >= fromMs) stepped.push(found);
  }
  // The hour in which the span begins counts from there on alone.
  const wholeMs = Math.ceil(fromMs / HOUR_MS) * HOUR_MS;
  const extremes = [...store.between(of, fromMs, Math.min(wholeMs, nowMs)), ...store.extremes(of, wholeMs)];
  const groups = new Map<number, Snapshot[]>();
  for (const snapshot of extremes) {
    if (snapshot.atMs > nowMs) continue;
    const number = Math.floor(((snapshot.atMs - fromMs) / (nowMs - fromMs)) * GROUPS);
    const group = groups.get(number);
    if (group) group.push(snapshot);
    else groups.set(number, [snapshot]);
  }
  const kept = [...groups.values()].flatMap((group) => {
    const { high, low } = extremesOf(group);
    return [high, low];
  });
  const all = [start, ...stepped, ...kept, end].toSorted((a, b) => a.atMs - b.atMs);
  return all.filter((snapshot, i) => !all.slice(Math.max(0, i - 4), i).some((before) => isSame(before, snapshot)));
}

const isSame = (a: Snapshot, b: Snapshot): boolean =>
  a.atMs === b.atMs && a.equity === b.equity && a.profit === b.profit;

function pointOf({ atMs, equity, profit, drawdown }: Snapshot): EquityPoint {
  const shown = (value: string): string => normalize(toPlaces(value, SHOWN_PLACES, 'half_even'));
  return { at_ms: atMs, equity: shown(equity), profit: shown(profit), drawdown_percent: drawdown };
}
