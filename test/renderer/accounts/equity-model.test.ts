import { describe, expect, it } from 'vitest';
import {
  curvePoints,
  curveSummary,
  returnOf,
  shortDay,
  tablePoints,
} from '../../../renderer/views/accounts/equity/equity-model.ts';
import type { EquityDocument, EquityPoint } from '../../../shared/schema/equity.ts';

const START = Date.UTC(2026, 0, 1);
const point = (second: number, equity: string, profit: string, drawdown = '0'): EquityPoint => ({
  at_ms: START + second * 1_000,
  equity,
  profit,
  drawdown_percent: drawdown,
});
const curve = (points: EquityPoint[], over: Partial<EquityDocument> = {}): EquityDocument => ({
  account_name: 'main_sim',
  span: '1d',
  currency: 'USDT',
  points,
  worst: null,
  since: null,
  ...over,
});

describe('a curve', () => {
  // 1,000 came in between: it is in the equity, and no gain.
  const points = [point(0, '10000', '500'), point(60, '11100', '600'), point(120, '10950', '450', '-1.5')];

  it('is shown as measured, or as what was made of its beginning', () => {
    expect(curvePoints(points, 'measured').map(({ equity }) => equity)).toEqual(['10000', '11100', '10950']);
    const without = curvePoints(points, 'without_deposits');
    expect(without.map(({ equity }) => equity)).toEqual(['10000', '10100', '9950']);
    expect(without.map(({ profit }) => profit)).toEqual(['0', '100', '-50']);
  });

  it('has one point a second, the later one', () => {
    const close = [point(0, '1', '0'), { ...point(0, '2', '1'), at_ms: START + 900 }, point(1, '3', '2')];
    expect(curvePoints(close, 'measured').map(({ time, equity }) => [time - START / 1_000, equity])).toEqual([
      [0, '2'],
      [1, '3'],
    ]);
    expect(curvePoints([], 'measured')).toEqual([]);
  });

  it('returns what trades and prices made of the equity it began with', () => {
    expect(returnOf(curve(points))).toEqual({ profit: '-50', percent: '-0.5' });
    expect(returnOf(curve(points.slice(0, 1)))).toBeNull();
    expect(returnOf(curve([point(0, '0', '0'), point(1, '5', '5')]))).toEqual({ profit: '5', percent: null });
  });

  it('is told in a sentence', () => {
    const worst = { at_ms: START + 120_000, drawdown_percent: '-1.5' };
    expect(curveSummary(curve(points, { worst }), curvePoints(points, 'measured'))).toBe(
      'From 10,000.00 USDT on 2026-01-01 to 10,950.00 USDT on 2026-01-01: −50.00 by trades and prices. Worst drawdown −1.50% on 2026-01-01.',
    );
    expect(curveSummary(curve([]), [])).toBe('No measurement in this span.');
  });

  it('stands in a table of few rows, newest first, with the first, the last and the worst', () => {
    const many = curvePoints(
      Array.from({ length: 600 }, (_, index) => point(index, '1', '0')),
      'measured',
    );
    const worst = many[301]?.atMs ?? 0;
    const rows = tablePoints(many, worst);
    expect(rows.length).toBeLessThanOrEqual(62);
    expect(rows[0]).toBe(many[599]);
    expect(rows.at(-1)).toBe(many[0]);
    expect(rows.some(({ atMs }) => atMs === worst)).toBe(true);
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('names a day without its year only in the same year', () => {
    expect(shortDay(START, START)).toBe('1 Jan');
    expect(shortDay(START - 1, START)).toBe('31 Dec 2025');
  });
});
