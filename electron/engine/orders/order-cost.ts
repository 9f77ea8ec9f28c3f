import { add, div, mul } from '../../../shared/money/decimal.ts';
import type { MarketType } from '../../../shared/schema/exchange.ts';
import type { Instrument } from '../../../shared/schema/market.ts';

/** An amount of an asset that an order takes, or frees. */
export interface Cost {
  asset: string;
  needed: string;
}

export interface CostTerms {
  market: MarketType;
  /** As set at the venue; null on spot. */
  leverage: string | null;
  /** Where a buy's fee comes on top of its value (Firi) instead of out of what it buys. */
  feeOnTop: boolean;
}

/** Decimal places of a margin; rounded up, so that it is never asked for less. */
const MARGIN_PLACES = 18;

/**
 * What an order takes from its account at most. Spot: a sell its base, a buy its value. Swap: either side its margin in the
 * quote asset, value by leverage; and what only makes a position smaller takes nothing.
 */
export function orderCost(
  order: { side: 'buy' | 'sell'; amount: string; notional: string | null; reduceOnly: boolean },
  instrument: Instrument,
  { market, leverage, feeOnTop }: CostTerms,
): Cost {
  const { base, quote, taker_fee: fee } = instrument;
  const value = order.notional ?? '0';
  if (market === 'swap') {
    if (order.reduceOnly) return { asset: quote, needed: '0' };
    return { asset: quote, needed: div(value, leverage ?? '1', { places: MARGIN_PLACES, rounding: 'up' }) };
  }
  if (order.side === 'sell') return { asset: base, needed: order.amount };
  return { asset: quote, needed: feeOnTop && fee !== null ? mul(value, add('1', fee)) : value };
}
