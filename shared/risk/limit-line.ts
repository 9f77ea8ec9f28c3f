import { abs, gte, lte, mul, normalize, toPlaces } from '../money/decimal.ts';
import type { Rounding } from '../money/decimal.ts';
import type { CheckDocument } from '../schema/decision.ts';
import type { ErrorCode } from '../schema/error-code.ts';
import type { MoneyLimit } from '../schema/limits.ts';
import { from } from './known.ts';
import type { Known } from './known.ts';

const RECORDED_PLACES = 8;
const SHOWN_PLACES = 2;

/** For a record: never on the friendly side of what was compared. */
export function recorded(value: string, rounding: Rounding = 'up'): string {
  return normalize(toPlaces(value, RECORDED_PLACES, rounding));
}

/** For an operator: whole figures without their dust, small ones with all of their digits. */
export function shown(value: string, rounding: Rounding = 'up'): string {
  return gte(abs(value), '1') ? normalize(toPlaces(value, SHOWN_PLACES, rounding)) : recorded(value, rounding);
}

/** A figure of money in the unit of its limit. */
export interface InUnit {
  unit: string;
  of(value: Known): Known;
}

export function unitOf(
  { unit }: { unit: MoneyLimit['unit'] },
  { currency, usdRate }: { currency: string; usdRate: Known },
): InUnit {
  if (unit === 'account') return { unit: currency, of: (value) => value };
  return { unit: 'USD', of: (value) => from([value, usdRate], mul) };
}

/** `passes`: why it passes whatever the figure is; null where it is held to the limit. */
export interface Bound {
  limit: string;
  unit: string;
  passes: string | null;
}

/** A figure against the most that it may be. One that cannot be told is refused. */
export function atMost(code: ErrorCode, used: Known, { limit, unit, passes }: Bound): CheckDocument {
  if (used.value === null) {
    const detail = passes === null ? untold(used.why) : `${passes}; the figure cannot be told: ${used.why}`;
    return { code, ok: passes !== null, detail, figures: { used: null, limit, unit } };
  }
  const figures = { used: recorded(used.value), limit, unit };
  const now = `${shown(used.value)} of ${limit} ${unit}`;
  if (passes !== null) return { code, ok: true, detail: `${passes}: ${now}`, figures };
  if (lte(used.value, limit)) return { code, ok: true, detail: now, figures };
  return { code, ok: false, detail: `would be ${shown(used.value)} ${unit}, at most ${limit}`, figures };
}

export function untold(why: string): string {
  return `cannot be told, and so it is refused: ${why}`;
}
