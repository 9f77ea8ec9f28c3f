import { BOOK_PERIOD_MS, bookStart } from './book.ts';
import type { SimBooks } from './book.ts';
import type { PricePath } from './price-path.ts';

/**
 * The first book in (afterMs, untilMs] whose touch meets a limit price, in ticks. Halves the interval and skips the parts
 * whose price bounds stay clear of the limit, so that a month takes about as long as a minute.
 */
export function nextReach(
  path: PricePath,
  books: SimBooks,
  side: 'buy' | 'sell',
  limitTicks: number,
  afterMs: number,
  untilMs: number,
): number | null {
  const meets = (atMs: number): boolean =>
    side === 'buy' ? books.touchAt('ask', atMs) <= limitTicks : books.touchAt('bid', atMs) >= limitTicks;
  const search = (first: number, last: number): number | null => {
    if (first === last) return meets(first * BOOK_PERIOD_MS) ? first * BOOK_PERIOD_MS : null;
    const [low, high] = path.midBounds(first * BOOK_PERIOD_MS, last * BOOK_PERIOD_MS);
    // The touch stands at least one tick away from the mid price.
    if (side === 'buy' ? low + 1 > limitTicks : high - 1 < limitTicks) return null;
    const middle = Math.floor((first + last) / 2);
    return search(first, middle) ?? search(middle + 1, last);
  };
  const [first, last] = [bookStart(afterMs) / BOOK_PERIOD_MS + 1, bookStart(untilMs) / BOOK_PERIOD_MS];
  return first > last ? null : search(first, last);
}
