import type { VenueMarket } from '../core/market.ts';
import { fixed, show } from '../core/fixed.ts';

export const MAX_PRICE = '1000000';
export const MAX_NOTIONAL = '9000000';

const STP = ['EXPIRE_TAKER', 'EXPIRE_MAKER', 'EXPIRE_BOTH'];

export function exchangeInfo(markets: readonly VenueMarket[], serverTime: number): object {
  return {
    timezone: 'UTC',
    serverTime,
    rateLimits: [
      { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6000 },
      { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 100 },
      { rateLimitType: 'ORDERS', interval: 'DAY', intervalNum: 1, limit: 200000 },
    ],
    exchangeFilters: [],
    symbols: markets.map(symbolInfo),
  };
}

/** What `/fapi` and `/dapi` say here: no derivatives. */
export function noDerivatives(serverTime: number): object {
  return {
    timezone: 'UTC',
    serverTime,
    futuresType: 'U_MARGINED',
    rateLimits: [],
    exchangeFilters: [],
    assets: [],
    symbols: [],
  };
}

function symbolInfo(market: VenueMarket): object {
  const eight = (text: string): string => show(fixed(text), 8);
  return {
    symbol: market.id,
    status: market.trading === false ? 'BREAK' : 'TRADING',
    baseAsset: market.base,
    baseAssetPrecision: 8,
    quoteAsset: market.quote,
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    baseCommissionPrecision: 8,
    quoteCommissionPrecision: 8,
    orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET'],
    icebergAllowed: false,
    ocoAllowed: false,
    otoAllowed: false,
    opoAllowed: false,
    quoteOrderQtyMarketAllowed: true,
    allowTrailingStop: false,
    cancelReplaceAllowed: false,
    amendAllowed: false,
    pegInstructionsAllowed: false,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: false,
    filters: [
      {
        filterType: 'PRICE_FILTER',
        minPrice: eight(market.tickSize),
        maxPrice: eight(MAX_PRICE),
        tickSize: eight(market.tickSize),
      },
      {
        filterType: 'LOT_SIZE',
        minQty: eight(market.minAmount),
        maxQty: eight(market.maxAmount),
        stepSize: eight(market.stepSize),
      },
      {
        filterType: 'NOTIONAL',
        minNotional: eight(market.minNotional),
        applyMinToMarket: true,
        maxNotional: eight(MAX_NOTIONAL),
        applyMaxToMarket: false,
        avgPriceMins: 5,
      },
    ],
    permissions: [],
    permissionSets: [['SPOT']],
    defaultSelfTradePreventionMode: 'EXPIRE_MAKER',
    allowedSelfTradePreventionModes: STP,
  };
}
