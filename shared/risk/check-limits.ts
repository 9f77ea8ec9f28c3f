import { div, gt, gte, isPositive, lte, max, mul, sub } from '../money/decimal.ts';
import type { CheckDocument } from '../schema/decision.ts';
import { LIMIT_NAMES } from '../schema/limits.ts';
import type { LimitName, Limits } from '../schema/limits.ts';
import { limitFigures } from './account-state.ts';
import type { AccountState, LimitFigures } from './account-state.ts';
import { from, known, unknown } from './known.ts';
import type { Known } from './known.ts';
import { atMost, recorded, shown, unitOf, untold } from './limit-line.ts';
import { lossCheck } from './loss-limits.ts';
import type { PendingOrder } from './position-spans.ts';

/** An order as its limits see it. */
export interface LimitedOrder extends PendingOrder {
  /** Null where it takes nothing. `available`: what is there of the asset; null where that is unknown. */
  funds: { asset: string; needed: string; available: string | null; error: string | null } | null;
  /** A change of an order that rests already, which places no other. */
  inPlace: boolean;
}

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
  price_band_percent: bandCheck,
  min_free_balance: freeCheck,
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

function leverageUsed(exposure: Known, equity: Known): Known {
  if (exposure.value !== null && !isPositive(exposure.value)) return known('0');
  if (equity.value !== null && !isPositive(equity.value)) return unknown('the account is worth nothing');
  return from([exposure, equity], (exposed, worth) => div(exposed, worth, { places: LEVERAGE_PLACES, rounding: 'up' }));
}

/** How far the order's price, or the one that it is expected at, is from the mark. Every order is held to it. */
function bandCheck(limit: string, { state, order }: Terms): CheckDocument {
  const code = 'PRICE_BAND';
  const { mark } = state;
  const price = order?.price ?? null;
  const why =
    mark.why ?? (price === null ? 'no price of the order is known' : isPositive(mark.value) ? null : 'no mark');
  if (why !== null || price === null || mark.value === null) {
    return { code, ok: false, detail: untold(why ?? ''), figures: { used: null, limit, unit: '%' } };
  }
  const away = max(sub(price, mark.value), sub(mark.value, price));
  const ok = lte(mul(away, '100'), mul(limit, mark.value));
  const percent = div(mul(away, '100'), mark.value, { places: LEVERAGE_PLACES, rounding: 'up' });
  const words = `${price} is ${percent} % from the mark of ${mark.value}`;
  const detail = ok ? `${words}, at most ${limit} %` : `${words}, and may be at most ${limit} % from it`;
  return { code, ok, detail, figures: { used: percent, limit, unit: '%' } };
}

/** What would be left of the account's own currency. Orders that take another asset, or none, pass. */
function freeCheck(limit: NonNullable<Limits['min_free_balance']>, { state, order }: Terms): CheckDocument {
  const code = 'MIN_FREE_BALANCE';
  const { unit, of } = unitOf(limit, state);
  const { value } = limit;
  if (!order)
    return {
      code,
      ok: false,
      detail: untold('no order could be planned'),
      figures: { used: null, limit: value, unit },
    };
  const { funds } = order;
  if (funds === null || funds.asset !== state.currency || !isPositive(funds.needed)) {
    return { code, ok: true, detail: `takes no ${state.currency}`, figures: { used: null, limit: value, unit } };
  }
  const left = of(
    funds.available === null
      ? unknown(funds.error ?? 'the balance could not be read')
      : known(sub(funds.available, funds.needed)),
  );
  if (left.value === null)
    return { code, ok: false, detail: untold(left.why), figures: { used: null, limit: value, unit } };
  const ok = gte(left.value, value);
  const figures = { used: recorded(left.value, 'down'), limit: value, unit };
  const words = `${shown(left.value, 'down')} ${unit}`;
  return {
    code,
    ok,
    detail: ok ? `${words} stay free, at least ${value}` : `${words} would stay free, at least ${value} must`,
    figures,
  };
}
