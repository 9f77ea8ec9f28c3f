import { abs, add, div, eq, isPositive, isZero, max, min, mul, neg, sub } from '../../../../shared/money/decimal.ts';
import type { PerformanceDocument } from '../../../../shared/schema/equity.ts';
import { shownMoney } from './period-profits.ts';

/** Epoch ms, from and until before. */
export type TimeSpan = readonly [fromMs: number, untilMs: number];

/** What one row of a performance sums up. Money is in the row's currency; what could not be told in it is null. */
export interface Tally {
  trade(trade: { value: string | null; fee: string | null; liquidity: 'maker' | 'taker' | null; atMs: number }): void;
  /** Of one order, all that it closed: its results are one. */
  close(orderKey: string, realised: string | null): void;
  funding(amount: string | null): void;
  /** A trade against the price at decision. */
  slippage(bps: string, value: string | null): void;
  fillTime(ms: number): void;
  held(span: TimeSpan): void;
  figures(nowMs: number, range: { fromMs: number | null; untilMs: number | null }): TallyFigures;
}

export type TallyFigures = Omit<
  PerformanceDocument,
  'by' | 'key' | 'kind' | 'currency' | 'method' | 'missing' | 'stale'
>;

const PERCENT = { places: 4, rounding: 'half_even' } as const;
const FACTOR = { places: 4, rounding: 'half_even' } as const;
const BPS = { places: 2, rounding: 'half_even' } as const;

export function createTally({ tellsHeld }: { tellsHeld: boolean }): Tally {
  const sums = { turnover: '0', fees: '0', maker: '0', taker: '0', funding: '0' };
  const slipped = { weighted: '0', value: '0' };
  const closed = new Map<string, string | null>();
  const fillTimes: number[] = [];
  const spans: TimeSpan[] = [];
  let trades = 0;
  let firstMs = Infinity;

  return {
    trade({ value, fee, liquidity, atMs }) {
      trades += 1;
      firstMs = Math.min(firstMs, atMs);
      if (value !== null) sums.turnover = add(sums.turnover, value);
      if (fee === null) return;
      sums.fees = add(sums.fees, fee);
      if (liquidity !== null) sums[liquidity] = add(sums[liquidity], fee);
    },
    close(orderKey, realised) {
      const before = closed.get(orderKey);
      const unknown = realised === null || before === null;
      closed.set(orderKey, unknown ? null : add(before ?? '0', realised));
    },
    funding(amount) {
      if (amount !== null) sums.funding = add(sums.funding, amount);
    },
    slippage(bps, value) {
      if (value === null) return;
      slipped.weighted = add(slipped.weighted, mul(bps, value));
      slipped.value = add(slipped.value, value);
    },
    fillTime: (ms) => void fillTimes.push(ms),
    held: (span) => void spans.push(span),
    figures(nowMs, { fromMs, untilMs }) {
      const known = [...closed.values()].filter((result) => result !== null);
      const gains = known.filter(isPositive);
      const losses = known.filter((result) => !isZero(result) && !isPositive(result));
      const [gained, lost] = [gains, losses].map((results) => results.reduce(add, '0')) as [string, string];
      const within: TimeSpan = [fromMs ?? firstMs, Math.min(untilMs ?? nowMs, nowMs)];
      return {
        ...{ trades, closed: closed.size, wins: gains.length, losses: losses.length },
        win_rate: known.length === 0 ? null : div(String(gains.length * 100), String(known.length), PERCENT),
        profit_factor: isZero(lost) ? null : div(gained, neg(lost), FACTOR),
        realised: shownMoney(add(gained, lost)),
        largest_gain: gains.length === 0 ? null : shownMoney(max(...(gains as [string]))),
        largest_loss: losses.length === 0 ? null : shownMoney(min(...(losses as [string]))),
        fees: shownMoney(sums.fees),
        maker_fees: shownMoney(sums.maker),
        taker_fees: shownMoney(sums.taker),
        funding: shownMoney(sums.funding),
        turnover: shownMoney(sums.turnover),
        effective_fee_percent: isZero(sums.turnover) ? null : div(mul(sums.fees, '100'), sums.turnover, PERCENT),
        time_in_market_percent: tellsHeld ? shareOf(spans, within) : null,
        slippage_bps: isZero(slipped.value) ? null : div(slipped.weighted, slipped.value, BPS),
        fill_p50_ms: percentile(fillTimes, 50),
        fill_p95_ms: percentile(fillTimes, 95),
      };
    },
  };
}

/** In basis points of the price at decision; above zero is worse. */
export function slippageBps(side: 'buy' | 'sell', price: string, decided: string): string {
  const worse = side === 'buy' ? sub(price, decided) : sub(decided, price);
  return eq(worse, '0') ? '0' : div(mul(worse, '10000'), abs(decided), { places: 8, rounding: 'half_even' });
}

/** Percent of a time that lies in any of the spans; null where there is no such time. */
export function shareOf(spans: readonly TimeSpan[], [fromMs, untilMs]: TimeSpan): string | null {
  if (!Number.isFinite(fromMs) || untilMs <= fromMs) return null;
  let coveredMs = 0;
  let endMs = fromMs;
  for (const [start, end] of spans.toSorted(([a], [b]) => a - b)) {
    const from = Math.max(start, endMs);
    const until = Math.min(end, untilMs);
    if (until > from) coveredMs += until - from;
    endMs = Math.max(endMs, until);
  }
  return div(String(coveredMs * 100), String(untilMs - fromMs), PERCENT);
}

/** The least one that at least so many percent are not above. */
export function percentile(values: readonly number[], percent: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? null;
}
