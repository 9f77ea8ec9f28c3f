import { div, gt, isPositive, lte } from '../money/decimal.ts';
import type { CheckDocument } from '../schema/decision.ts';
import { LIMIT_NAMES } from '../schema/limits.ts';
import type { LimitName, Limits } from '../schema/limits.ts';
import { limitFigures } from './account-state.ts';
import type { AccountState, LimitFigures } from './account-state.ts';
import { from, known, unknown } from './known.ts';
import type { Known } from './known.ts';
import { atMost, unitOf } from './limit-line.ts';
import { lossCheck } from './loss-limits.ts';
import { bandCheck, freeCheck } from './order-limits.ts';
import type { LimitedOrder } from './order-limits.ts';

interface Terms {
  state: AccountState;
  order: LimitedOrder | null;
  figures: LimitFigures;
}

type Check<N extends LimitName> = (limit: NonNullable<Limits[N]>, terms: Terms) => CheckDocument;

const CHECKS: { [N in LimitName]: Check<N> } = {
  max_exposure: (limit, { state, figures }) => {
    const { unit, of } = unitOf(limit, state);
    return atMost('MAX_EXPOSURE', of(figures.exposure.after), { limit: limit.value, unit, passes: reduces(figures) });
  },
  max_position_size: (limit, { state, figures }) => {
    const { unit, of } = unitOf(limit, state);
    return atMost('MAX_POSITION_SIZE', of(figures.position.after), {
      limit: limit.value,
      unit,
      passes: reduces(figures),
    });
  },
  max_order_size: (limit, { state, figures }) => {
    const { unit, of } = unitOf(limit, state);
    const { before, after } = figures.size;
    const shrinks =
      state.former !== null && before.value !== null && after.value !== null && lte(after.value, before.value);
    const passes = shrinks ? 'no larger than the order was' : null;
    return atMost('MAX_ORDER_SIZE', of(after), { limit: limit.value, unit, passes });
  },
  max_open_positions: (limit, { figures }) => {
    const { before, after } = figures.open;
    const opens = before.value === null || after.value === null || gt(after.value, before.value);
    const passes = reduces(figures) ?? (opens ? null : 'opens no other');
    return atMost('MAX_OPEN_POSITIONS', after, { limit: String(limit), unit: 'positions', passes });
  },
  max_leverage: leverageCheck,
  max_daily_loss: (limit, { state, figures }) => lossCheck('max_daily_loss', limit, state, addsRisk(figures)),
  max_drawdown: (limit, { state, figures }) => lossCheck('max_drawdown', limit, state, addsRisk(figures)),
  max_orders_per_minute: (limit, { state, order }) => {
    const inPlace = order?.inPlace === true;
    const placed = known(String(inPlace ? state.placed : state.placed + 1));
    const passes = inPlace ? 'places no other order' : null;
    const line = atMost('MAX_ORDER_RATE', placed, { limit: String(limit), unit: 'orders', passes });
    return { ...line, detail: `${line.detail} in a minute` };
  },
  price_band_percent: (limit, { state, order }) => bandCheck(limit, state, order),
  min_free_balance: (limit, { state, order }) => freeCheck(limit, state, order),
};

/** Beside another order a reduce-only one can lead to more; held to how much that is, but never for what was lost. */
function addsRisk({ adds, reduces: closes }: LimitFigures): boolean {
  return adds && !closes;
}

function reduces({ adds }: LimitFigures): string | null {
  return adds ? null : 'reduces';
}

/** One check a limit that is set, in the order of their names, whether or not another one failed. Pure. */
export function checkLimits(limits: Limits, state: AccountState, order: LimitedOrder | null): CheckDocument[] {
  const set = LIMIT_NAMES.filter((name) => limits[name] !== undefined);
  if (set.length === 0) return [];
  const terms = { state, order, figures: limitFigures(state, order) };
  return set.map((name) => checkOne(name, limits, terms));
}

function checkOne<N extends LimitName>(name: N, limits: Limits, terms: Terms): CheckDocument {
  return CHECKS[name](limits[name] as NonNullable<Limits[N]>, terms);
}

const LEVERAGE_PLACES = 4;

/** What is exposed by what the account is worth; and what the account is set to may not be more either. */
function leverageCheck(limit: string, { state, figures }: Terms): CheckDocument {
  const { adds, exposure } = figures;
  const used = leverageUsed(exposure.after, state.equity);
  const line = atMost('MAX_LEVERAGE', used, { limit, unit: 'x', passes: reduces(figures) });
  const setTo = state.leverage;
  if (setTo === null || lte(setTo, limit)) return line;
  const words = `the account is set to ${setTo}x, at most ${limit}`;
  return { ...line, ok: line.ok && !adds, detail: line.ok && adds ? words : `${line.detail}; ${words}` };
}

/** Exposure by equity. */
export function leverageUsed(exposure: Known, equity: Known): Known {
  if (exposure.value !== null && !isPositive(exposure.value)) return known('0');
  if (equity.value !== null && !isPositive(equity.value)) return unknown('the account is worth nothing');
  return from([exposure, equity], (exposed, worth) => div(exposed, worth, { places: LEVERAGE_PLACES, rounding: 'up' }));
}
