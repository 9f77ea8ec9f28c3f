import { gte, mul } from '../../../../shared/money/decimal.ts';
import { lossFigures } from '../../../../shared/risk/loss-limits.ts';
import type { Known } from '../../../../shared/risk/known.ts';
import { shown } from '../../../../shared/risk/limit-line.ts';
import type { ErrorCode } from '../../../../shared/schema/error-code.ts';
import type { Limits } from '../../../../shared/schema/limits.ts';
import type { ProfitReading } from '../risk-ports.ts';
import type { LossLimitName } from './profit-state.ts';

/** Share of a limit, in percent, from which on the operator is warned. */
export const WARNING_PERCENT = '80';

/** Orders are refused with the code; `lost` is for people. */
export const LOSS_LIMITS: Readonly<Record<LossLimitName, { code: ErrorCode; lost: string }>> = {
  max_daily_loss: { code: 'MAX_DAILY_LOSS', lost: "the day's loss" },
  max_drawdown: { code: 'MAX_DRAWDOWN', lost: 'the loss from the highest profit' },
};

export interface LossState {
  limit: LossLimitName;
  state: 'ok' | 'warning' | 'reached' | 'unknown';
  detail: string;
}

/** How near an account's losses are to their limits; one entry a limit that is set. */
export function lossStates(
  limits: Limits,
  profit: ProfitReading,
  { currency, usdRate }: { currency: string; usdRate: Known },
): LossState[] {
  return (Object.keys(LOSS_LIMITS) as LossLimitName[]).flatMap((name): LossState[] => {
    const limit = limits[name];
    if (limit === undefined) return [];
    const { used, unit, reached } = lossFigures(name, limit, { profit, currency, usdRate });
    if (used.value === null) return [{ limit: name, state: 'unknown', detail: used.why }];
    const near = gte(mul(used.value, '100'), mul(limit.value, WARNING_PERCENT));
    const detail = `${LOSS_LIMITS[name].lost} is ${shown(used.value)} of ${limit.value} ${unit}`;
    return [{ limit: name, state: reached ? 'reached' : near ? 'warning' : 'ok', detail }];
  });
}
