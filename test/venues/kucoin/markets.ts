import type { VenueMarket } from '../core/market.ts';

/** As KuCoin lists them: the id is base and quote with a hyphen. */
export const KUCOIN_MARKETS: readonly VenueMarket[] = [
  {
    id: 'BTC-USDT',
    base: 'BTC',
    quote: 'USDT',
    tickSize: '0.1',
    stepSize: '0.00000001',
    minAmount: '0.00001',
    maxAmount: '10000',
    minNotional: '0.1',
    book: {
      bids: [
        ['59990', '0.5'],
        ['59980', '2'],
      ],
      asks: [
        ['60010', '0.5'],
        ['60020', '2'],
      ],
    },
  },
  {
    id: 'ETH-USDT',
    base: 'ETH',
    quote: 'USDT',
    tickSize: '0.01',
    stepSize: '0.0000001',
    minAmount: '0.0001',
    maxAmount: '10000',
    minNotional: '0.1',
    book: { bids: [['2999', '10']], asks: [['3001', '10']] },
  },
  {
    id: 'ETH-BTC',
    base: 'ETH',
    quote: 'BTC',
    tickSize: '0.00001',
    stepSize: '0.0000001',
    minAmount: '0.0001',
    maxAmount: '10000',
    minNotional: '0.00001',
    book: { bids: [['0.04999', '10']], asks: [['0.05001', '10']] },
  },
];
