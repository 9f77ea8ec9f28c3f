import { isZero } from '../../../../shared/money/decimal.ts';
import { isFinal } from '../../../../shared/orders/transitions.ts';
import { isSwap } from './book.ts';
import type { FollowedOrder, Happened } from './profit-journal.ts';
import { assetsOf } from './trade-moves.ts';

/**
 * A difference to the venue's reading that stands this long while an order rests is no fill of it: the venue is asked about
 * every open order several times a minute.
 */
const STANDS_MS = 60_000;

export interface Reading {
  /** See `Reservations.mark`. */
  mark: number;
}

/** Tells whether what a venue shows and what is booked must agree by now. One an account. */
export interface Calm {
  /** Notes what is known of the orders at this moment. To be called before a reading is asked for, and when it is used. */
  note(happened: Happened): void;
  /** Whether a reading began after the last change of any order was seen. */
  isAfterAll(reading: Reading): boolean;
  /** Whether a reading's quantity of the key can be taken for the whole truth. */
  isQuiet(key: string, difference: string, reading: Reading, nowMs: number): boolean;
}

/**
 * A reading is only relied on where it began after the last change of any order was seen, and where no order is on its way
 * that it may show and our books do not.
 */
export function createCalm(mark: () => number): Calm {
  const standing = new Map<string, { difference: string; sinceMs: number }>();
  let newest = { fill: 0, order: 0 };
  let print: string | null = null;
  let sinceMark = 0;
  let pending: FollowedOrder[] = [];

  function isStanding(key: string, difference: string, nowMs: number): boolean {
    const before = standing.get(key);
    if (before?.difference === difference) return nowMs - before.sinceMs >= STANDS_MS;
    standing.set(key, { difference, sinceMs: nowMs });
    return false;
  }

  return {
    note({ fills, orders }) {
      pending = orders.map(({ order }) => order).filter(({ status }) => !isFinal(status));
      newest = {
        fill: Math.max(newest.fill, ...fills.map(({ seq }) => seq)),
        order: Math.max(newest.order, ...orders.map(({ order }) => order.rowid)),
      };
      const seen = JSON.stringify([newest, pending.map(({ id, status, filled }) => [id, status, filled])]);
      if (seen === print) return;
      print = seen;
      sinceMark = mark();
    },
    isAfterAll: (reading) => reading.mark > sinceMark,
    isQuiet(key, difference, reading, nowMs) {
      if (isZero(difference)) standing.delete(key);
      if (reading.mark <= sinceMark) return false;
      const touching = pending.filter(({ symbol }) => touches(symbol, key));
      if (touching.length === 0) return true;
      const resting = touching.every(({ status }) => status === 'open' || status === 'partially_filled');
      return resting && isStanding(key, difference, nowMs);
    },
  };
}

function touches(symbol: string, key: string): boolean {
  if (isSwap(symbol)) return symbol === key;
  const { base, quote } = assetsOf(symbol);
  return key === base || key === quote;
}
