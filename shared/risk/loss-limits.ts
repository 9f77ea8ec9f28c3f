import { div, gte, isPositive, mul } from '../money/decimal.ts';
import type { CheckDocument } from '../schema/decision.ts';
import type { LossLimit } from '../schema/limits.ts';
import type { AccountState } from './account-state.ts';
import { known, unknown } from './known.ts';
import type { Known } from './known.ts';
import { recorded, shown, unitOf, untold } from './limit-line.ts';

const WORDS = {
  max_daily_loss: { code: 'MAX_DAILY_LOSS', lost: 'lost today' },
  max_drawdown: { code: 'MAX_DRAWDOWN', lost: 'below the peak' },
} as const;

const PERCENT_PLACES = 4;

/** A loss in the unit of its limit. `reached`: as much was lost as is allowed, or more. */
export interface LossFigures {
  used: Known;
  unit: string;
  reached: boolean | null;
}

/** Compared exactly; what is shown of a percentage is rounded up. */
export function lossFigures(
  name: keyof typeof WORDS,
  limit: LossLimit,
  state: Pick<AccountState, 'profit' | 'currency' | 'usdRate'>,
): LossFigures {
  const { profit } = state;
  const unit = limit.unit === 'percent' ? '%' : unitOf({ unit: limit.unit }, state).unit;
  const untoldFor = (why: string): LossFigures => ({ used: unknown(why), unit, reached: null });
  if (profit === null || profit.loss === null) return untoldFor(profit?.reason ?? 'profit is not measured');
  const [lost, base] =
    name === 'max_daily_loss' ? [profit.loss, profit.openingEquity] : [profit.drawdown, profit.equityAtPeak];
  if (limit.unit === 'percent') {
    if (!isPositive(base)) return untoldFor('there was no equity to take a share of');
    const percent = div(mul(lost, '100'), base, { places: PERCENT_PLACES, rounding: 'up' });
    return { used: known(percent), unit, reached: gte(mul(lost, '100'), mul(limit.value, base)) };
  }
  const used = unitOf({ unit: limit.unit }, state).of(known(lost));
  return { used, unit, reached: used.value === null ? null : gte(used.value, limit.value) };
}

/** Holds back what adds risk once the limit is reached; what reduces it always passes. */
export function lossCheck(
  name: keyof typeof WORDS,
  limit: LossLimit,
  state: AccountState,
  adds: boolean,
): CheckDocument {
  const { code, lost } = WORDS[name];
  const { used, unit, reached } = lossFigures(name, limit, state);
  const { value } = limit;
  if (used.value === null) {
    const detail = adds ? untold(used.why) : `reduces; how much is lost cannot be told: ${used.why}`;
    return { code, ok: !adds, detail, figures: { used: null, limit: value, unit } };
  }
  const words = `${shown(used.value)} of ${value} ${unit} ${lost}`;
  const figures = { used: recorded(used.value), limit: value, unit };
  if (!adds) return { code, ok: true, detail: `reduces: ${words}`, figures };
  return { code, ok: reached === false, detail: reached === false ? words : `${words}: the limit is reached`, figures };
}
