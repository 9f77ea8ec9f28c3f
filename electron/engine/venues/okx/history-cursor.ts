import { z } from 'zod';
import { QtError } from '../../../../shared/schema/error-code.ts';
import { PAGE } from './fills.ts';

/** A walk through a list that comes newest first, paged by the id of the bill, which every row has for itself. */
const cursorSchema = z.strictObject({
  /** Rows from this time on, epoch ms; null: all that there are. */
  beginMs: z.number().nullable(),
  /** Rows older than this one; null: from the newest. */
  after: z.string().nullable(),
  /** The newest row of this walk: the next one begins there. */
  newestMs: z.number().nullable(),
});
type Cursor = z.output<typeof cursorSchema>;

/** So far a walk reaches back behind the newest row of the former: rows can be written a little out of order. */
const OVERLAP_MS = 600_000;

export function readCursor(text: string | null): Cursor {
  if (text === null) return { beginMs: null, after: null, newestMs: null };
  return cursorSchema.parse(JSON.parse(text));
}

export function questionOf({ beginMs, after }: Cursor): Record<string, string> {
  return { ...(beginMs !== null && { begin: String(beginMs) }), ...(after !== null && { after }) };
}

/** Where to go on after these rows. */
export function nextCursor(
  { beginMs, after, newestMs: before }: Cursor,
  rows: readonly { billId: string; ts: number }[],
): { cursor: string; more: boolean } {
  const newestMs = rows.reduce<number | null>((newest, { ts }) => Math.max(newest ?? ts, ts), before);
  const last = rows.at(-1);
  if (last && last.billId === after) throw new QtError('VENUE_ERROR', 'the venue gives the same page again and again');
  const more = rows.length >= PAGE;
  const next: Cursor = more
    ? { beginMs, after: last?.billId ?? null, newestMs }
    : { beginMs: newestMs === null ? beginMs : newestMs - OVERLAP_MS, after: null, newestMs };
  return { cursor: JSON.stringify(next), more };
}
