import type { VenueMarket } from '../core/market.ts';

/** Firi publishes no filters. These follow what its clients use: price 2 decimals, BTC 8, ETH 12, at least 0.0001. */
const RULES = { tickSize: '0.01', minAmount: '0.0001', maxAmount: '1000', minNotional: '0' };

export const FIRI_MARKETS: readonly VenueMarket[] = [
  {
    id: 'BTCNOK',
    base: 'BTC',
    quote: 'NOK',
    stepSize: '0.00000001',
    ...RULES,
    book: {
      bids: [
        ['649000.00', '0.50000000'],
        ['648000.00', '2.00000000'],
      ],
      asks: [
        ['651000.00', '0.50000000'],
        ['652000.00', '2.00000000'],
      ],
    },
  },
  {
    id: 'ETHNOK',
    base: 'ETH',
    quote: 'NOK',
    stepSize: '0.000000000001',
    ...RULES,
    book: { bids: [['32400.00', '10.000000000000']], asks: [['32600.00', '10.000000000000']] },
  },
  {
    id: 'BTCDKK',
    base: 'BTC',
    quote: 'DKK',
    stepSize: '0.00000001',
    ...RULES,
    book: { bids: [['419000.00', '1.00000000']], asks: [['421000.00', '1.00000000']] },
  },
];
