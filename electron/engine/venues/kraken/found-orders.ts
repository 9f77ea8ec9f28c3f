import { isZero } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import { readError } from '../http/verdict.ts';
import type { AccountFill, OpenOrder } from '../venue.ts';
import { fillFrom } from './order-report.ts';
import { instrumentOfPair, pairNames } from './pair-names.ts';
import { openOrdersSchema, tradesHistorySchema } from './wire-documents.ts';

/** All that rests, on every pair, in one request. */
export async function readOpenOrders(desk: Desk): Promise<OpenOrder[]> {
  const verdict = await desk.client.read('privatePostOpenOrders', {});
  if (verdict.kind !== 'ok') throw readError(verdict);
  const told = openOrdersSchema.safeParse(verdict.document);
  if (!told.success) throw new QtError('VENUE_ERROR', 'the venue gave a list of orders that cannot be read');
  return Promise.all(
    Object.entries(told.data.open).map(async ([venueOrderId, order]) => ({
      venueOrderId,
      clientOrderId: order.cl_ord_id ?? null,
      symbol: (await instrumentOfPair(order.descr.pair, desk))?.symbol ?? order.descr.pair,
      side: order.descr.type,
      type: order.descr.ordertype,
      amount: order.vol,
      price: isZero(order.descr.price) ? null : order.descr.price,
      filled: order.vol_exec,
      createdAtMs: order.opentm,
    })),
  );
}

/** What TradesHistory gives at once, newest first. */
const PAGE = 50;
/** More pages than this and something is wrong: a loop must end. */
const MAX_PAGES = 200;

/**
 * Oldest first. The list is that of all pairs, and is paged by offset from its newest end: trades that come in meanwhile
 * move older ones onto the next page, where they are seen twice and kept once; none is passed over.
 */
export async function readFillsSince(
  client: SigningClient,
  instrument: Instrument,
  sinceMs: number,
): Promise<AccountFill[]> {
  const fills = new Map<string, AccountFill>();
  // `start` is exclusive and in seconds.
  const start = String(Math.max(0, Math.floor(sinceMs / 1_000) - 1));
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const question = { start, ofs: String(page * PAGE), consolidate_taker: 'false' };
    const verdict = await client.read('privatePostTradesHistory', question);
    if (verdict.kind !== 'ok') throw readError(verdict);
    const told = tradesHistorySchema.safeParse(verdict.document);
    if (!told.success) throw new QtError('VENUE_ERROR', 'the venue gave a list of trades that cannot be read');
    const trades = Object.entries(told.data.trades);
    for (const [id, trade] of trades) {
      if (trade.time < sinceMs || !pairNames(instrument).includes(trade.pair)) continue;
      const { ordertxid: venueOrderId, type: side } = trade;
      fills.set(id, { ...fillFrom(id, trade, instrument), venueOrderId, clientOrderId: null, side });
    }
    // Turned round before it is sorted, so that trades of one millisecond keep the order in which the venue made them.
    if (trades.length < PAGE) return [...fills.values()].toReversed().toSorted((a, b) => a.atMs - b.atMs);
  }
  throw new QtError('VENUE_ERROR', `the venue has more than ${MAX_PAGES * PAGE} trades to tell`);
}
