import { eq } from '../../../../shared/money/decimal.ts';
import type { SentTimes } from '../http/sent-times.ts';
import type { LookupOutcome, OrderRef } from '../venue.ts';
import type { FiriClient } from './firi-client.ts';
import { reportFrom } from './order-report.ts';
import { isOrderId } from './routes.ts';
import { LIST_ROWS, idsBefore, readOrders } from './snapshot.ts';
import { orderSchema } from './wire-documents.ts';
import type { FiriOrder } from './wire-documents.ts';

/**
 * When an order that is in no list can no longer appear. Firi gives no bound to rely on: the unit of a signature's validity
 * is not established (2 s or 33 min), and an access key has none. Longer than any proxy keeps a request whose sender has
 * hung up.
 */
export const CONCLUSIVE_AFTER_MS = 600_000;

/**
 * How far the venue's time of an order may lie before our time of sending it. Wide, because our clock may have been put
 * right in between; what existed before is told by its id, and by its time only where the lists were too short for it.
 */
const TIME_TOLERANCE_MS = 900_000;

interface Question {
  client: FiriClient;
  ref: OrderRef;
  marketId: string;
  sentTimes: SentTimes;
}

/** Asks for one order by the venue's id. */
export async function lookupById({ client, ref, marketId }: Question, id: string): Promise<LookupOutcome> {
  if (!isOrderId(id)) return { kind: 'failed', message: 'the venue gave the order an id that cannot be asked for' };
  const verdict = await client.read({ path: `/v2/order/${id}` });
  if (verdict.kind === 'no_such_order') {
    // It was confirmed once, so it cannot turn out never to have been there; closed orders may be in the history alone.
    const { open, closed } = await readOrders(client, marketId);
    const listed = [...open, ...closed].find((order) => order.id === id);
    return listed ? found(listed, ref) : { kind: 'absent', conclusive: false, message: verdict.message };
  }
  if (verdict.kind !== 'ok') return { kind: 'failed', message: verdict.message };
  const order = orderSchema.safeParse(verdict.document);
  if (!order.success) return { kind: 'failed', message: 'the venue gave an answer that cannot be read' };
  if (order.data.id !== id) return { kind: 'failed', message: 'the venue answered with another order' };
  return found(order.data, ref);
}

/**
 * Finds an order that was sent without an answer. Firi knows no client order ids, so the lists are compared with those from
 * before: an order that is new, looks the same, and belongs to no other order of ours.
 */
export async function lookupByDifference(
  { client, ref, marketId, sentTimes }: Question,
  note: string | null,
  takenIds: ReadonlySet<string>,
): Promise<LookupOutcome> {
  const before = idsBefore(note);
  if (!before) return { kind: 'ambiguous', message: 'it was not kept which orders existed before this one' };
  const { open, closed } = await readOrders(client, marketId);
  const sinceMs = ref.sentAtMs + client.time.skewMs() - TIME_TOLERANCE_MS;
  const fits = (order: FiriOrder): boolean =>
    !before.has(order.id) && !takenIds.has(order.id) && sameTerms(order, ref) && createdMs(order) >= sinceMs;
  const candidates = new Map([...open, ...closed].filter(fits).map((order) => [order.id, order]));

  const [only] = candidates.values();
  if (candidates.size > 1) return { kind: 'ambiguous', message: `${candidates.size} orders at the venue fit this one` };
  // By then this one could no longer arrive. The time alone proves nothing, as clocks are put right: a person has to look.
  const untilMs = ref.sentAtMs + client.time.skewMs() + CONCLUSIVE_AFTER_MS;
  if (only && createdMs(only) !== Infinity && createdMs(only) > untilMs) {
    return { kind: 'ambiguous', message: 'an order at the venue fits this one, but it is too young to be it' };
  }
  if (only) return found(only, ref);
  const reachesBack = [open, closed].every(
    (list) => list.length < LIST_ROWS || list.some((one) => createdMs(one) < sinceMs),
  );
  return {
    kind: 'absent',
    conclusive: reachesBack && (await sentTimes.isPast(ref, CONCLUSIVE_AFTER_MS)),
    message: 'no order at the venue fits this one',
  };
}

function found(order: FiriOrder, ref: OrderRef): LookupOutcome {
  if (!sameTerms(order, ref)) return { kind: 'failed', message: 'the venue answered with an order on other terms' };
  const report = reportFrom(order);
  return report
    ? { kind: 'found', report }
    : { kind: 'failed', message: 'the amounts that the venue gives for the order fit no status' };
}

function sameTerms(order: FiriOrder, ref: OrderRef): boolean {
  const type = ref.side === 'buy' ? 'bid' : 'ask';
  return order.type === type && ref.price !== null && eq(order.price, ref.price) && eq(order.amount, ref.amount);
}

/** An order without a readable time is taken for new: its id says more. */
function createdMs(order: FiriOrder): number {
  const atMs = Date.parse(order.created_at ?? '');
  return Number.isNaN(atMs) ? Infinity : atMs;
}
