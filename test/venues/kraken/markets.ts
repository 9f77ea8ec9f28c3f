import type { VenueMarket } from '../core/market.ts';

/** Kraken's own names of a pair: the id of AssetPairs, the short one of orders, and the one of the old streams. */
export interface PairNames {
  altname: string;
  wsname: string;
  base: string;
  quote: string;
  priceDecimals: number;
}

/** By the id of the pair, which is the market's id in the core. */
export const PAIRS: Readonly<Record<string, PairNames>> = {
  XXBTZUSD: { altname: 'XBTUSD', wsname: 'XBT/USD', base: 'XXBT', quote: 'ZUSD', priceDecimals: 1 },
  XETHZUSD: { altname: 'ETHUSD', wsname: 'ETH/USD', base: 'XETH', quote: 'ZUSD', priceDecimals: 2 },
  ADAUSD: { altname: 'ADAUSD', wsname: 'ADA/USD', base: 'ADA', quote: 'ZUSD', priceDecimals: 6 },
};

/** Kraken's name of an asset, its short name, and the decimals it keeps. */
export const ASSETS: Readonly<Record<string, { id: string; altname: string; decimals: number }>> = {
  BTC: { id: 'XXBT', altname: 'XBT', decimals: 10 },
  ETH: { id: 'XETH', altname: 'ETH', decimals: 10 },
  ADA: { id: 'ADA', altname: 'ADA', decimals: 8 },
  USD: { id: 'ZUSD', altname: 'USD', decimals: 4 },
};

export const KRAKEN_MARKETS: readonly VenueMarket[] = [
  {
    id: 'XXBTZUSD',
    base: 'BTC',
    quote: 'USD',
    tickSize: '0.1',
    stepSize: '0.00000001',
    minAmount: '0.00005',
    maxAmount: '100000',
    minNotional: '0.5',
    book: {
      bids: [
        ['59990.0', '0.50000000'],
        ['59980.0', '1.00000000'],
      ],
      asks: [
        ['60010.0', '0.50000000'],
        ['60020.0', '1.00000000'],
      ],
    },
  },
  {
    id: 'XETHZUSD',
    base: 'ETH',
    quote: 'USD',
    tickSize: '0.01',
    stepSize: '0.00000001',
    minAmount: '0.001',
    maxAmount: '100000',
    minNotional: '0.5',
    book: { bids: [['2999.50', '4']], asks: [['3000.50', '4']] },
  },
  {
    id: 'ADAUSD',
    base: 'ADA',
    quote: 'USD',
    tickSize: '0.000001',
    stepSize: '0.00000001',
    minAmount: '4',
    maxAmount: '10000000',
    minNotional: '0.5',
    book: { bids: [['0.499', '1000']], asks: [['0.501', '1000']] },
  },
];

export function namesOf(market: string): PairNames {
  const names = PAIRS[market];
  if (!names) throw new Error(`the Kraken test venue knows no names of ${market}`);
  return names;
}
