import type { BookLevel } from '../venues/venue-server.ts';

export interface TradedMarket {
  symbol: string;
  /** The venue's own id. */
  market: string;
  bids: readonly BookLevel[];
  asks: readonly BookLevel[];
  /** Sizes to choose from, in base units; the largest eats through the book. */
  amounts: readonly string[];
  /** Limit prices that rest for a buy, and for a sell. The first two are the console's, the last is of orders from outside. */
  resting: { buy: readonly [string, string, string]; sell: readonly [string, string, string] };
}

type Book = Omit<TradedMarket, 'market' | 'symbol'>;

export const BTC: Book = {
  bids: [
    ['59990.0', '0.5'],
    ['59980.0', '1'],
  ],
  asks: [
    ['60010.0', '0.5'],
    ['60020.0', '1'],
  ],
  amounts: ['0.002', '0.02', '0.4', '2'],
  resting: { buy: ['59000.0', '58500.0', '58000.0'], sell: ['61000.0', '61500.0', '62000.0'] },
};
export const ETH: Book = {
  bids: [['2999.50', '40']],
  asks: [['3000.50', '40']],
  amounts: ['0.05', '0.5', '60'],
  resting: { buy: ['2900.00', '2890.00', '2850.00'], sell: ['3100.00', '3110.00', '3150.00'] },
};
export const BTC_NOK: Book = {
  bids: [
    ['649000.00', '0.5'],
    ['648000.00', '1'],
  ],
  asks: [
    ['651000.00', '0.5'],
    ['652000.00', '1'],
  ],
  amounts: ['0.002', '0.02', '0.4', '2'],
  resting: { buy: ['640000.00', '635000.00', '630000.00'], sell: ['660000.00', '665000.00', '670000.00'] },
};
export const ETH_NOK: Book = {
  bids: [['32400.00', '40']],
  asks: [['32600.00', '40']],
  amounts: ['0.05', '0.5', '60'],
  resting: { buy: ['31000.00', '30900.00', '30500.00'], sell: ['34000.00', '34100.00', '34500.00'] },
};

/** Both pairs under the ids and symbols of one exchange. */
export const pairs = (
  btc: { symbol: string; market: string },
  eth: { symbol: string; market: string },
  books: readonly [Book, Book] = [BTC, ETH],
): TradedMarket[] => [
  { ...books[0], ...btc },
  { ...books[1], ...eth },
];

export const onUsdt = (btc: string, eth: string): TradedMarket[] =>
  pairs({ symbol: 'BTC/USDT', market: btc }, { symbol: 'ETH/USDT', market: eth });
export const swapsOnUsdt = (btc: string, eth: string): TradedMarket[] =>
  pairs({ symbol: 'BTC/USDT:USDT', market: btc }, { symbol: 'ETH/USDT:USDT', market: eth });
