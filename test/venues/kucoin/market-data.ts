import type { Exchange } from '../core/exchange.ts';
import { show } from '../core/fixed.ts';
import type { VenueMarket } from '../core/market.ts';
import { KucoinError, badParameter } from './errors.ts';

export function marketOf(exchange: Exchange, id: string | null | undefined): VenueMarket {
  if (!id) throw badParameter('symbol is required');
  const market = exchange.markets.get(id);
  if (!market) throw new KucoinError('900001');
  return market;
}

/** `GET /api/v2/symbols`. */
export function symbolInfo(market: VenueMarket): object {
  const { id, base, quote, stepSize, tickSize, minAmount, maxAmount, minNotional } = market;
  return {
    symbol: id,
    name: id,
    baseCurrency: base,
    quoteCurrency: quote,
    feeCurrency: quote,
    market: 'USDS',
    baseMinSize: minAmount,
    quoteMinSize: minNotional,
    baseMaxSize: maxAmount,
    quoteMaxSize: '99999999',
    baseIncrement: stepSize,
    quoteIncrement: '0.000001',
    priceIncrement: tickSize,
    priceLimitRate: '0.1',
    minFunds: minNotional,
    isMarginEnabled: false,
    enableTrading: market.trading !== false,
    feeCategory: 1,
    makerFeeCoefficient: '1.00',
    takerFeeCoefficient: '1.00',
    st: false,
  };
}

function best(exchange: Exchange, id: string): { buy: string | null; sell: string | null; last: string } {
  const { bids, asks } = exchange.book(id);
  return {
    buy: bids[0] ? show(bids[0].price) : null,
    sell: asks[0] ? show(asks[0].price) : null,
    last: show(exchange.lastPrice(id) ?? 0n),
  };
}

/** The last 24 hours, as far as this venue keeps them. */
export function stats(exchange: Exchange, { id }: VenueMarket): object {
  const { buy, sell, last } = best(exchange, id);
  return {
    time: exchange.now(),
    symbol: id,
    buy,
    sell,
    changeRate: '0',
    changePrice: '0',
    high: last,
    low: last,
    vol: '0',
    volValue: '0',
    last,
    averagePrice: last,
    takerFeeRate: show(exchange.feeRate),
    makerFeeRate: show(exchange.feeRate),
    takerCoefficient: '1',
    makerCoefficient: '1',
  };
}

export function levelOne(exchange: Exchange, { id }: VenueMarket): object {
  const { buy, sell, last } = best(exchange, id);
  const { bids, asks, updateId } = exchange.book(id);
  return {
    time: exchange.now(),
    sequence: String(updateId),
    price: last,
    size: '0',
    bestBid: buy,
    bestBidSize: show(bids[0]?.amount ?? 0n),
    bestAsk: sell,
    bestAskSize: show(asks[0]?.amount ?? 0n),
  };
}

export function orderBook(exchange: Exchange, { id }: VenueMarket, levels: number): object {
  const book = exchange.book(id);
  return { time: exchange.now(), sequence: String(book.updateId), ...book.depth(levels) };
}

export function currencies(exchange: Exchange): object[] {
  const names = new Set([...exchange.markets.values()].flatMap(({ base, quote }) => [base, quote]));
  return [...names].map((currency) => ({
    currency,
    name: currency,
    fullName: currency,
    precision: 8,
    confirms: null,
    contractAddress: null,
    isMarginEnabled: false,
    isDebitEnabled: false,
    chains: [],
  }));
}
