import { div, isPositive, mul } from '../../shared/money/decimal.ts';
import type { CheckDocument } from '../../shared/schema/decision.ts';
import { formatDecimal } from './format-decimal.ts';
import type { GaugeState } from './gauge-bar.tsx';

/** From this share of a limit on it is near. */
const NEAR_PERCENT = 80;

/** A check as a list shows it. */
export interface ShownCheck {
  check: CheckDocument;
  /** Of a limit: how much of it is used with this order. */
  gauge: { percent: number | null; state: GaugeState } | null;
  /** What it saw, short; in full it is the check's detail. */
  words: string;
}

/** Every check: those that failed first, then limits that are near, then other limits, then the rest, each as they were made. */
export function inShownOrder(checks: readonly CheckDocument[]): ShownCheck[] {
  return checks
    .map((check) => ({ check, gauge: gaugeOf(check), words: wordsOf(check) }))
    .toSorted((a, b) => rank(a) - rank(b));
}

function rank({ check, gauge }: ShownCheck): number {
  if (!check.ok) return 0;
  if (gauge === null) return 3;
  return gauge.state === 'ok' ? 2 : 1;
}

export function isNear({ check, gauge }: ShownCheck): boolean {
  return check.ok && gauge !== null && gauge.state !== 'ok';
}

function gaugeOf({ code, ok, figures }: CheckDocument): ShownCheck['gauge'] {
  if (!figures) return null;
  const percent = figures.used === null ? null : percentOf(code, figures.used, figures.limit);
  // An order that takes nothing of a limit has no figure there, and is no worse for it.
  if (percent === null) return ok ? null : { percent, state: 'unknown' };
  if (!ok) return { percent, state: 'reached' };
  return { percent, state: percent >= NEAR_PERCENT ? 'warning' : 'ok' };
}

/** What must stay is used up as it is approached from above; everything else from below. */
function percentOf(code: string, used: string, limit: string): number {
  const [part, whole] = code === 'MIN_FREE_BALANCE' ? [limit, used] : [used, limit];
  if (!isPositive(whole)) return isPositive(part) || code === 'MIN_FREE_BALANCE' ? 100 : 0;
  return Math.max(0, Number(div(mul(part, '100'), whole, { places: 1 })));
}

function wordsOf({ code, ok, detail, figures }: CheckDocument): string {
  // What failed, and what passes although the figure is beyond its limit, has a reason that the figures do not tell.
  if (!ok || !figures || figures.used === null) return detail;
  const used = short(figures.used);
  const limit = short(figures.limit);
  if (code === 'MIN_FREE_BALANCE') return `${used} stay free, at least ${limit} ${figures.unit}`;
  return percentOf(code, figures.used, figures.limit) > 100 ? detail : `${used} of ${limit} ${figures.unit}`;
}

/** Cut to whole figures from a thousand on, and to two decimals from one on; in full it is in the detail. */
function short(value: string): string {
  const whole = /^-?0*([1-9]\d*)/.exec(value)?.[1]?.length ?? 0;
  return formatDecimal(value, whole === 0 ? {} : { maxDecimals: whole > 3 ? 0 : 2 });
}
