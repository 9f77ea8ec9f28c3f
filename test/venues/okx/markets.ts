import type { VenueMarket } from '../core/market.ts';

/** Spot markets and linear swaps with rules like the real ones, and a small book each. Amounts in base units. */
export const OKX_MARKETS: readonly VenueMarket[] = [
  {
    id: 'BTC-USDT',
    base: 'BTC',
    quote: 'USDT',
    tickSize: '0.1',
    stepSize: '0.00000001',
    minAmount: '0.00001',
    maxAmount: '9999',
    minNotional: '0',
    book: {
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
    },
  },
  {
    id: 'ETH-USDT',
    base: 'ETH',
    quote: 'USDT',
    tickSize: '0.01',
    stepSize: '0.000001',
    minAmount: '0.001',
    maxAmount: '99999',
    minNotional: '0',
    book: { bids: [['2999.50', '24']], asks: [['3000.50', '24']] },
  },
  {
    id: 'BTC-USDT-SWAP',
    base: 'BTC',
    quote: 'USDT',
    linear: true,
    contractSize: '0.01',
    tickSize: '0.1',
    stepSize: '0.0001',
    minAmount: '0.0001',
    maxAmount: '1000',
    minNotional: '0',
    book: {
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
    },
  },
  {
    id: 'ETH-USDT-SWAP',
    base: 'ETH',
    quote: 'USDT',
    linear: true,
    contractSize: '0.1',
    tickSize: '0.01',
    stepSize: '0.001',
    minAmount: '0.001',
    maxAmount: '10000',
    minNotional: '0',
    book: { bids: [['2999.50', '24']], asks: [['3000.50', '24']] },
  },
];
