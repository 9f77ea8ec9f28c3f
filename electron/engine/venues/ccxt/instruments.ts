import { mul } from '../../../../shared/money/decimal.ts';
import type { MarketType } from '../../../../shared/schema/exchange.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Instruments } from '../instrument-cache.ts';
import type { CcxtMarket } from './ccxt-client.ts';
import { decimalText, positiveText } from './decimal-text.ts';

/** For the rare market that tells no increment. Finer than any venue, so that the venue's own check decides. */
const FINEST = '0.00000001';

/** Base units a contract; `1` on spot. Exchanges count swaps in contracts, the console always in base units. */
export function contractSize(market: CcxtMarket): string {
  return (market.swap && positiveText(market.contractSize)) || '1';
}

/** The markets of one kind. Of the swaps only the linear ones: they settle in the currency that they are quoted in. */
export function instrumentsFrom(markets: Record<string, CcxtMarket>, kind: MarketType): Instruments {
  const wanted = Object.values(markets).filter((market) =>
    kind === 'spot' ? market.spot === true : market.swap === true && market.linear === true,
  );
  return new Map(wanted.map((market) => [market.symbol, instrumentFrom(market)]));
}

function instrumentFrom(market: CcxtMarket): Instrument {
  const size = contractSize(market);
  const inBase = (value: unknown): string | null => {
    const text = positiveText(value);
    return text === null ? null : mul(text, size);
  };
  const { amount, price, cost } = market.limits;
  return {
    symbol: market.symbol,
    venue_symbol: market.id,
    base: market.base,
    quote: market.quote,
    active: market.active !== false,
    contract_size: size,
    tick: positiveText(market.precision.price) ?? FINEST,
    step: inBase(market.precision.amount) ?? FINEST,
    min_amount: inBase(amount?.min),
    max_amount: inBase(amount?.max),
    min_price: positiveText(price?.min),
    max_price: positiveText(price?.max),
    min_notional: positiveText(cost?.min),
    maker_fee: decimalText(market.maker),
    taker_fee: decimalText(market.taker),
  };
}
