import type { Desk } from '../exchange/exchange-facts.ts';
import { sparingErrors } from '../sparing-errors.ts';
import type { LookupOutcome, OrderRef, OrderReport, VenueFill } from '../venue.ts';
import { readFillsOf } from './fills.ts';
import { readActive, readDone } from './found-orders.ts';
import { familyOf, familyOfNote } from './order-family.ts';
import type { OrderFamily } from './order-family.ts';
import { reportFrom } from './order-report.ts';
import { orderSchema } from './wire-documents.ts';
import type { KucoinOrder } from './wire-documents.ts';

/** Requests older than 5 s are refused (400002, `allowMaxTimeWindow`); what passed the gateway is then soon in the lists. */
const MAX_IN_FLIGHT_MS = 5_000;
const MARGIN_MS = 10_000;
/** After this long, and not before, "no such order" means that there will be none. */
export const CONCLUSIVE_AFTER_MS = MAX_IN_FLIGHT_MS + MARGIN_MS;

/** Canceled orders are told for two days (docs-new, "Max Query Range"). Afterwards "no such order" says nothing. */
export const FORGOTTEN_AFTER_MS = 47 * 3_600_000;

/**
 * How far before our time of sending the lists are searched: our clock may have been put right in between. It judges no
 * answer: our ids are chance and never used again, so an order that carries one is ours whatever its time says.
 */
const TIME_TOLERANCE_MS = 900_000;

const DIFFERENT = 'the venue answered with another order than the one asked for';

type Question = { desk: Desk; ref: OrderRef; symbol: string; family: OrderFamily };

/**
 * Finds an order by our client order id, in the family of endpoints that it was sent in, and checks that the venue's answer
 * is about that very order.
 */
export async function lookupOrder(
  desk: Desk,
  ref: OrderRef,
  symbol: string,
  note: string | null,
): Promise<LookupOutcome> {
  const family = familyOfNote(note) ?? (await familyOf(desk.client));
  const question = { desk, ref, symbol, family };
  const params = { clientOid: ref.clientOrderId, ...(family.needsSymbol && { symbol }) };
  const verdict = await desk.client.read(family.byClientId, params);
  if (verdict.kind === 'no_such_order') return absent(question, verdict.message);
  if (verdict.kind !== 'ok') return { kind: 'failed', message: verdict.message };
  if (verdict.document === null) return absent(question, 'the venue has no order of this client id');
  const order = orderSchema.safeParse(verdict.document);
  if (!order.success) return { kind: 'failed', message: 'the venue gave an answer that cannot be read' };
  return found(question, order.data);
}

async function found(question: Question, order: KucoinOrder): Promise<LookupOutcome> {
  const { ref, symbol } = question;
  const same =
    order.clientOid === ref.clientOrderId &&
    order.id === (ref.venueOrderId ?? order.id) &&
    order.side === ref.side &&
    order.symbol === symbol;
  if (!same) return { kind: 'failed', message: DIFFERENT };
  const report = reportFrom(order, []);
  if (!report) return { kind: 'failed', message: 'the venue does not say whether the order is still alive' };
  return { kind: 'found', report: await withFills(question, report) };
}

/** Fills are asked for only where there are some. Without an answer the report stands as it is: it says how much is filled. */
async function withFills({ desk, family, symbol }: Question, report: OrderReport): Promise<OrderReport> {
  if (report.filled === '0') return report;
  const fills = await sparingErrors<VenueFill[]>(
    () => readFillsOf(desk.client, family, symbol, report.venueOrderId),
    () => [],
  );
  return { ...report, fills };
}

async function absent(question: Question, message: string): Promise<LookupOutcome> {
  const { desk, ref, symbol, family } = question;
  const { client, sentTimes } = desk;
  // What the venue has confirmed once cannot turn out never to have been there.
  const possible = ref.venueOrderId === null && (await sentTimes.isPast(ref, CONCLUSIVE_AFTER_MS));
  if (!possible) return { kind: 'absent', conclusive: false, message };
  const sentAtMs = ref.sentAtMs + client.time.skewMs();
  if (client.time.nowMs() - sentAtMs > FORGOTTEN_AFTER_MS) {
    return { kind: 'absent', conclusive: false, message: `${message}; but it forgets canceled orders after two days` };
  }
  // A single query can be answered by a replica that is behind, so before it counts the lists are asked as well.
  const lists = [
    await readActive(client, family, symbol),
    await readDone(client, family, symbol, Math.round(sentAtMs - TIME_TOLERANCE_MS)),
  ];
  const order = lists.flat().find((each) => each.clientOid === ref.clientOrderId);
  return order ? found(question, order) : { kind: 'absent', conclusive: true, message };
}
