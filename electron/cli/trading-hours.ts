import { QtError } from '../../shared/schema/error-code.ts';
import type { TradingWindow } from '../../shared/schema/flags.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/**
 * Windows of trading hours as people write them: `mon-fri 09:00-17:30; sat,sun 10:00-12:00`, `daily 22:00-02:00` (over
 * midnight). Throws `QtError('INVALID_INPUT')`.
 */
export function parseHours(text: string): TradingWindow[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseWindow);
}

function parseWindow(text: string): TradingWindow {
  const [, days = '', from = '', to = ''] = /^(\S+)\s+(\d\d:\d\d)-(\d\d:\d\d)$/.exec(text.toLowerCase()) ?? [];
  if (days === '') throw notHours(text);
  const named = days === 'daily' ? [...DAYS.keys()] : days.split(',').flatMap((part) => daysOf(part, text));
  return { days: [...new Set(named)].sort((a, b) => a - b).map((day) => day + 1), from, to };
}

/** From `mon` or `fri-mon`, counted from Monday as 0; a range may go over the end of the week. */
function daysOf(part: string, text: string): number[] {
  const [first, last, ...more] = part.split('-').map((name) => DAYS.findIndex((day) => day === name));
  if (first === undefined || first < 0 || last === -1 || more.length > 0) throw notHours(text);
  const length = last === undefined ? 1 : ((last - first + DAYS.length) % DAYS.length) + 1;
  return Array.from({ length }, (_, i) => (first + i) % DAYS.length);
}

function notHours(text: string): QtError {
  return new QtError('INVALID_INPUT', `"${text}" are no trading hours such as "mon-fri 09:00-17:30".`);
}

/** As `parseHours` reads it. */
export function hoursText(windows: readonly TradingWindow[]): string {
  return windows.map(({ days, from, to }) => `${daysText(days)} ${from}-${to}`).join('; ');
}

function daysText(days: readonly number[]): string {
  const sorted = days.toSorted((a, b) => a - b);
  if (sorted.length === DAYS.length) return 'daily';
  const runs: number[][] = [];
  for (const day of sorted) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const name = (day: number | undefined): string => DAYS[(day ?? 1) - 1] ?? '';
  return runs
    .map((run) => (run.length > 2 ? `${name(run[0])}-${name(run.at(-1))}` : run.map(name).join(',')))
    .join(',');
}
