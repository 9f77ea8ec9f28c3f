import type { VenueMarket } from '../core/market.ts';

/** Spot markets with filters like the real ones, and a small book each. */
export const BINANCE_MARKETS: readonly VenueMarket[] = [
  {
    id: 'BTCUSDT',
    base: 'BTC',
    quote: 'USDT',
    tickSize: '0.01',
    stepSize: '0.00001',
    minAmount: '0.00001',
    maxAmount: '9000',
    minNotional: '5',
    book: {
      bids: [
        ['59990.00', '0.50000'],
        ['59980.00', '1.00000'],
        ['59900.00', '5.00000'],
      ],
      asks: [
        ['60010.00', '0.50000'],
        ['60020.00', '1.00000'],
        ['60100.00', '5.00000'],
      ],
    },
  },
  {
    id: 'ETHUSDT',
    base: 'ETH',
    quote: 'USDT',
    tickSize: '0.01',
    stepSize: '0.0001',
    minAmount: '0.0001',
    maxAmount: '9000',
    minNotional: '5',
    book: {
      bids: [
        ['2999.50', '4.0000'],
        ['2999.00', '20.0000'],
      ],
      asks: [
        ['3000.50', '4.0000'],
        ['3001.00', '20.0000'],
      ],
    },
  },
  {
    id: 'LTCBTC',
    base: 'LTC',
    quote: 'BTC',
    tickSize: '0.000001',
    stepSize: '0.001',
    minAmount: '0.001',
    maxAmount: '100000',
    minNotional: '0.0001',
    book: { bids: [['0.001200', '500.000']], asks: [['0.001210', '500.000']] },
  },
];
