import { z } from 'zod';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { VenueClock } from '../http/venue-clock.ts';
import type { HistoryFlow, HistoryPage, HistoryTrade } from '../venue.ts';

/** One stretch of time and where in it the next page begins, both ends told; null: at its beginning. Epoch ms. */
export interface Stretch {
  fromMs: number;
  untilMs: number;
  token: string | null;
}

/** One page of a stretch. `next` is the token of the page after it; null where the stretch is told. */
export interface StretchPage {
  trades?: HistoryTrade[];
  flows?: HistoryFlow[];
  next: string | null;
  /** The token was of no use any more: this is the first page. */
  begunAnew?: boolean;
}

export interface WalkTerms {
  /** The longest stretch that one question may cover. */
  longestMs: number;
  /** Nothing is older. */
  beginsMs: number;
  /** As far back as the venue remembers; null: all of it. */
  keptMs: number | null;
  /** What belongs before the end can still be told for so long: a withdrawal that is not sent yet, a list that is behind. */
  toldLateMs: number;
}

const cursorSchema = z.object({ from: z.int(), until: z.int().nullable(), token: z.string().nullable() });

/** The walk begins so much inside of what the venue remembers: so long the first stretch has for its pages. */
const EDGE_MS = 6 * 3_600_000;

/**
 * One page of a walk through time, oldest stretch first. Stretches overlap at their ends, and the walk begins again a little
 * before where it ended: what is told twice has the same id both times. A stretch without anything in it is no end.
 */
export async function walkOn(
  time: VenueClock,
  terms: WalkTerms,
  cursor: string | null,
  ask: (stretch: Stretch) => Promise<StretchPage>,
): Promise<HistoryPage> {
  await time.ensure();
  const nowMs = Math.ceil(time.nowMs());
  const keptFromMs = terms.keptMs === null ? terms.beginsMs : nowMs - terms.keptMs;
  const earliestMs = Math.max(terms.beginsMs, keptFromMs + (terms.keptMs === null ? 0 : EDGE_MS));
  const at = cursorOf(cursor) ?? { from: earliestMs, until: null, token: null };

  // A stretch that is partly forgotten by now is begun again with what is still remembered of it.
  const begunUntilMs = at.from >= keptFromMs ? at.until : null;
  const fromMs = Math.min(Math.max(at.from, earliestMs), nowMs);
  const stretch: Stretch =
    begunUntilMs === null
      ? { fromMs, untilMs: Math.min(fromMs + terms.longestMs, nowMs), token: null }
      : { fromMs: at.from, untilMs: begunUntilMs, token: at.token };
  const { untilMs } = stretch;
  const { trades = [], flows = [], next, begunAnew = false } = await ask(stretch);
  if (next !== null && next === stretch.token && !begunAnew)
    throw new QtError('VENUE_ERROR', 'the venue tells the same page again and again');

  const told = { trades, flows };
  if (next !== null) return { ...told, cursor: cursorText(stretch.fromMs, untilMs, next), more: true };
  if (untilMs < nowMs) return { ...told, cursor: cursorText(untilMs, null, null), more: true };
  const again = Math.max(untilMs - terms.toldLateMs, terms.beginsMs);
  return { ...told, cursor: cursorText(again, null, null), more: false };
}

function cursorText(from: number, until: number | null, token: string | null): string {
  return JSON.stringify({ from, until, token });
}

/** A cursor that cannot be read is none: everything is told once more. */
function cursorOf(text: string | null): z.output<typeof cursorSchema> | null {
  try {
    return cursorSchema.parse(JSON.parse(text ?? 'null'));
  } catch {
    return null;
  }
}

/** The next page of a list that is told newest first and has no pages: it ends where this one did, that moment included. */
export function endsAt(rows: readonly { atMs: number }[], full: boolean): string | null {
  return full && rows.length > 0 ? String(Math.min(...rows.map(({ atMs }) => atMs))) : null;
}
