import type { OrderBook } from '../../../shared/schema/market.ts';

/**
 * A market whose past is known. With it, resting paper orders see every book between two looks, so that it makes no
 * difference how often they are looked at, or whether the engine was running. Real exchanges' data has no such past.
 */
export interface MarketHistory {
  /**
   * Time of the first book later than `afterMs` and not later than `untilMs` whose touch meets a resting order of this
   * side and limit price; null where none does. Epoch ms.
   */
  nextReach(symbol: string, side: 'buy' | 'sell', price: string, afterMs: number, untilMs: number): number | null;
  /** The book that stood at a time; `atMs` of it is when it began to. */
  bookAt(symbol: string, atMs: number): OrderBook;
}
