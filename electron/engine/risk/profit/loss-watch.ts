import { gte, mul } from '../../../../shared/money/decimal.ts';
import { lossFigures } from '../../../../shared/risk/loss-limits.ts';
import { known, unknown } from '../../../../shared/risk/known.ts';
import type { Known } from '../../../../shared/risk/known.ts';
import { shown } from '../../../../shared/risk/limit-line.ts';
import type { ErrorCode } from '../../../../shared/schema/error-code.ts';
import type { Limits } from '../../../../shared/schema/limits.ts';
import type { Log } from '../../telemetry/log.ts';
import type { ProfitReading, RateSource } from '../risk-ports.ts';
import type { LossLimitName } from './profit-state.ts';

/** Share of a limit, in percent, from which on the operator is warned. */
export const WARNING_PERCENT = '80';

/** Orders are refused with the code; `lost` is for people. */
export const LOSS_LIMITS: Readonly<Record<LossLimitName, { code: ErrorCode; lost: string }>> = {
  max_daily_loss: { code: 'MAX_DAILY_LOSS', lost: "the day's loss" },
  max_drawdown: { code: 'MAX_DRAWDOWN', lost: 'the loss from the highest profit' },
};

interface LossState {
  limit: LossLimitName;
  state: 'ok' | 'warning' | 'reached' | 'unknown';
  detail: string;
}

/** How near an account's losses are to their limits; one entry a limit that is set. */
function lossStates(
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

export interface LossWatchDeps {
  rates: Pick<RateSource, 'usdRate'>;
  log: Log;
  /** Called once when a loss has come to its limit. Must not throw. */
  onLimitReached: (accountName: string, code: ErrorCode, reason: string) => void;
}

/** Says when a loss comes near its limit, and that it has reached it; each once. */
export interface LossWatch {
  /** `before`: limits that were reached already. Answers with those that are reached now. */
  look(
    accountName: string,
    limits: Limits,
    reading: ProfitReading,
    before: readonly LossLimitName[],
  ): Promise<LossLimitName[]>;
}

export function createLossWatch(deps: LossWatchDeps): LossWatch {
  const told = new Map<string, LossState['state']>();

  async function usdRateOf(accountName: string, limits: Limits, currency: string): Promise<Known> {
    const inUsd = limits.max_daily_loss?.unit === 'usd' || limits.max_drawdown?.unit === 'usd';
    if (!inUsd) return unknown('it was not asked for');
    const rate = await deps.rates.usdRate(accountName, currency);
    return rate.rate === null ? unknown(rate.reason) : known(rate.rate);
  }

  return {
    async look(accountName, limits, reading, before) {
      const { currency } = reading;
      const usdRate = await usdRateOf(accountName, limits, currency);
      const states = lossStates(limits, reading, { currency, usdRate });
      for (const { limit, state, detail } of states) {
        const { code } = LOSS_LIMITS[limit];
        const key = `${accountName} ${limit}`;
        const was = told.get(key);
        told.set(key, state);
        if (state === 'warning' && was !== 'warning' && was !== 'reached') {
          deps.log.warn('A loss is near its limit', { account_name: accountName, code, detail });
        }
        if (state === 'reached' && !before.includes(limit)) deps.onLimitReached(accountName, code, detail);
      }
      // One that cannot be told now is neither reached nor not reached.
      return states
        .filter(({ limit, state }) => state === 'reached' || (state === 'unknown' && before.includes(limit)))
        .map(({ limit }) => limit);
    },
  };
}
