import type { Exchange } from '../core/exchange.ts';
import { over } from '../core/fixed.ts';
import type { VenueMarket } from '../core/market.ts';
import type { Trade } from '../core/order.ts';
import { BinanceError } from './errors.ts';
import type { Params } from './params.ts';
import { eight } from './shapes.ts';

const DAY_MS = 86_400_000;
const INTERVAL_MS: Readonly<Record<string, number>> = {
  '1s': 1000,
  '1m': 60_000,
  '3m': 180_000,
  '5m': 300_000,
  '15m': 900_000,
  '30m': 1_800_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '1d': DAY_MS,
};

export function marketOf(exchange: Exchange, symbol: string): VenueMarket {
  const market = exchange.markets.get(symbol);
  if (!market) throw new BinanceError(-1121);
  return market;
}

/** The markets that `symbol` or `symbols` ask for; all of them for neither. */
export function askedMarkets(exchange: Exchange, params: Params): VenueMarket[] {
  const symbol = params.optional('symbol');
  const symbols = params.list('symbols');
  if (symbol !== undefined && symbols !== undefined)
    throw new BinanceError(-1128, 'Combination of optional parameters invalid.');
  const ids = symbol === undefined ? (symbols ?? [...exchange.markets.keys()]) : [symbol];
  return ids.map((id) => marketOf(exchange, id));
}

/** One object for `symbol`, a list for `symbols` or for neither. */
export function perSymbol(
  exchange: Exchange,
  params: Params,
  shape: (market: VenueMarket) => object,
): object | undefined {
  const shaped = askedMarkets(exchange, params).map(shape);
  return params.has('symbol') ? shaped[0] : shaped;
}

export function depth(exchange: Exchange, params: Params): object {
  const book = exchange.book(marketOf(exchange, params.required('symbol')).id);
  return { lastUpdateId: book.updateId, ...book.depth(params.limit(100, 5000), 8) };
}

export function bookTicker(exchange: Exchange, { id }: VenueMarket): object {
  const { bids, asks } = exchange.book(id);
  return {
    symbol: id,
    bidPrice: eight(bids[0]?.price ?? 0n),
    bidQty: eight(bids[0]?.amount ?? 0n),
    askPrice: eight(asks[0]?.price ?? 0n),
    askQty: eight(asks[0]?.amount ?? 0n),
  };
}

export function priceTicker(exchange: Exchange, { id }: VenueMarket): object {
  return { symbol: id, price: eight(exchange.lastPrice(id) ?? 0n) };
}

/** The last day, out of the trades of this venue. Without trades every price is the middle of the book. */
export function dayTicker(exchange: Exchange, market: VenueMarket): object {
  const now = exchange.now();
  const trades = exchange.trades.filter((trade) => trade.market === market.id && trade.time > now - DAY_MS);
  const last = exchange.lastPrice(market.id) ?? 0n;
  const prices = trades.length > 0 ? trades.map(({ price }) => price) : [last];
  const open = prices[0] ?? last;
  const volume = trades.reduce((sum, { amount }) => sum + amount, 0n);
  const quoteVolume = trades.reduce((sum, { quoteAmount }) => sum + quoteAmount, 0n);
  return {
    ...bookTicker(exchange, market),
    priceChange: eight(last - open),
    priceChangePercent: open === 0n ? '0.000' : (Number(((last - open) * 100_000n) / open) / 1000).toFixed(3),
    weightedAvgPrice: eight(volume === 0n ? last : over(quoteVolume, volume)),
    prevClosePrice: eight(open),
    lastPrice: eight(last),
    lastQty: eight(trades.at(-1)?.amount ?? 0n),
    openPrice: eight(open),
    highPrice: eight(prices.reduce((a, b) => (a > b ? a : b))),
    lowPrice: eight(prices.reduce((a, b) => (a < b ? a : b))),
    volume: eight(volume),
    quoteVolume: eight(quoteVolume),
    openTime: now - DAY_MS,
    closeTime: now,
    firstId: trades[0]?.id ?? -1,
    lastId: trades.at(-1)?.id ?? -1,
    count: trades.length,
  };
}

export function publicTrades(exchange: Exchange, params: Params, shape: (trade: Trade) => object): object[] {
  const { id } = marketOf(exchange, params.required('symbol'));
  return exchange.trades
    .filter(({ market }) => market === id)
    .slice(-params.limit(500, 1000))
    .map(shape);
}

const buyerIsMaker = (trade: Trade): boolean => trade.maker === (trade.side === 'buy');

export function publicTrade(trade: Trade): object {
  return {
    id: trade.id,
    price: eight(trade.price),
    qty: eight(trade.amount),
    quoteQty: eight(trade.quoteAmount),
    time: trade.time,
    isBuyerMaker: buyerIsMaker(trade),
    isBestMatch: true,
  };
}

export function aggregateTrade(trade: Trade): object {
  return {
    a: trade.id,
    p: eight(trade.price),
    q: eight(trade.amount),
    f: trade.id,
    l: trade.id,
    T: trade.time,
    m: buyerIsMaker(trade),
    M: true,
  };
}

/** Flat candles at the last price: the venue keeps no history of its own. */
export function klines(exchange: Exchange, params: Params): unknown[][] {
  const { id } = marketOf(exchange, params.required('symbol'));
  const step = INTERVAL_MS[params.required('interval')];
  if (step === undefined) throw new BinanceError(-1120, 'Invalid interval.');
  const price = eight(exchange.lastPrice(id) ?? 0n);
  const count = params.limit(500, 1000);
  const newest = Math.floor(exchange.now() / step) * step;
  const zero = eight(0n);
  return Array.from({ length: count }, (_, index) => {
    const open = newest - (count - 1 - index) * step;
    return [open, price, price, price, price, zero, open + step - 1, zero, 0, zero, zero, '0'];
  });
}
