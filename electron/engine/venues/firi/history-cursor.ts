import { z } from 'zod';
import { QtError } from '../../../../shared/schema/error-code.ts';

/*
 * Firi's lists have no pages: one asks for so many rows, newest first, and gets them. A list as long as was asked for may go
 * on, and is asked for again, longer.
 */
const FIRST_COUNT = 500;
const MAX_COUNT = 256_000;

const listSchema = z.strictObject({ count: z.number() });
const yearSchema = z.strictObject({ year: z.number(), count: z.number() });
type Year = z.output<typeof yearSchema>;

/** Firi began, as MiraiEx, in 2017. */
const FIRST_YEAR = 2017;

export function askedCount(cursor: string | null): number {
  return cursor === null ? FIRST_COUNT : listSchema.parse(JSON.parse(cursor)).count;
}

export function nextList(count: number, rows: number): { cursor: string; more: boolean } {
  const longer = longerCount(count, rows);
  return { cursor: JSON.stringify({ count: longer ?? count }), more: longer !== null };
}

export function yearOf(cursor: string | null): Year {
  return cursor === null ? { year: FIRST_YEAR, count: FIRST_COUNT } : yearSchema.parse(JSON.parse(cursor));
}

/** The year that it is anywhere: what the exchange calls this year may have begun already. */
export function lastYear(nowMs: number): number {
  return new Date(nowMs + 86_400_000).getUTCFullYear();
}

/** The same year, longer; the next one; or the last two again, later: a year ends at another moment elsewhere. */
export function nextYear({ year, count }: Year, rows: number, last: number): { cursor: string; more: boolean } {
  const longer = longerCount(count, rows);
  if (longer !== null) return { cursor: JSON.stringify({ year, count: longer }), more: true };
  if (year < last) return { cursor: JSON.stringify({ year: year + 1, count: FIRST_COUNT }), more: true };
  return { cursor: JSON.stringify({ year: Math.max(FIRST_YEAR, year - 1), count: FIRST_COUNT }), more: false };
}

/** Null where the list was told to its end. */
function longerCount(count: number, rows: number): number | null {
  if (rows < count) return null;
  if (count >= MAX_COUNT) throw new QtError('VENUE_ERROR', `the venue has more than ${MAX_COUNT} rows to tell`);
  return count * 2;
}
