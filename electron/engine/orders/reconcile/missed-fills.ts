import type { VenuePool } from '../../venues/venue-pool.ts';
import type { AccountFill, OrderReport, Venue } from '../../venues/venue.ts';
import type { Clock } from '../../ports.ts';
import type { OrderJournal } from '../order-journal.ts';
import type { OrderRow } from '../order-row.ts';

const DAY_MS = 86_400_000;
/** Fills that old are told by the order's own look-up, if it is not settled; a settled order gets none any more. */
export const FURTHEST_MS = 7 * DAY_MS;
/** Clocks differ, and lists are in the order of the venue's clock. */
const OVERLAP_MS = 60_000;

/**
 * Asks for the trades of every symbol that the account has orders of ours in, since the last one known, and gives those that
 * no order has yet, by order. Trades of orders that are not ours are none of our business. Throws `QtError`.
 */
export async function findMissedFills(
  accountName: string,
  /** Everything before was compared earlier in this run; null where nothing was. Epoch ms. */
  comparedMs: number | null,
  deps: { journal: OrderJournal; pool: VenuePool; clock: Clock },
): Promise<Map<string, AccountFill[]>> {
  const { journal, pool } = deps;
  const nowMs = deps.clock.nowMs();
  const venue = pool.venue(accountName);
  const seat = pool.seatMark(accountName);
  const missed = new Map<string, AccountFill[]>();
  const oldestMs = new Map<string, number>();
  for (const { symbol, created_ms: ms } of journal.unsettledOf(accountName)) {
    oldestMs.set(symbol, Math.min(ms, oldestMs.get(symbol) ?? ms));
  }
  for (const place of journal.placesOf(accountName, nowMs - FURTHEST_MS)) {
    const { symbol } = place;
    // What the account did in another mode, or at another exchange, is unknown to this one.
    if (!pool.hasSeatOf(place) || !(await isListed(symbol, venue))) continue;
    const since = comparedMs ?? journal.lastFillMs(accountName, symbol) ?? nowMs - DAY_MS;
    const sinceMs = Math.max(Math.min(since, oldestMs.get(symbol) ?? nowMs) - OVERLAP_MS, nowMs - FURTHEST_MS);
    for (const fill of await venue.fillsSince(symbol, sinceMs)) {
      const order = ownerOf(fill, symbol);
      if (!order || journal.hasFill(order.id, fill.tradeId)) continue;
      missed.set(order.id, [...(missed.get(order.id) ?? []), fill]);
    }
  }
  return missed;

  function ownerOf({ clientOrderId, venueOrderId }: AccountFill, symbol: string): OrderRow | null {
    const byClient = clientOrderId === null ? null : journal.byClientOrderId(clientOrderId);
    return byClient ?? journal.byVenueOrderId({ accountName, seat, venueOrderId, symbol });
  }
}

/** Whether the exchange still has this market: of one that is gone it answers nothing. Throws `QtError`. */
export async function isListed(symbol: string, { market }: Pick<Venue, 'market'>): Promise<boolean> {
  return (await market.instruments()).has(symbol);
}

/** The venue's word that trades alone amount to. They say nothing of the order's end, which is asked for apart. */
export function wordOfTrades(order: OrderRow, fills: readonly AccountFill[]): OrderReport {
  const { status } = order;
  const known = status === 'open' || status === 'filled' || status === 'canceled' || status === 'expired';
  return {
    venueOrderId: fills[0]?.venueOrderId ?? order.venue_order_id ?? '',
    status: known ? status : 'partially_filled',
    filled: order.filled,
    average: null,
    fills: fills.map(({ venueOrderId: _venue, clientOrderId: _client, side: _side, ...fill }) => fill),
  };
}
