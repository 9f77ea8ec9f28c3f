import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equityCurve } from '../../../../electron/engine/books/worth/curve.ts';
import { createSnapshotStore } from '../../../../electron/engine/books/worth/snapshot-store.ts';
import type { Kept } from '../../../../electron/engine/books/worth/snapshot-store.ts';
import { thinSnapshots } from '../../../../electron/engine/books/worth/thin-snapshots.ts';
import { systemSoon } from '../../../../electron/engine/seams.ts';
import { SPANS } from '../../../../shared/schema/equity.ts';
import { tempJournal } from '../../../support/temp-journal.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = Date.UTC(2026, 11, 1, 12, 34, 56, 789);
const TERMS = { nowMs: NOW_MS, soon: systemSoon, isOver: () => false };
const OF: Kept = { accountName: 'a', exchange: 'binance', mode: 'real', testnet: false, currency: 'USDT' };

interface Step {
  atMs: number;
  profit: number;
  equity: number;
}

/** A walk that ends now; money that is paid in lifts equity and not profit. */
const walks = fc
  .array(
    fc.record({
      gapMs: fc.integer({ min: 1, max: 9 * HOUR_MS }),
      gain: fc.integer({ min: -50, max: 50 }),
      paid: fc.integer({ min: 0, max: 20 }),
    }),
    { minLength: 1, maxLength: 900 },
  )
  .map((moves) => {
    let [atMs, profit, equity] = [NOW_MS, 0, 1_000];
    const span = moves.reduce((sum, { gapMs }) => sum + gapMs, 0);
    atMs -= span;
    return moves.map(({ gapMs, gain, paid }): Step => {
      atMs += gapMs;
      profit += gain;
      equity += gain + paid;
      return { atMs, profit, equity };
    });
  });

function written(steps: readonly Step[], of: Kept = OF) {
  const db = tempJournal();
  const store = createSnapshotStore(db);
  db.transaction(() => {
    for (const { atMs, profit, equity } of steps) {
      store.add(of, { atMs, cause: 'steady', equity: String(equity), profit: String(profit), run: '1' });
    }
  });
  return {
    db,
    store,
    curve: (span: (typeof SPANS)[number], nowMs = NOW_MS) => equityCurve(store, of, { account_name: 'a', span }, nowMs),
  };
}

/** The depth of every step, worked out by itself. */
function depths(steps: readonly Step[]): number[] {
  let peak = { profit: -Infinity, equity: 0 };
  return steps.map((step) => {
    if (step.profit > peak.profit) peak = step;
    if (peak.equity <= 0) return step.profit < peak.profit ? -100 : 0;
    return ((step.profit - peak.profit) / peak.equity) * 100;
  });
}

describe('a curve', () => {
  it('keeps ends, peak and deepest drawdown of every span in at most 600 points', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(walks, fc.constantFrom(...SPANS), (steps, span) => {
        const { curve } = written(steps);
        const { points, worst, since } = curve(span);
        const backMs = { '1d': 1, '1w': 7, '1m': 30, '3m': 91, '6m': 182, '1y': 365, all: 1e5 }[span] * DAY_MS;
        const inside = steps
          .map((step, i) => ({ ...step, depth: depths(steps)[i] ?? 0 }))
          .filter(({ atMs }) => atMs >= NOW_MS - backMs);
        expect(Date.parse(since ?? '')).toBe(steps[0]?.atMs);
        expect(points.length).toBeLessThanOrEqual(600);
        expect(points.map(({ at_ms }) => at_ms)).toEqual(points.map(({ at_ms }) => at_ms).toSorted((a, b) => a - b));
        expect(points[0]?.at_ms).toBe(inside[0]?.atMs);
        expect(points.at(-1)?.at_ms).toBe(inside.at(-1)?.atMs);
        const highest = Math.max(...inside.map(({ profit }) => profit));
        expect(Math.max(...points.map(({ profit }) => Number(profit)))).toBe(highest);
        const deepest = Math.min(...inside.map(({ depth }) => depth));
        expect(Math.min(...points.map((point) => Number(point.drawdown_percent)))).toBeCloseTo(deepest, 3);
        if (deepest < -0.001) expect(Number(worst?.drawdown_percent)).toBeCloseTo(deepest, 3);
        // Every point is one that was measured.
        const known = new Set(steps.map(({ atMs, equity, profit }) => `${atMs} ${equity} ${profit}`));
        expect(points.every(({ at_ms, equity, profit }) => known.has(`${at_ms} ${equity} ${profit}`))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('is empty where nothing was measured, and tells since when something was', () => {
    const { curve } = written([]);
    expect(curve('all')).toMatchObject({ points: [], worst: null, since: null });
    const old = written([{ atMs: NOW_MS - 3 * DAY_MS, profit: 0, equity: 10 }]);
    expect(old.curve('1d')).toMatchObject({ points: [], since: new Date(NOW_MS - 3 * DAY_MS).toISOString() });
    expect(old.curve('1w').points).toHaveLength(1);
  });

  it('is of one account in one currency', () => {
    const { db, store } = written([{ atMs: NOW_MS - 1_000, profit: 5, equity: 10 }]);
    for (const other of [{ accountName: 'b' }, { mode: 'paper' as const }, { testnet: true }, { currency: 'NOK' }]) {
      expect(store.last({ ...OF, ...other })).toBeNull();
    }
    expect(db.get<{ n: number }>('SELECT count(*) AS n FROM equity_snapshots')?.n).toBe(1);
  });
});

describe('thinning', () => {
  it('leaves one an hour after 90 days, and the curve’s extremes', async () => {
    const ages = [800, 100, 10];
    const steps = ages.flatMap((age) =>
      Array.from({ length: 2 * 24 * 6 }, (_, i): Step => {
        const profit = i === 100 ? 500 : i === 101 ? -700 : i % 7;
        return { atMs: NOW_MS - (NOW_MS % DAY_MS) - age * DAY_MS + i * (HOUR_MS / 6), profit, equity: 10_000 + profit };
      }),
    );
    const { db, store, curve } = written(steps);
    const before = curve('all');
    const count = (age: number) => store.between(OF, NOW_MS - (age + 1) * DAY_MS, NOW_MS - (age - 3) * DAY_MS).length;
    expect(ages.map(count)).toEqual([288, 288, 288]);
    const { removed } = await thinSnapshots(db, TERMS);
    // Two days each, and the very first one.
    expect(ages.map(count)).toEqual([49, 48, 288]);
    expect(removed).toBe(3 * 288 - 49 - 48 - 288);
    const after = curve('all');
    expect(after.since).toBe(before.since);
    expect(after.worst).toEqual(before.worst);
    expect(Math.max(...after.points.map(({ profit }) => Number(profit)))).toBe(500);
    expect(after.points.at(-1)).toEqual(before.points.at(-1));
    expect((await thinSnapshots(db, TERMS)).removed).toBe(0);
  });
});
