import { z } from 'zod';

/** A walk through a list that comes newest first and is paged by offset. Times are epoch seconds, by the venue's clock. */
const cursorSchema = z.strictObject({
  /** Exclusive; null: from the beginning. */
  start: z.number().nullable(),
  /**
   * Inclusive; null: not begun. What is written after the walk began would only move all that is older onto later pages, to
   * be seen twice.
   */
  end: z.number().nullable(),
  ofs: z.number(),
  /** The newest entry of this walk: the next one begins there. */
  newest: z.number().nullable(),
});
type Cursor = z.output<typeof cursorSchema>;

const PAGE = 50;
/** So far a walk reaches back behind the newest entry of the former: entries can be written a little late. */
const OVERLAP_SECONDS = 600;
/** An entry of this very moment, by a clock that is not ours. */
const AHEAD_SECONDS = 2;

/** `text`: null for the first walk. */
export function readCursor(text: string | null, nowMs: number): Cursor & { end: number } {
  const read = text === null ? { start: null, end: null, ofs: 0, newest: null } : cursorSchema.parse(JSON.parse(text));
  return { ...read, end: read.end ?? Math.floor(nowMs / 1_000) + AHEAD_SECONDS };
}

export function questionOf({ start, end, ofs }: Cursor): Record<string, string> {
  return { ...(start !== null && { start: String(start) }), end: String(end), ofs: String(ofs) };
}

/** Where to go on after these rows. `count`: how many there are in all, where it is told. */
export function nextCursor(
  { start, end, ofs: before, newest: known }: Cursor,
  rows: readonly { time: number }[],
  count: number | undefined,
): { cursor: string; more: boolean } {
  const ofs = before + rows.length;
  const newest = rows.reduce<number | null>((last, { time }) => {
    const seconds = Math.floor(time / 1_000);
    return last === null ? seconds : Math.max(last, seconds);
  }, known);
  const more = rows.length > 0 && (count === undefined ? rows.length >= PAGE : ofs < count);
  const next: Cursor = more
    ? { start, end, ofs, newest }
    : { start: newest === null ? start : newest - OVERLAP_SECONDS, end: null, ofs: 0, newest };
  return { cursor: JSON.stringify(next), more };
}
