import { z } from 'zod';
import type { SentTimes } from '../http/sent-times.ts';
import { isZero, normalize } from '../../../../shared/money/decimal.ts';
import type { LookupOutcome, OrderRef, OrderReport, VenueFill } from '../venue.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import { fillsOfTrades, reportFrom } from './order-report.ts';
import { queriedOrderSchema, tradesSchema } from './wire-documents.ts';
import type { QueriedOrder } from './wire-documents.ts';

/** The venue rejects an order older than `recvWindow` (5 s) and holds one for the matching engine for at most 10 s. */
const MAX_IN_FLIGHT_MS = 10_000;
const MARGIN_MS = 5_000;
/** After this long, and not before, "no such order" means that there will be none. */
export const CONCLUSIVE_AFTER_MS = MAX_IN_FLIGHT_MS + MARGIN_MS;

/**
 * How far before our time of sending the lists are searched: our clock may have been put right in between. It judges no
 * answer: our ids are chance and never used again, so an order that carries one is ours whatever its time says.
 */
const TIME_TOLERANCE_MS = 900_000;

/** The most that `allOrders` gives, oldest first. */
const LIST_ROWS = 1_000;

const DIFFERENT = 'the venue answered with another order than the one asked for';

/** Finds an order by our client order id, and checks that the venue's answer is about that very order. */
export async function lookupOrder(
  client: SigningClient,
  ref: OrderRef,
  symbol: string,
  sentTimes: SentTimes,
): Promise<LookupOutcome> {
  const id = ref.venueOrderId;
  const question: Record<string, string> =
    id === null ? { symbol, origClientOrderId: ref.clientOrderId } : { symbol, orderId: id };
  const verdict = await client.read('privateGetOrder', question);
  if (verdict.kind === 'no_such_order') return absent(client, ref, symbol, sentTimes, verdict.message);
  if (verdict.kind !== 'ok') return { kind: 'failed', message: verdict.message };
  const order = queriedOrderSchema.safeParse(verdict.document);
  if (!order.success) return { kind: 'failed', message: 'the venue gave an answer that cannot be read' };
  return found(client, ref, order.data, symbol);
}

async function found(
  client: SigningClient,
  ref: OrderRef,
  order: QueriedOrder,
  symbol: string,
): Promise<LookupOutcome> {
  // After a cancel Binance may show the cancel's id in place of the order's; its own id, once known, settles it.
  const same =
    ref.venueOrderId === null ? order.clientOrderId === ref.clientOrderId : order.orderId === ref.venueOrderId;
  // Ids of the venue are unique within a symbol only.
  if (!same || order.side !== ref.side.toUpperCase() || order.symbol !== symbol)
    return { kind: 'failed', message: DIFFERENT };
  const report = reportFrom(order, [], order.updateTime);
  if (!report) return { kind: 'failed', message: 'the venue gave the order a status that is not known' };
  return { kind: 'found', report: { ...(await withFills(client, order.symbol, report)), ...termsOf(order) } };
}

/** Size and price as the venue has them, by which a person's "this is it" is checked. */
function termsOf({ origQty, price }: QueriedOrder): Pick<OrderReport, 'amount' | 'price'> {
  const amount = normalize(origQty);
  return price === undefined ? { amount } : { amount, price: isZero(price) ? null : normalize(price) };
}

/** Fills are asked for only where there are some. Without an answer the report stands as it is: it says how much is filled. */
async function withFills(client: SigningClient, symbol: string, report: OrderReport): Promise<OrderReport> {
  if (report.filled === '0') return report;
  const verdict = await client.read('privateGetMyTrades', { symbol, orderId: report.venueOrderId });
  const trades = verdict.kind === 'ok' ? tradesSchema.safeParse(verdict.document) : null;
  const fills: VenueFill[] = trades?.success ? fillsOfTrades(trades.data, report.venueOrderId) : [];
  return { ...report, fills };
}

async function absent(
  client: SigningClient,
  ref: OrderRef,
  symbol: string,
  sentTimes: SentTimes,
  message: string,
): Promise<LookupOutcome> {
  // What the venue has confirmed once cannot turn out never to have been there.
  const possible = ref.venueOrderId === null && (await sentTimes.isPast(ref, CONCLUSIVE_AFTER_MS));
  if (!possible) return { kind: 'absent', conclusive: false, message };
  // A single query can be answered by a replica that is behind, so before it counts the lists are asked as well.
  const sinceMs = Math.round(ref.sentAtMs + client.time.skewMs() - TIME_TOLERANCE_MS);
  const lists = [
    await client.read('privateGetOpenOrders', { symbol }),
    await client.read('privateGetAllOrders', { symbol, startTime: String(sinceMs), limit: String(LIST_ROWS) }),
  ];
  for (const verdict of lists) {
    if (verdict.kind !== 'ok') return { kind: 'failed', message: verdict.message };
    const orders = z.array(queriedOrderSchema).safeParse(verdict.document);
    if (!orders.success) return { kind: 'failed', message: 'the venue gave a list of orders that cannot be read' };
    const order = orders.data.find((each) => each.clientOrderId === ref.clientOrderId);
    if (order) return found(client, { ...ref, venueOrderId: order.orderId }, order, symbol);
    if (orders.data.length >= LIST_ROWS) return { kind: 'absent', conclusive: false, message };
  }
  return { kind: 'absent', conclusive: true, message };
}
