import { normalize, toPlaces } from '../../../shared/money/decimal.ts';
import { accountCurrency } from '../../../shared/risk/account-currency.ts';
import type { AccountState } from '../../../shared/risk/account-state.ts';
import type { Exposure } from '../../../shared/risk/exposure.ts';
import { flagLevels, settingsOf } from '../../../shared/risk/flag-levels.ts';
import type { Known } from '../../../shared/risk/known.ts';
import { areAllOpen, nextChangeMs } from '../../../shared/risk/trading-hours.ts';
import { ownEntry } from '../../../shared/routing/offers.ts';
import type { AccountDocument } from '../../../shared/schema/account.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { RiskPolicy } from '../../../shared/schema/risk-policy.ts';
import type {
  AccountRiskDocument,
  HoursDocument,
  StopDocument,
  TradingDayDocument,
} from '../../../shared/schema/risk.ts';
import { isoTime } from '../ports.ts';
import { gaugesOf } from './gauges.ts';
import type { GaugeFacts } from './gauges.ts';
import { drawdownOf, profitOfDay } from './profit/profit-state.ts';
import type { Measurement } from './profit/profit-state.ts';
import type { ProfitReading, RateReading } from './risk-ports.ts';

/** What was read of an account, for its gauges. */
export interface MeasuredAccount {
  /** In which it was counted: of another currency it says nothing. */
  currency: string;
  state: AccountState;
  exposure: Exposure;
  free: Known;
  usdRate: RateReading;
}

/** What is shown of money; the figures that limits are compared with are exact. */
const SHOWN_PLACES = 8;

/** One account against its limits, as it was last measured. Pure. */
export function accountRisk(
  account: AccountDocument,
  policy: RiskPolicy,
  known: {
    measured: MeasuredAccount | null;
    profit: { measurement: Measurement | null; reading: ProfitReading } | null;
    stops: readonly StopDocument[];
    nowMs: number;
  },
): AccountRiskDocument {
  const { name, owner, exchange, mode, testnet, market } = account;
  const limits = ownEntry(policy.limits, name) ?? {};
  const settings = ownEntry(policy.settings, name) ?? {};
  const currency = accountCurrency(exchange, settings);
  const measured = known.measured?.currency === currency ? known.measured : null;
  const isLossLimited = (limits.max_daily_loss ?? limits.max_drawdown) !== undefined;
  const profit = isLossLimited && known.profit?.reading.currency === currency ? known.profit : null;
  const rate = measured && measured.usdRate.rate !== null ? measured.usdRate : null;
  return {
    ...{ account_name: name, owner, exchange, mode, testnet, market, currency },
    usd_rate: rate && { rate: rate.rate, source: rate.source, at: isoTime(rate.atMs) },
    exposure: measured ? shownMoney(measured.exposure.total.value) : null,
    ...{ limits, settings, flags: ownEntry(policy.accounts, name) ?? {} },
    gauges: measured ? gaugesOf(limits, factsOf(measured, profit?.reading ?? null)) : [],
    hours: hoursOf(account, policy, known.nowMs),
    day: profit?.measurement ? dayOf(profit.measurement) : null,
    stops: known.stops.map(({ id }) => id),
    error: account.error ?? (measured && errorOf(measured)),
  };
}

function factsOf({ state, exposure, free }: MeasuredAccount, profit: ProfitReading | null): GaugeFacts {
  return { ...state, exposure, free, profit };
}

/** Hours of all levels that hold for every signal to the account; those of a strategy are another matter. */
function hoursOf({ name, owner }: AccountDocument, policy: RiskPolicy, nowMs: number): HoursDocument | null {
  const levels = flagLevels(policy, { account: name, owner, strategy: null });
  const all = settingsOf(levels, 'trading_hours').map(({ value }) => value);
  if (all.length === 0) return null;
  const changeMs = nextChangeMs(all, nowMs);
  return { open: areAllOpen(all, nowMs), next_change_at: changeMs === null ? null : isoTime(changeMs) };
}

function dayOf(measurement: Measurement): TradingDayDocument {
  const { state, day } = measurement;
  return {
    began_at: isoTime(day.beganMs),
    opened_at: isoTime(day.openedMs),
    opening_equity: shownMoney(day.openingEquity),
    equity: shownMoney(state.equity),
    profit: shownMoney(profitOfDay(measurement)),
    drawdown: shownMoney(drawdownOf(state)),
    measured_at: isoTime(state.atMs),
  };
}

function errorOf({ state, exposure }: MeasuredAccount): ErrorDocument | null {
  if (state.held.why !== null) return { code: 'BALANCE_UNKNOWN', message: state.held.why };
  const why = exposure.total.why;
  return why === null ? null : { code: 'MARKET_UNAVAILABLE', message: why };
}

function shownMoney(value: string): string;
function shownMoney(value: string | null): string | null;
function shownMoney(value: string | null): string | null {
  return value === null ? null : normalize(toPlaces(value, SHOWN_PLACES, 'half_even'));
}
