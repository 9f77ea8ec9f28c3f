import { add, isZero, sub } from '../../../../shared/money/decimal.ts';
import type { EquityDocument, EquityPoint, Span } from '../../../../shared/schema/equity.ts';
import { PERCENT, formatDecimal, moneyFormat } from '../../../widgets/format-decimal.ts';
import { percentOf } from '../fee-model.ts';

export const SPAN_LABELS: Record<Span, string> = {
  '1d': '1D',
  '1w': '1W',
  '1m': '1M',
  '3m': '3M',
  '6m': '6M',
  '1y': '1Y',
  all: 'All',
};

/** `measured`: what the account was worth. `without_deposits`: what it began with, and what trades and prices made of it. */
export type CurveMode = 'measured' | 'without_deposits';

/** A point of the shown curve. The figures are exact; `time` in whole seconds is the chart's. */
export interface CurvePoint {
  time: number;
  atMs: number;
  equity: string;
  profit: string;
  drawdown: string;
}

/** The points of a span as they are shown, no two of them in the same second: the later one counts. */
export function curvePoints(points: readonly EquityPoint[], mode: CurveMode): CurvePoint[] {
  const [first] = points;
  if (!first) return [];
  const shown = points.map((point) => {
    const profit = sub(point.profit, first.profit);
    return {
      time: Math.floor(point.at_ms / 1_000),
      atMs: point.at_ms,
      equity: mode === 'measured' ? point.equity : add(first.equity, profit),
      profit,
      drawdown: point.drawdown_percent,
    };
  });
  return shown.filter((point, index) => point.time !== shown[index + 1]?.time);
}

/** What was gained over a span, in percent of what it began with; null where that was nothing. */
export function returnOf({ points }: EquityDocument): { profit: string; percent: string | null } | null {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last || points.length < 2) return null;
  const profit = sub(last.profit, first.profit);
  return { profit, percent: isZero(first.equity) ? null : percentOf(profit, first.equity) };
}

/** The curve in one sentence, for those who do not see it. */
export function curveSummary(curve: EquityDocument, points: readonly CurvePoint[]): string {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return 'No measurement in this span.';
  const money = (value: string): string => `${formatDecimal(value, moneyFormat(value))} ${curve.currency}`;
  const gained = formatDecimal(last.profit, { ...moneyFormat(last.profit), signed: true });
  const worst =
    curve.worst && !isZero(curve.worst.drawdown_percent)
      ? `Worst drawdown ${percentWords(curve.worst.drawdown_percent)} on ${dayOf(curve.worst.at_ms)}.`
      : 'No drawdown.';
  return `From ${money(first.equity)} on ${dayOf(first.atMs)} to ${money(last.equity)} on ${dayOf(last.atMs)}: ${gained} by trades and prices. ${worst}`;
}

export const percentWords = (percent: string): string => `${formatDecimal(percent, { ...PERCENT, signed: true })}%`;

/** `2026-11-22` in UTC. */
export const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `26 May` in UTC; `26 May 2025` where the year is another than that of `nowMs`. */
export function shortDay(atMs: number, nowMs: number): string {
  const at = new Date(atMs);
  const year = at.getUTCFullYear() === new Date(nowMs).getUTCFullYear() ? '' : ` ${at.getUTCFullYear()}`;
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}${year}`;
}

/** At most this many rows in the table of a curve. */
const TABLE_ROWS = 60;

/** Points of the table, newest first: spread over the span, the first, the last and the worst among them. */
export function tablePoints(points: readonly CurvePoint[], worstAtMs: number | null): CurvePoint[] {
  const step = Math.max(1, Math.ceil(points.length / TABLE_ROWS));
  const last = points.length - 1;
  return points
    .filter((point, index) => (last - index) % step === 0 || index === 0 || point.atMs === worstAtMs)
    .reverse();
}
