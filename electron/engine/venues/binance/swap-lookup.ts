import { z } from 'zod';
import type { SigningClient } from '../exchange/signing-client.ts';
import type { SentTimes } from '../http/sent-times.ts';
import type { LookupOutcome, OrderRef } from '../venue.ts';
import { readSwapFills } from './swap-fills.ts';
import { swapReportFrom } from './swap-order-report.ts';
import { listedSwapOrderSchema } from './swap-wire-documents.ts';
import type { ListedSwapOrder } from './swap-wire-documents.ts';

/** The venue rejects an order older than `recvWindow` (5 s) and holds one for the matching engine for at most 10 s. */
const MAX_IN_FLIGHT_MS = 10_000;
const MARGIN_MS = 5_000;
/** After this long, and not before, "no such order" means that there will be none. */
export const SWAP_CONCLUSIVE_AFTER_MS = MAX_IN_FLIGHT_MS + MARGIN_MS;
/** After three days Binance forgets orders that ended without a fill: then "no such order" does not say that it never was. */
const FORGOTTEN_AFTER_MS = 3 * 86_400_000 - 3_600_000;

/** How far the venue's time of an order may lie from our time of sending it: our clock may have been put right since. */
const TIME_TOLERANCE_MS = 900_000;

/** The most that `allOrders` gives. */
const LIST_ROWS = 1_000;

const DIFFERENT = 'the venue answered with another order than the one asked for';

/** Finds an order by its id at the venue where that is known, else by ours, and checks that the answer is about it. */
export async function lookupSwapOrder(
  client: SigningClient,
  ref: OrderRef,
  symbol: string,
  sentTimes: SentTimes,
): Promise<LookupOutcome> {
  const id = ref.venueOrderId;
  const question: Record<string, string> =
    id === null ? { symbol, origClientOrderId: ref.clientOrderId } : { symbol, orderId: id };
  const verdict = await client.read('fapiPrivateGetOrder', question);
  if (verdict.kind === 'no_such_order') return absent(client, ref, symbol, sentTimes, verdict.message);
  if (verdict.kind !== 'ok') return { kind: 'failed', message: verdict.message };
  const order = listedSwapOrderSchema.safeParse(verdict.document);
  if (!order.success) return { kind: 'failed', message: 'the venue gave an answer that cannot be read' };
  return found(client, ref, order.data, symbol);
}

async function found(
  client: SigningClient,
  ref: OrderRef,
  order: ListedSwapOrder,
  symbol: string,
): Promise<LookupOutcome> {
  const same =
    order.clientOrderId === ref.clientOrderId &&
    order.orderId === (ref.venueOrderId ?? order.orderId) &&
    order.side === ref.side.toUpperCase() &&
    order.symbol === symbol;
  if (!same) return { kind: 'failed', message: DIFFERENT };
  const report = swapReportFrom(order, []);
  if (!report) return { kind: 'failed', message: 'the venue gave the order a status that is not known' };
  const fills = report.filled === '0' ? [] : await readSwapFills(client, symbol, order.orderId);
  return { kind: 'found', report: { ...report, fills } };
}

async function absent(
  client: SigningClient,
  ref: OrderRef,
  symbol: string,
  sentTimes: SentTimes,
  message: string,
): Promise<LookupOutcome> {
  const inconclusive: LookupOutcome = { kind: 'absent', conclusive: false, message };
  // What the venue has confirmed once cannot turn out never to have been there.
  const possible = ref.venueOrderId === null && (await sentTimes.isPast(ref, SWAP_CONCLUSIVE_AFTER_MS));
  const sentAtMs = Math.round(ref.sentAtMs + client.time.skewMs());
  if (!possible || client.time.nowMs() - sentAtMs > FORGOTTEN_AFTER_MS) return inconclusive;
  // A single query can be answered by a replica that is behind, so before it counts the lists are asked as well.
  const startTime = String(sentAtMs - TIME_TOLERANCE_MS);
  const endTime = String(sentAtMs + TIME_TOLERANCE_MS);
  const lists = [
    await client.read('fapiPrivateGetOpenOrders', { symbol }),
    await client.read('fapiPrivateGetAllOrders', { symbol, startTime, endTime, limit: String(LIST_ROWS) }),
  ];
  for (const verdict of lists) {
    if (verdict.kind !== 'ok') return { kind: 'failed', message: verdict.message };
    const orders = z.array(listedSwapOrderSchema).safeParse(verdict.document);
    if (!orders.success) return { kind: 'failed', message: 'the venue gave a list of orders that cannot be read' };
    const order = orders.data.find((each) => each.clientOrderId === ref.clientOrderId);
    if (order) return found(client, ref, order, symbol);
    if (orders.data.length >= LIST_ROWS) return inconclusive;
  }
  return { kind: 'absent', conclusive: true, message };
}
