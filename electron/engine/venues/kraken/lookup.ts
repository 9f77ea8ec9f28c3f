import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { LookupOutcome, OrderRef } from '../venue.ts';
import { DEADLINE_MS } from './deadline.ts';
import { readFills } from './fills.ts';
import { askClosedOrders, askOpenOrders, askOrder } from './listed-orders.ts';
import type { Listed, ListedOrders } from './listed-orders.ts';
import { reportFrom } from './order-report.ts';
import { pairNames } from './pair-names.ts';

/** Past the deadline that the order carried: its clock's half second, and the time that a taken order needs to be listed. */
const MARGIN_MS = 10_000;
/** After this long, and not before, "no such order" means that there will be none. */
export const CONCLUSIVE_AFTER_MS = DEADLINE_MS + MARGIN_MS;

/**
 * How far before our time of sending the lists are searched: our clock may have been put right in between. It judges no
 * answer: our ids are chance and never used again, so an order that carries one is ours whatever its time says.
 */
const TIME_TOLERANCE_MS = 900_000;

const ABSENT = 'Kraken lists no order of this id';

/** Finds an order by Kraken's id where it is known, else by ours, and checks that the answer is about that very order. */
export async function lookupOrder(desk: Desk, ref: OrderRef, instrument: Instrument): Promise<LookupOutcome> {
  if (ref.venueOrderId !== null) return byVenueId(desk, ref, ref.venueOrderId, instrument);
  // Open ones first: an order that ends in between is then among the closed ones.
  for (const ask of [askOpenOrders, askClosedOrders]) {
    const listed = await ask(desk.client, { cl_ord_id: ref.clientOrderId });
    if (listed.kind === 'failed') return listed;
    const order = oursIn(listed.orders, ref);
    if (order) return found(desk, ref, order, instrument);
  }
  return absent(desk, ref, instrument);
}

async function byVenueId(desk: Desk, ref: OrderRef, id: string, instrument: Instrument): Promise<LookupOutcome> {
  const asked = await askOrder(desk.client, id);
  if (asked.kind === 'failed') return asked;
  // What the venue has confirmed once cannot turn out never to have been there.
  if (asked.kind === 'no_such_order') return { kind: 'absent', conclusive: false, message: asked.message };
  const order = asked.orders.find((each) => each.id === id);
  return order ? found(desk, ref, order, instrument) : DIFFERENT;
}

async function found(desk: Desk, ref: OrderRef, listed: Listed, instrument: Instrument): Promise<LookupOutcome> {
  const { id, order } = listed;
  const ours = order.cl_ord_id === undefined || order.cl_ord_id === null || order.cl_ord_id === ref.clientOrderId;
  const same = ours && order.descr.type === ref.side && pairNames(instrument).includes(order.descr.pair);
  if (!same) return DIFFERENT;
  // Once confirmed it is known by the venue's id, and our clock, which may have been set since, has no say.
  const report = reportFrom(id, order, []);
  if (!report) return { kind: 'failed', message: 'the venue gave the order a status that is not known' };
  if (report.filled === '0' || !order.trades) return { kind: 'found', report };
  return {
    kind: 'found',
    report: { ...report, fills: await readFills(desk.client, id, order.trades, instrument) },
  };
}

const DIFFERENT: LookupOutcome = {
  kind: 'failed',
  message: 'the venue answered with another order than the one asked for',
};

/** Before it counts, the whole lists are asked as well, in case the questions by our id were answered by less. */
async function absent(desk: Desk, ref: OrderRef, instrument: Instrument): Promise<LookupOutcome> {
  if (!(await desk.sentTimes.isPast(ref, CONCLUSIVE_AFTER_MS))) {
    return { kind: 'absent', conclusive: false, message: ABSENT };
  }
  const sinceMs = ref.sentAtMs + desk.client.time.skewMs() - TIME_TOLERANCE_MS;
  const lists: ListedOrders[] = [];
  for (const ask of [askOpenOrders, askClosedOrders]) {
    const listed = await ask(
      desk.client,
      ask === askClosedOrders ? { start: String(Math.floor(sinceMs / 1_000)) } : {},
    );
    if (listed.kind === 'failed') return listed;
    lists.push(listed);
  }
  for (const { orders } of lists) {
    const order = oursIn(orders, ref);
    if (order) return found(desk, ref, order, instrument);
  }
  return { kind: 'absent', conclusive: lists.every(({ complete }) => complete), message: ABSENT };
}

function oursIn(orders: readonly Listed[], { clientOrderId }: OrderRef): Listed | undefined {
  return orders.find(({ order }) => order.cl_ord_id === clientOrderId);
}
