import { add, gt, lt, sub } from '../../../../shared/money/decimal.ts';
import type { AccountRows, Measured } from './account-rows.ts';
import { dayAt, daysOf, statementDays } from './statement-days.ts';
import type { StatementDays } from './statement-days.ts';

const STEPS = 240;

/** What an account was worth in a period, as it was measured, in its currency. */
export interface EquityLine {
  /** The last before the period; where there is none, the first in it. */
  opening: Measured;
  closing: Measured;
  /** By trades and prices between the two. */
  profit: string;
  /** The rest of the difference: what was paid in, less what was taken out. */
  moved: string;
  /** The opening equity and the profit since then. Few enough to draw: the least and greatest of each step, the first, the last. */
  points: LinePoint[];
  highest: string;
  lowest: string;
  unmeasuredDays: string[];
}

/** What it would have been worth had nothing been paid in or taken out. */
export interface LinePoint {
  atMs: number;
  equity: string;
}

/** Null where the account was not measured in the period. Days before and after all that is known are not missed. */
export async function equityLine(
  rows: Pick<AccountRows, 'measured' | 'measuredBefore'>,
  days: StatementDays,
  { firstMs, lastMs, pause }: { firstMs: number; lastMs: number; pause: () => Promise<void> },
): Promise<EquityLine | null> {
  const before = rows.measuredBefore(days.fromMs);
  let opening: Measured | null = before;
  let closing: Measured | null = null;
  let line: ReturnType<typeof createLine> | null = null;
  const unmeasuredDays: string[] = [];
  const from = days.fromMs < firstMs ? dayAt(days.zone, firstMs) : days.from;
  const to = days.untilMs > lastMs ? dayAt(days.zone, lastMs) : days.to;
  for (const day of daysOf({ from, to })) {
    const { fromMs, untilMs } = statementDays(day, day, days.zone);
    const found = rows.measured(fromMs, untilMs);
    if (found.length === 0) unmeasuredDays.push(day);
    for (const each of found) {
      closing = each;
      opening ??= each;
      line ??= createLine(opening, days);
      line.note(each);
    }
    if (found.length > 0) await pause();
  }
  if (!opening || !closing || !line) return null;
  const profit = sub(closing.profit, opening.profit);
  const points = line.points();
  return {
    ...{ opening, closing, profit, points, unmeasuredDays },
    moved: sub(sub(closing.equity, opening.equity), profit),
    highest: points.reduce((most, { equity }) => (gt(equity, most) ? equity : most), opening.equity),
    lowest: points.reduce((least, { equity }) => (lt(equity, least) ? equity : least), opening.equity),
  };
}

/** Keeps the least and the greatest of each step of the period, with the first and the last of all. */
function createLine(opening: Measured, { fromMs, untilMs }: StatementDays) {
  const first: LinePoint = { atMs: Math.max(opening.at_ms, fromMs), equity: opening.equity };
  const steps = new Map<number, { least: LinePoint; most: LinePoint }>();
  let last = first;
  return {
    note({ at_ms: atMs, profit }: Measured): void {
      const point = { atMs, equity: add(opening.equity, sub(profit, opening.profit)) };
      last = point;
      const step = Math.floor(((atMs - fromMs) * STEPS) / (untilMs - fromMs));
      const known = steps.get(step);
      if (!known) steps.set(step, { least: point, most: point });
      else if (lt(point.equity, known.least.equity)) known.least = point;
      else if (gt(point.equity, known.most.equity)) known.most = point;
    },
    points(): LinePoint[] {
      const kept = new Set([first, last]);
      for (const { least, most } of steps.values()) kept.add(least).add(most);
      return [...kept].sort((a, b) => a.atMs - b.atMs);
    },
  };
}
