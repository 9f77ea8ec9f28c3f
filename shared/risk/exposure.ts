import { add, isPositive, lt, mul } from '../money/decimal.ts';
import { from, known, unknown } from './known.ts';
import type { Known } from './known.ts';
import { worstOf } from './position-spans.ts';
import type { Holdings, Span, Spans } from './position-spans.ts';

/** Less than this of a position cannot be traded any more, so it is none. In base units, and in the account's currency. */
export interface Smallest {
  amount: string | null;
  value: string | null;
}

/** A position at its worst. */
export interface ExposedPosition {
  key: string;
  asset: string;
  /** Base units, without a sign. */
  amount: string;
  /** In the account's currency. */
  value: Known;
}

export interface Exposure {
  /** All positions together, in the account's currency. */
  total: Known;
  positions: ExposedPosition[];
  /** How many are more than dust. */
  open: Known;
}

/** What positions may be worth at worst, at the marks. One that has no price leaves the whole untold. */
export function exposureOf(
  { spans, why }: Spans,
  { rateOf }: Pick<Holdings, 'rateOf'>,
  smallest: ReadonlyMap<string, Smallest>,
): Exposure {
  if (spans === null) return { total: unknown(why), positions: [], open: unknown(why) };
  const positions = [...spans.values()].map((span) => exposed(span, rateOf)).filter(({ amount }) => isPositive(amount));
  const total = from(
    positions.map(({ value }) => value),
    (...values) => values.reduce(add, '0'),
  );
  const open = positions.filter((position) => !isDust(position, smallest.get(position.key)));
  return { total, positions, open: known(String(open.length)) };
}

function exposed(span: Span, rateOf: Holdings['rateOf']): ExposedPosition {
  const amount = worstOf(span);
  const { key, asset } = span;
  // What is nothing is worth nothing, whatever its price.
  const value = isPositive(amount) ? from([rateOf(asset)], (rate) => mul(amount, rate)) : known('0');
  return { key, asset, amount, value };
}

/** What has no price, or no market, is a position: it is there. */
function isDust({ amount, value }: ExposedPosition, smallest: Smallest | undefined): boolean {
  if (!smallest) return false;
  if (smallest.amount !== null && lt(amount, smallest.amount)) return true;
  return smallest.value !== null && value.value !== null && lt(value.value, smallest.value);
}
