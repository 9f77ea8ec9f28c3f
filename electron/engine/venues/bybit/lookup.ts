import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { LookupOutcome, OrderRef, OrderReport } from '../venue.ts';
import type { Category } from './category.ts';
import { fillFrom, isTrade, reportFrom } from './order-report.ts';
import { readList } from './read-list.ts';
import { executionSchema, orderSchema } from './wire-documents.ts';
import type { OrderOnWire } from './wire-documents.ts';

/** The venue refuses what is older than `recv_window` (5 s). It answers before it matches, so some time is left for that. */
const RECV_WINDOW_MS = 5_000;
const MATCHING_MS = 5_000;
const MARGIN_MS = 5_000;
/** After this long, and not before, "no such order" means that there will be none. */
const CONCLUSIVE_AFTER_MS = RECV_WINDOW_MS + MATCHING_MS + MARGIN_MS;

/**
 * Orders that ended without a fill are told for 24 hours (docs/v5/order/order-list). After that an order that is not told
 * may have been there all the same, so its absence proves nothing; an hour is kept as a margin.
 */
const TOLD_FOR_MS = 23 * 3_600_000;

/**
 * How far before our time of sending the lists are searched: our clock may have been put right in between. It judges no
 * answer: our ids are chance and never used again, so an order that carries one is ours whatever its time says.
 */
const TIME_TOLERANCE_MS = 900_000;

export const ORDERS_PAGE = 50;
export const EXECUTIONS_PAGE = 100;

const DIFFERENT = 'the venue answered with another order than the one asked for';

/** Bybit's two places of an order: `realtime` knows the open ones and the last 500, `history` those that ended. */
export const PLACES = ['privateGetV5OrderRealtime', 'privateGetV5OrderHistory'] as const;

/** Finds an order by its id, or by ours while its own is not known, and checks that the answer is about that very order. */
export async function lookupOrder(
  desk: Desk,
  ref: OrderRef,
  instrument: Instrument,
  category: Category,
): Promise<LookupOutcome> {
  const { client } = desk;
  const symbol = instrument.venue_symbol;
  const asked = ref.venueOrderId === null ? { orderLinkId: ref.clientOrderId } : { orderId: ref.venueOrderId };
  for (const place of PLACES) {
    const read = await readList(client, place, { category, symbol, ...asked }, orderSchema, ORDERS_PAGE);
    if (read.kind === 'failed') return { kind: 'failed', message: read.message };
    const found = await judged(desk, ref, instrument, category, read.rows);
    if (found) return found;
  }
  return absent(desk, ref, instrument, category);
}

/** Null where the venue showed nothing. ccxt's own look-up takes the first order of such an answer, whichever it is. */
async function judged(
  desk: Desk,
  ref: OrderRef,
  instrument: Instrument,
  category: Category,
  rows: OrderOnWire[],
): Promise<LookupOutcome | null> {
  const [order] = rows;
  if (!order) return null;
  if (!rows.every((row) => isSame(row, ref, instrument))) return { kind: 'failed', message: DIFFERENT };
  if (rows.length > 1) return { kind: 'ambiguous', message: `${rows.length} orders of this client id exist` };
  const report = reportFrom(order, []);
  if (!report) return { kind: 'failed', message: 'the venue gave the order a status that is not known' };
  return { kind: 'found', report: await withFills(desk, instrument, category, report) };
}

function isSame(row: OrderOnWire, ref: OrderRef, instrument: Instrument): boolean {
  const same = ref.venueOrderId === null ? row.orderLinkId === ref.clientOrderId : row.orderId === ref.venueOrderId;
  return same && row.symbol === instrument.venue_symbol && row.side === (ref.side === 'buy' ? 'Buy' : 'Sell');
}

/** Fills are asked for only where there are some. Without an answer the report stands as it is: it says how much is filled. */
export async function withFills(
  { client }: Pick<Desk, 'client'>,
  instrument: Instrument,
  category: Category,
  report: OrderReport,
): Promise<OrderReport> {
  if (report.filled === '0') return report;
  const question = { category, symbol: instrument.venue_symbol, orderId: report.venueOrderId };
  const read = await readList(client, 'privateGetV5ExecutionList', question, executionSchema, EXECUTIONS_PAGE);
  if (read.kind === 'failed') return report;
  const own = read.rows.filter((row) => row.orderId === report.venueOrderId && isTrade(row));
  const oldestFirst = own.toSorted((a, b) => a.execTime - b.execTime);
  return { ...report, fills: oldestFirst.map((row) => fillFrom(row, instrument)) };
}

async function absent(desk: Desk, ref: OrderRef, instrument: Instrument, category: Category): Promise<LookupOutcome> {
  const { client, sentTimes } = desk;
  const inconclusive = (message: string): LookupOutcome => ({ kind: 'absent', conclusive: false, message });
  const message = 'the venue has no order of this id';
  // What the venue has confirmed once cannot turn out never to have been there.
  if (ref.venueOrderId !== null || !(await sentTimes.isPast(ref, CONCLUSIVE_AFTER_MS))) return inconclusive(message);
  // A question by id can be answered by a replica that is behind, so before it counts the lists are asked as well.
  const sinceMs = Math.floor(ref.sentAtMs + client.time.skewMs() - TIME_TOLERANCE_MS);
  const symbol = instrument.venue_symbol;
  const questions = [
    { category, symbol },
    { category, symbol, startTime: String(sinceMs) },
  ];
  for (const [index, place] of PLACES.entries()) {
    const read = await readList(client, place, questions[index] ?? {}, orderSchema, ORDERS_PAGE);
    if (read.kind === 'failed') return { kind: 'failed', message: read.message };
    const mine = read.rows.filter((row) => row.orderLinkId === ref.clientOrderId);
    const found = await judged(desk, ref, instrument, category, mine);
    if (found) return found;
    if (!read.complete) return inconclusive(message);
  }
  if (client.time.nowMs() - client.time.skewMs() - ref.sentAtMs > TOLD_FOR_MS) {
    return inconclusive(`${message}; but after a day it no longer tells of orders that ended without a fill`);
  }
  return { kind: 'absent', conclusive: true, message };
}
