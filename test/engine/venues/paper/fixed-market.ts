import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Instrument, OrderBook } from '../../../../shared/schema/market.ts';
import type { Clock } from '../../../../electron/engine/ports.ts';
import type { MarketData } from '../../../../electron/engine/venues/venue.ts';

type Levels = OrderBook['bids'];

/** Market data as a real exchange's would come: one book at a time, no known past. The test says what stands in it. */
export interface FixedMarket extends MarketData {
  bids: Levels;
  asks: Levels;
  /** How old the book is when it is handed out. */
  ageMs: number;
  rules: Instrument;
  /** Set: reading fails. */
  down: boolean;
  reads: number;
}

export function fixedMarket(clock: Clock): FixedMarket {
  const read = <T>(answer: () => T): Promise<T> => {
    market.reads++;
    return market.down ? Promise.reject(new QtError('MARKET_UNAVAILABLE')) : Promise.resolve(answer());
  };
  const market: FixedMarket = {
    bids: [
      ['99', '1'],
      ['98', '2'],
    ],
    asks: [
      ['101', '1'],
      ['102', '2'],
      ['104', '4'],
    ],
    ageMs: 0,
    down: false,
    reads: 0,
    rules: {
      symbol: 'BTC/USDT',
      venue_symbol: 'BTCUSDT',
      base: 'BTC',
      quote: 'USDT',
      active: true,
      contract_size: '1',
      tick: '0.5',
      step: '0.001',
      min_amount: '0.002',
      max_amount: '50',
      min_price: '10',
      max_price: '1000',
      min_notional: '5',
      maker_fee: '0.001',
      taker_fee: '0.002',
    },
    instruments: () => read(() => new Map([[market.rules.symbol, market.rules]])),
    ticker: () => Promise.reject(new Error('the paper venue reads no ticker')),
    book: () => read(() => ({ bids: market.bids, asks: market.asks, atMs: clock.nowMs() - market.ageMs })),
    close: async () => undefined,
  };
  return market;
}
