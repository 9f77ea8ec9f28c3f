import { expect } from 'vitest';
import { div, mul, add } from '../../../../../shared/money/decimal.ts';
import type { OrderReport } from '../../../../../electron/engine/venues/venue.ts';
import type { TradeRecord } from '../../../../venues/venue-server.ts';
import type { Sent, World } from '../world.ts';

/** The venue's trades of one order, oldest first. */
export function tradesOf(world: World, sent: Sent): TradeRecord[] {
  const { id } = world.atVenue(sent);
  return world.server.ledger('main').trades.filter(({ orderId }) => orderId === id);
}

/** The fill that a report must tell for a trade. */
export function fillOf(world: World, trade: TradeRecord): object {
  const told = world.rig.fee ? world.rig.fee(trade) : { fee: trade.fee, feeAsset: trade.feeAsset };
  return {
    tradeId: trade.id,
    price: trade.price,
    amount: trade.amount,
    fee: told?.fee ?? null,
    feeAsset: told?.feeAsset ?? null,
    liquidity: trade.maker ? 'maker' : 'taker',
    atMs: trade.time,
  };
}

/** Average of trades, as any venue rounds it: to eight places. */
export function averageOf(trades: readonly TradeRecord[]): string {
  const amount = trades.reduce((sum, trade) => add(sum, trade.amount), '0');
  const quote = trades.reduce((sum, trade) => add(sum, mul(trade.price, trade.amount)), '0');
  return div(quote, amount, { places: 8, rounding: 'half_up' });
}

/**
 * A report of a look-up against the venue's own books: sum, average, and every trade once. Where the venue tells no trades,
 * the sum is that of its books all the same, and no trade or price is made up.
 */
export function expectAsTraded(world: World, sent: Sent, report: OrderReport): void {
  const trades = tradesOf(world, sent);
  const { id, filled } = world.atVenue(sent);
  expect(report).toMatchObject({ venueOrderId: id, filled });
  if (world.rig.tellsNoTrades) {
    expect([report.fills, report.average]).toEqual([[], null]);
    return;
  }
  expect(report.fills.toSorted((a, b) => Number(a.tradeId) - Number(b.tradeId))).toEqual(
    trades.map((trade) => fillOf(world, trade)),
  );
  expect(div(report.average ?? '0', '1', { places: 6, rounding: 'half_up' })).toBe(
    div(averageOf(trades), '1', { places: 6, rounding: 'half_up' }),
  );
}
