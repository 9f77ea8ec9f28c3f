import type { VenueMarket } from '../core/market.ts';

/** USDⓈ-M perpetuals with filters like the real ones. */
export const FUTURES_MARKETS: readonly VenueMarket[] = [
  {
    id: 'BTCUSDT',
    base: 'BTC',
    quote: 'USDT',
    tickSize: '0.1',
    stepSize: '0.001',
    minAmount: '0.001',
    maxAmount: '1000',
    minNotional: '50',
    linear: true,
    book: {
      bids: [
        ['59990.0', '0.500'],
        ['59980.0', '5.000'],
      ],
      asks: [
        ['60010.0', '0.500'],
        ['60020.0', '5.000'],
      ],
    },
  },
  {
    id: 'ETHUSDT',
    base: 'ETH',
    quote: 'USDT',
    tickSize: '0.01',
    stepSize: '0.001',
    minAmount: '0.001',
    maxAmount: '10000',
    minNotional: '20',
    linear: true,
    book: { bids: [['2999.50', '40.000']], asks: [['3000.50', '40.000']] },
  },
];
