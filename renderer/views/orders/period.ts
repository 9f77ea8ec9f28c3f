import { z } from 'zod';

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const daySchema = z.string().regex(DAY);

/** Which time a list is of. Own: days of UTC, both included; null where it is open. */
export const periodSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('today') }),
  z.object({ kind: z.literal('7d') }),
  z.object({ kind: z.literal('30d') }),
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('own'), from: daySchema.nullable(), to: daySchema.nullable() }),
]);
export type Period = z.output<typeof periodSchema>;

export const PERIOD_WORDS = {
  today: 'Today',
  '7d': '7 days',
  '30d': '30 days',
  all: 'All time',
} as const;

/** The period for the eye. Days are those of UTC. */
export function periodWords(period: Period): string {
  if (period.kind !== 'own') return PERIOD_WORDS[period.kind];
  const { from, to } = period;
  if (from === null && to === null) return PERIOD_WORDS.all;
  if (from !== null && to !== null) return from === to ? from : `${from} to ${to}`;
  return from === null ? `until ${to}` : `since ${from}`;
}

/** Its bounds: the first is in it, the last is not. `7d` is today and the six days before. */
export function periodBounds(period: Period, nowMs: number): { since?: string; until?: string } {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const since = (atMs: number): { since: string } => ({ since: new Date(atMs).toISOString() });
  if (period.kind === 'today') return since(today);
  if (period.kind === '7d') return since(today - 6 * DAY_MS);
  if (period.kind === '30d') return since(today - 29 * DAY_MS);
  if (period.kind === 'all') return {};
  const from = startOf(period.from);
  const to = startOf(period.to);
  return {
    ...(from === null ? {} : since(from)),
    ...(to === null ? {} : { until: new Date(to + DAY_MS).toISOString() }),
  };
}

/** Null for what is no day of the calendar. */
function startOf(day: string | null): number | null {
  if (day === null || !DAY.test(day)) return null;
  const atMs = Date.parse(`${day}T00:00:00.000Z`);
  return Number.isNaN(atMs) ? null : atMs;
}
