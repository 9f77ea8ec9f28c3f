import { abs, add, gte, isZero, lte, mul, sub } from '../../../../shared/money/decimal.ts';
import type { AssetDifferenceDocument } from '../../../../shared/schema/books.ts';

/** Something that may be in what is shown and not in what is expected, or the other way round, by a figure that is known. */
export interface Figure {
  amount: string;
  because: string;
}

/** Something whose figure is known only to lie between two: `least` and `most`. */
export interface Bound {
  least: string;
  most: string;
  because: string;
}

/** Exchanges keep eight places: so much of an asset can a trade's rounding be. */
const ROUNDING = '0.00000001';
/** More figures than this are not tried with each other: anything could be made up of so many. */
const MOST_FIGURES = 10;

type Explained = Pick<AssetDifferenceDocument, 'explanations' | 'explained'>;

/**
 * Explains a difference by figures that make it up, alone or together with what is only known in its bounds. A difference
 * that no figure stands behind is not explained.
 */
export function explain(
  difference: string,
  { figures, bounds, trades }: { figures: readonly Figure[]; bounds: readonly Bound[]; trades: number },
): Explained {
  const rounding = mul(ROUNDING, String(Math.max(1, trades)));
  const [least, most] = [sumOf(bounds.map((bound) => bound.least)), sumOf(bounds.map((bound) => bound.most))];
  for (const chosen of subsets(figures.filter(({ amount }) => !isZero(amount)).slice(-MOST_FIGURES))) {
    const rest = sub(difference, sumOf(chosen.map(({ amount }) => amount)));
    if (isZero(rest)) return { explanations: chosen, explained: true };
    if (lte(abs(rest), rounding)) {
      const because = 'rounding of the exchange, at most a hundred-millionth a trade';
      return { explanations: [...chosen, { amount: rest, because }], explained: true };
    }
    if (bounds.length > 0 && gte(rest, least) && lte(rest, most)) {
      const because = bounds.map((bound) => bound.because).join('; ');
      return { explanations: [...chosen, { amount: rest, because }], explained: true };
    }
  }
  return { explanations: [], explained: false };
}

const sumOf = (amounts: readonly string[]): string => amounts.reduce((sum, amount) => add(sum, amount), '0');

/** All choices of the figures, those of few first. */
function subsets(figures: readonly Figure[]): Figure[][] {
  const all: Figure[][] = [];
  for (let bits = 0; bits < 2 ** figures.length; bits += 1) {
    // eslint-disable-next-line no-bitwise
    all.push(figures.filter((_, i) => (bits & (1 << i)) !== 0));
  }
  return all.sort((a, b) => a.length - b.length);
}
