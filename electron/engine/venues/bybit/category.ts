import type { MarketType } from '../../../../shared/schema/exchange.ts';

/** Bybit's word for a kind of market, part of every request. */
export type Category = 'spot' | 'linear';

export function categoryOf(market: MarketType): Category {
  return market === 'spot' ? 'spot' : 'linear';
}
