import type { Exchange } from '../core/exchange.ts';
import type { VenueMarket } from '../core/market.ts';
import { BybitError } from './errors.ts';
import type { Category } from './params.ts';

/** Spot and perpetuals share their symbols, so in the core the perpetuals have this behind theirs. */
const PERPETUAL = '.P';

export const wireSymbol = (market: string): string => market.replace(/\.P$/, '');
export const categoryOf = (market: string): Category => (market.endsWith(PERPETUAL) ? 'linear' : 'spot');
export const marketId = (category: Category, symbol: string): string =>
  category === 'linear' ? `${symbol}${PERPETUAL}` : symbol;

export function marketOf(exchange: Exchange, category: Category, symbol: string): VenueMarket {
  const market = exchange.markets.get(marketId(category, symbol));
  if (!market) throw category === 'spot' ? new BybitError(170121) : new BybitError(10001, 'symbol invalid');
  return market;
}

export function marketsOf(exchange: Exchange, category: Category): VenueMarket[] {
  return [...exchange.markets.values()].filter(({ id }) => categoryOf(id) === category);
}

const BTC_BOOK = {
  bids: [
    ['59990.0', '0.5'],
    ['59980.0', '1'],
    ['59900.0', '5'],
  ],
  asks: [
    ['60010.0', '0.5'],
    ['60020.0', '1'],
    ['60100.0', '5'],
  ],
} as const;

const ETH_BOOK = {
  bids: [
    ['2999.50', '4'],
    ['2999.00', '20'],
  ],
  asks: [
    ['3000.50', '4'],
    ['3001.00', '20'],
  ],
} as const;

/** Two spot pairs and two linear perpetuals with rules like the real ones, and a small book each. */
export const BYBIT_MARKETS: readonly VenueMarket[] = [
  {
    id: 'BTCUSDT',
    base: 'BTC',
    quote: 'USDT',
    tickSize: '0.01',
    stepSize: '0.000001',
    minAmount: '0.000011',
    maxAmount: '83',
    minNotional: '5',
    book: BTC_BOOK,
  },
  {
    id: 'ETHUSDT',
    base: 'ETH',
    quote: 'USDT',
    tickSize: '0.01',
    stepSize: '0.00001',
    minAmount: '0.00021',
    maxAmount: '1600',
    minNotional: '5',
    book: ETH_BOOK,
  },
  {
    id: `BTCUSDT${PERPETUAL}`,
    base: 'BTC',
    quote: 'USDT',
    tickSize: '0.1',
    stepSize: '0.001',
    minAmount: '0.001',
    maxAmount: '1190',
    minNotional: '5',
    linear: true,
    book: BTC_BOOK,
  },
  {
    id: `ETHUSDT${PERPETUAL}`,
    base: 'ETH',
    quote: 'USDT',
    tickSize: '0.01',
    stepSize: '0.01',
    minAmount: '0.01',
    maxAmount: '7000',
    minNotional: '5',
    linear: true,
    book: ETH_BOOK,
  },
];
