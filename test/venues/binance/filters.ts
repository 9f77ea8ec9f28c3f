import type { Exchange } from '../core/exchange.ts';
import { fixed, times } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import type { VenueMarket } from '../core/market.ts';
import { filterFailure } from './errors.ts';
import { MAX_NOTIONAL, MAX_PRICE } from './exchange-info.ts';

/** PRICE_FILTER, LOT_SIZE and NOTIONAL as `exchangeInfo` publishes them. A market order's notional is taken at the last price. */
export function checkFilters(
  exchange: Exchange,
  market: VenueMarket,
  order: { price: Fixed | undefined; amount: Fixed | undefined; quoteAmount: Fixed | undefined },
): void {
  const { price, amount, quoteAmount } = order;
  const tick = fixed(market.tickSize);
  if (price !== undefined && (price < tick || price > fixed(MAX_PRICE) || price % tick !== 0n))
    throw filterFailure('PRICE_FILTER');
  if (amount !== undefined) {
    const fits = amount >= fixed(market.minAmount) && amount <= fixed(market.maxAmount);
    if (!fits || amount % fixed(market.stepSize) !== 0n) throw filterFailure('LOT_SIZE');
  }
  const at = price ?? exchange.lastPrice(market.id) ?? 0n;
  const notional = quoteAmount ?? times(at, amount ?? 0n);
  if (notional < fixed(market.minNotional)) throw filterFailure('NOTIONAL');
  if (price !== undefined && notional > fixed(MAX_NOTIONAL)) throw filterFailure('NOTIONAL');
}
