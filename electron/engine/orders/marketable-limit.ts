import { add, mul, sub } from '../../../shared/money/decimal.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { OrderBook } from '../../../shared/schema/market.ts';

/**
 * The limit price that stands in for a market order on a limit-only venue: the best opposite price, passed by at most
 * `band` (a fraction). What the band does not reach stays in the book as a resting order. Throws
 * `QtError('MARKET_UNAVAILABLE')` when there is no opposite side.
 */
export function marketableLimit(
  book: OrderBook,
  side: 'buy' | 'sell',
  band: string,
): { price: string; best: string; note: string } {
  const best = (side === 'buy' ? book.asks : book.bids)[0]?.[0];
  if (best === undefined)
    throw new QtError('MARKET_UNAVAILABLE', `The order book has no ${side === 'buy' ? 'asks' : 'bids'}.`);
  const price = mul(best, side === 'buy' ? add('1', band) : sub('1', band));
  const percent = mul(band, '100');
  return {
    price,
    best,
    note: `This exchange takes limit orders only: sent as a limit at most ${percent} % past the best price ${best}; what is not filled at once stays open.`,
  };
}
