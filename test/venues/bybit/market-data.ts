import type { Exchange } from '../core/exchange.ts';
import { show } from '../core/fixed.ts';
import type { VenueMarket } from '../core/market.ts';
import { marketOf, marketsOf, wireSymbol } from './markets.ts';
import type { Category, Params } from './params.ts';

/** `instruments-info`. Nothing here is ever about to be launched. */
export function instruments(exchange: Exchange, params: Params): object {
  const category = params.category();
  const symbol = params.optional('symbol');
  const launched = (params.optional('status') ?? 'Trading') === 'Trading';
  const markets = launched ? marketsOf(exchange, category) : [];
  const asked = symbol === undefined ? markets : [marketOf(exchange, category, symbol)];
  return { category, list: asked.map(category === 'spot' ? spotInstrument : linearInstrument), nextPageCursor: '' };
}

const status = (market: VenueMarket): string => (market.trading === false ? 'Closed' : 'Trading');

function spotInstrument(market: VenueMarket): object {
  return {
    symbol: market.id,
    baseCoin: market.base,
    quoteCoin: market.quote,
    innovation: '0',
    status: status(market),
    marginTrading: 'none',
    stTag: '0',
    lotSizeFilter: {
      basePrecision: market.stepSize,
      quotePrecision: '0.0000001',
      minOrderQty: market.minAmount,
      maxOrderQty: market.maxAmount,
      minOrderAmt: market.minNotional,
      maxOrderAmt: '8000000',
    },
    priceFilter: { tickSize: market.tickSize },
  };
}

function linearInstrument(market: VenueMarket): object {
  return {
    symbol: wireSymbol(market.id),
    contractType: 'LinearPerpetual',
    status: status(market),
    baseCoin: market.base,
    quoteCoin: market.quote,
    launchTime: '1584230400000',
    deliveryTime: '0',
    deliveryFeeRate: '',
    priceScale: '2',
    leverageFilter: { minLeverage: '1', maxLeverage: '100.00', leverageStep: '0.01' },
    priceFilter: { minPrice: market.tickSize, maxPrice: '1999999.80', tickSize: market.tickSize },
    lotSizeFilter: {
      maxOrderQty: market.maxAmount,
      minOrderQty: market.minAmount,
      qtyStep: market.stepSize,
      postOnlyMaxOrderQty: market.maxAmount,
      maxMktOrderQty: market.maxAmount,
      minNotionalValue: market.minNotional,
    },
    unifiedMarginTrade: true,
    fundingInterval: 480,
    settleCoin: market.quote,
  };
}

export function tickers(exchange: Exchange, params: Params): object {
  const category = params.category();
  const symbol = params.optional('symbol');
  const asked = symbol === undefined ? marketsOf(exchange, category) : [marketOf(exchange, category, symbol)];
  return { category, list: asked.map((market) => ticker(exchange, category, market)) };
}

function ticker(exchange: Exchange, category: Category, { id }: VenueMarket): object {
  const [bid, ask] = [exchange.book(id).bids[0], exchange.book(id).asks[0]];
  const last = show(exchange.lastPrice(id) ?? 0n);
  const own = exchange.trades.filter(({ market }) => market === id);
  const sum = (values: bigint[]): string => show(values.reduce((total, value) => total + value, 0n));
  return {
    symbol: wireSymbol(id),
    bid1Price: bid ? show(bid.price) : '',
    bid1Size: bid ? show(bid.amount) : '',
    ask1Price: ask ? show(ask.price) : '',
    ask1Size: ask ? show(ask.amount) : '',
    lastPrice: last,
    prevPrice24h: last,
    price24hPcnt: '0',
    highPrice24h: last,
    lowPrice24h: last,
    turnover24h: sum(own.map(({ quoteAmount }) => quoteAmount)),
    volume24h: sum(own.map(({ amount }) => amount)),
    ...(category === 'linear' && { markPrice: last, indexPrice: last, openInterest: '0', openInterestValue: '0' }),
  };
}

export function orderBook(exchange: Exchange, params: Params): object {
  const category = params.category();
  const symbol = params.required('symbol');
  const book = exchange.book(marketOf(exchange, category, symbol).id);
  const { bids, asks } = book.depth(params.limit(category === 'spot' ? 1 : 25, category === 'spot' ? 200 : 500));
  return { s: symbol, b: bids, a: asks, ts: exchange.now(), u: book.updateId, seq: book.updateId, cts: exchange.now() };
}
