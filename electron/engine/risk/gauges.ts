import { div, gte, isPositive, max, mul, sub } from '../../../shared/money/decimal.ts';
import type { AccountState } from '../../../shared/risk/account-state.ts';
import { leverageUsed } from '../../../shared/risk/check-limits.ts';
import type { Exposure } from '../../../shared/risk/exposure.ts';
import { known } from '../../../shared/risk/known.ts';
import type { Known } from '../../../shared/risk/known.ts';
import { recorded, shown, unitOf } from '../../../shared/risk/limit-line.ts';
import { lossFigures } from '../../../shared/risk/loss-limits.ts';
import type { ErrorCode } from '../../../shared/schema/error-code.ts';
import { LIMIT_NAMES } from '../../../shared/schema/limits.ts';
import type { LimitName, Limits, MoneyLimit } from '../../../shared/schema/limits.ts';
import type { GaugeDocument } from '../../../shared/schema/risk.ts';
import { LOSS_LIMITS, WARNING_PERCENT } from './profit/loss-watch.ts';
import type { LossLimitName } from './profit/profit-state.ts';

/** What gauges show, as it was measured. */
export type GaugeFacts = Pick<AccountState, 'currency' | 'usdRate' | 'equity' | 'leverage' | 'placed' | 'profit'> & {
  exposure: Exposure;
  /** Of the account's own currency. */
  free: Known;
};

/** Codes that orders are refused with. */
export const LIMIT_CODES: Readonly<Record<LimitName, ErrorCode>> = {
  max_exposure: 'MAX_EXPOSURE',
  max_position_size: 'MAX_POSITION_SIZE',
  max_order_size: 'MAX_ORDER_SIZE',
  max_open_positions: 'MAX_OPEN_POSITIONS',
  max_leverage: 'MAX_LEVERAGE',
  max_daily_loss: 'MAX_DAILY_LOSS',
  max_drawdown: 'MAX_DRAWDOWN',
  max_orders_per_minute: 'MAX_ORDER_RATE',
  price_band_percent: 'PRICE_BAND',
  min_free_balance: 'MIN_FREE_BALANCE',
};

const PERCENT_PLACES = 1;

interface Figures {
  limit: string;
  unit: string;
  used: Known;
  detail?: string;
  /** Money: US dollars for one unit of it; null where it is none. */
  usdRate: Known | null;
  /** Where as little as the limit is too little: share of the limit in what there is. */
  atLeast?: true;
}

type Gauge<N extends LimitName> = (limit: NonNullable<Limits[N]>, facts: GaugeFacts) => Figures;

const GAUGES: { [N in LimitName]: Gauge<N> } = {
  max_exposure: (limit, facts) => money(limit, facts.exposure.total, facts),
  max_position_size(limit, facts) {
    const largest = largestOf(facts.exposure);
    const figures = money(limit, largest.value, facts);
    return largest.asset === null ? figures : { ...figures, detail: `${largest.asset} is the largest` };
  },
  max_order_size: (limit, facts) => ({ ...money(limit, known('0'), facts), detail: EVERY_ORDER }),
  max_open_positions: (limit, { exposure }) => count(limit, exposure.open, 'positions'),
  max_leverage(limit, { exposure, equity, leverage }) {
    const used = leverageUsed(exposure.total, equity);
    const figures = { limit, unit: 'x', used, usdRate: null };
    return leverage === null ? figures : { ...figures, detail: `the account is set to ${leverage}x` };
  },
  max_daily_loss: (limit, facts) => loss('max_daily_loss', limit, facts),
  max_drawdown: (limit, facts) => loss('max_drawdown', limit, facts),
  max_orders_per_minute: (limit, { placed }) => count(limit, known(String(placed)), 'orders'),
  price_band_percent: (limit) => ({ limit, unit: '%', used: known('0'), usdRate: null, detail: EVERY_ORDER }),
  min_free_balance: (limit, facts) => ({ ...money(limit, facts.free, facts), atLeast: true }),
};

const EVERY_ORDER = 'every order is held to it';

/** One gauge a limit that is set, in the order of their names. Pure. */
export function gaugesOf(limits: Limits, facts: GaugeFacts): GaugeDocument[] {
  return LIMIT_NAMES.filter((name) => limits[name] !== undefined).map((name) => gaugeOf(name, limits, facts));
}

function gaugeOf<N extends LimitName>(name: N, limits: Limits, facts: GaugeFacts): GaugeDocument {
  const figures = GAUGES[name](limits[name] as NonNullable<Limits[N]>, facts);
  const { limit, unit, used, usdRate, atLeast } = figures;
  const head = { limit_name: name, code: LIMIT_CODES[name], limit, unit };
  if (used.value === null) {
    return { ...head, used: null, room: null, percent: null, usd: null, state: 'unknown', detail: used.why };
  }
  const share = atLeast ? { of: limit, in: used.value } : { of: used.value, in: limit };
  const room = max('0', atLeast ? sub(used.value, limit) : sub(limit, used.value));
  const words = atLeast
    ? `${shown(used.value, 'down')} ${unit} are free, ${limit} must stay`
    : `${shown(used.value)} of ${limit} ${unit}`;
  const detail = [words, figures.detail].filter(Boolean).join('; ');
  return {
    ...head,
    used: recorded(used.value, atLeast ? 'down' : 'up'),
    room: recorded(room, 'down'),
    percent: percentOf(share),
    usd: usdRate && inUsd({ limit, used: used.value }, usdRate),
    state: stateOf(share),
    detail,
  };
}

/** A share of nothing is all of it: a limit of zero is always reached. */
function percentOf(share: { of: string; in: string }): number {
  if (!isPositive(share.in)) return 100;
  return Number(div(mul(share.of, '100'), share.in, { places: PERCENT_PLACES }));
}

function stateOf(share: { of: string; in: string }): GaugeDocument['state'] {
  if (gte(share.of, share.in)) return 'reached';
  return gte(mul(share.of, '100'), mul(share.in, WARNING_PERCENT)) ? 'warning' : 'ok';
}

function inUsd({ limit, used }: { limit: string; used: string }, rate: Known): GaugeDocument['usd'] {
  if (rate.value === null) return null;
  return { limit: recorded(mul(limit, rate.value)), used: recorded(mul(used, rate.value)) };
}

function money(limit: MoneyLimit, value: Known, facts: GaugeFacts): Figures {
  const { unit, of } = unitOf(limit, facts);
  return { limit: limit.value, unit, used: of(value), usdRate: limit.unit === 'usd' ? known('1') : facts.usdRate };
}

function count(limit: number, used: Known, unit: string): Figures {
  return { limit: String(limit), unit, used, usdRate: null };
}

function loss(name: LossLimitName, limit: NonNullable<Limits[LossLimitName]>, facts: GaugeFacts): Figures {
  const { used, unit } = lossFigures(name, limit, facts);
  const usdRate = limit.unit === 'percent' ? null : limit.unit === 'usd' ? known('1') : facts.usdRate;
  return { limit: limit.value, unit, used, usdRate, detail: LOSS_LIMITS[name].lost };
}

/** One whose worth is not known may be the largest. */
function largestOf({ positions, total }: Exposure): { asset: string | null; value: Known } {
  const untold = positions.find(({ value }) => value.value === null);
  if (untold) return { asset: untold.asset, value: untold.value };
  if (total.value === null) return { asset: null, value: total };
  return positions.reduce<{ asset: string | null; value: Known }>(
    (largest, { key, value }) =>
      gte(value.value ?? '0', largest.value.value ?? '0') ? { asset: key, value } : largest,
    { asset: null, value: known('0') },
  );
}
