import { momentsOfWallTime, wallOffsetMs, wallTimeMs } from '../../../../shared/risk/zone-clock.ts';

const DAY_MS = 86_400_000;
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** Whole calendar days of a time zone. Epoch ms: `fromMs` is in it, `untilMs` is not. */
export interface StatementDays {
  from: string;
  to: string;
  zone: string;
  fromMs: number;
  untilMs: number;
}

/** `from` and `to` as `2026-11-22`, both included. */
export function statementDays(from: string, to: string, zone: string): StatementDays {
  const untilMs = midnight(zone, Date.parse(to) + DAY_MS);
  return { from, to, zone, fromMs: midnight(zone, Date.parse(from)), untilMs };
}

/** The first of two midnights in autumn; where one is skipped, the first moment after it. */
function midnight(zone: string, wallMs: number): number {
  const [first] = momentsOfWallTime(zone, wallMs);
  return first ?? wallMs - wallOffsetMs(zone, wallMs - DAY_MS);
}

/** Every day of the period in order, as `2026-11-22`. */
export function* daysOf({ from, to }: Pick<StatementDays, 'from' | 'to'>): Generator<string> {
  for (let ms = Date.parse(from); ms <= Date.parse(to); ms += DAY_MS) yield isoDay(ms);
}

/** The calendar day of a moment there, as `2026-11-22`. */
export function dayAt(zone: string, atMs: number): string {
  return isoDay(wallTimeMs(zone, atMs));
}

/** `2026-11-22 14:03:09`, by the clocks of that zone. */
export function momentAt(zone: string, atMs: number): string {
  return new Date(wallTimeMs(zone, atMs)).toISOString().slice(0, 19).replace('T', ' ');
}

/** `22 November 2026`. */
export function dayWords(day: string): string {
  const [year = '', month = '1', date = ''] = day.split('-');
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
}

/** `1 to 30 November 2026`: what both days share is said once. */
export function periodWords({ from, to }: Pick<StatementDays, 'from' | 'to'>): string {
  if (from === to) return dayWords(from);
  const [year, month] = [from.slice(0, 4) === to.slice(0, 4), from.slice(0, 7) === to.slice(0, 7)];
  const [date = '', monthName = ''] = dayWords(from).split(' ');
  const start = month ? date : year ? `${date} ${monthName}` : dayWords(from);
  return `${start} to ${dayWords(to)}`;
}

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
