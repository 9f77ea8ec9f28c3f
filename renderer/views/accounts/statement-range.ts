export const STATEMENT_PRESETS = ['this_month', 'last_month', 'this_year', 'last_year', 'own'] as const;
export type StatementPreset = (typeof STATEMENT_PRESETS)[number];

export const PRESET_WORDS: Record<StatementPreset, string> = {
  this_month: 'This month',
  last_month: 'Last month',
  this_year: 'This year',
  last_year: 'Last year',
  own: 'Own range',
};

/** Whole days, both included: `2026-11-01`. */
export interface DayRange {
  from: string;
  to: string;
}

/** The day that it is now in a time zone. */
export function dayIn(timeZone: string, atMs: number): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const part = new Map(parts.formatToParts(atMs).map(({ type, value }) => [type, value]));
  return `${part.get('year')}-${part.get('month')}-${part.get('day')}`;
}

/** The days of a preset, seen from `today`; what is not over ends today. */
export function presetRange(preset: Exclude<StatementPreset, 'own'>, today: string): DayRange {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  if (preset === 'this_month') return { from: `${today.slice(0, 8)}01`, to: today };
  if (preset === 'this_year') return { from: `${today.slice(0, 4)}-01-01`, to: today };
  if (preset === 'last_year') return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
  return { from: iso(year, month - 2, 1), to: iso(year, month - 1, 0) };
}

/** `month` from 0, and beyond the year as `Date` counts on. */
const iso = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Why a range cannot be asked for; null where it can. */
export function rangeProblem({ from, to }: DayRange): string | null {
  if (!DAY.test(from) || !DAY.test(to)) return 'Give both days.';
  return from > to ? 'The first day is after the last.' : null;
}
