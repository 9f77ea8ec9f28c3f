import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { sparingErrors } from '../sparing-errors.ts';
import type { LookupOutcome, OrderRef } from '../venue.ts';
import { askOrder, isOurs, reportWithFills, UNREADABLE } from './ask-order.ts';
import { readOrders } from './order-lists.ts';
import type { OrderList } from './order-lists.ts';
import type { WireOrder } from './wire-documents.ts';

/** OKX refuses a request whose timestamp is more than 30 s away from its own clock. */
const MAX_ON_THE_WAY_MS = 30_000;
/** For the order to pass through the venue (its own timeouts come within seconds), and for it to show in the lists. */
const MARGIN_MS = 30_000;
/** After this long, and not before, "no such order" means that there will be none. */
export const CONCLUSIVE_AFTER_MS = MAX_ON_THE_WAY_MS + MARGIN_MS;

/** OKX forgets canceled orders that nothing of was filled after two hours; here somewhat less, for the clocks. */
export const FORGETS_AFTER_MS = 7_200_000 - 300_000;

/** The archive holds three months; here somewhat less. What is in no list after that may have been filled long ago. */
const ARCHIVED_FOR_MS = 85 * 86_400_000;

/**
 * How far before our time of sending the lists are searched: our clock may have been put right in between. It judges no
 * answer: our ids are chance and never used again, so an order that carries one is ours whatever its time says.
 */
const TIME_TOLERANCE_MS = 900_000;

const DIFFERENT = 'the venue answered with another order than the one asked for';

/** Finds an order by our client order id, or the venue's once known, and checks that the answer is about that very order. */
export async function lookupOrder(desk: Desk, ref: OrderRef, instrument: Instrument): Promise<LookupOutcome> {
  const { venueOrderId: ordId, clientOrderId: clOrdId } = ref;
  const asked = await askOrder(desk, instrument, ordId === null ? { clOrdId } : { ordId });
  if (asked.kind === 'told') return found(desk, ref, instrument, asked.order);
  if (asked.kind === 'unreadable') return { kind: 'failed', message: UNREADABLE };
  const { verdict } = asked;
  if (verdict.kind !== 'no_such_order') return { kind: 'failed', message: verdict.message };
  return sparingErrors(
    () => absent(desk, ref, instrument, verdict.message),
    (error) => ({ kind: 'failed', message: error.message }),
  );
}

async function found(desk: Desk, ref: OrderRef, instrument: Instrument, order: WireOrder): Promise<LookupOutcome> {
  if (!isOurs(order, ref, instrument, ref.venueOrderId)) return { kind: 'failed', message: DIFFERENT };
  const report = await reportWithFills(desk, order, instrument);
  if (!report) return { kind: 'failed', message: 'the venue gave the order a state that is not known' };
  return { kind: 'found', report };
}

function earliest({ client }: Desk, ref: OrderRef): number {
  return Math.round(ref.sentAtMs + client.time.skewMs() - TIME_TOLERANCE_MS);
}

async function absent(desk: Desk, ref: OrderRef, instrument: Instrument, message: string): Promise<LookupOutcome> {
  const { sentTimes } = desk;
  const forgotten = await sentTimes.isPast(ref, FORGETS_AFTER_MS);
  // What the venue has confirmed once cannot turn out never to have been there.
  const possible = forgotten || (ref.venueOrderId === null && (await sentTimes.isPast(ref, CONCLUSIVE_AFTER_MS)));
  if (!possible) return { kind: 'absent', conclusive: false, message };

  // A single query can be answered by a server that is behind, so before it counts the lists are asked as well.
  const lists: OrderList[] = ['privateGetTradeOrdersPending', 'privateGetTradeOrdersHistory'];
  if (forgotten) lists.push('privateGetTradeOrdersHistoryArchive');
  for (const list of lists) {
    const since = list === 'privateGetTradeOrdersPending' ? {} : { begin: String(Math.max(0, earliest(desk, ref))) };
    const orders = await readOrders(desk, list, { instId: instrument.venue_symbol, ...since });
    const order = orders.find(({ clOrdId }) => clOrdId === ref.clientOrderId);
    if (order) return found(desk, ref, instrument, order);
  }
  if (await sentTimes.isPast(ref, ARCHIVED_FOR_MS)) {
    return { kind: 'absent', conclusive: false, message: `${message}; but OKX forgets every order after three months` };
  }
  return forgotten ? forgottenOrder(ref, message) : { kind: 'absent', conclusive: true, message };
}

/**
 * Two hours after its end an order that was canceled without a fill is in no answer any more, and every other one is in one
 * of the lists. So what was confirmed once has ended that way; what never was may also never have been there, and which of
 * the two it was no question can tell. Either way it does not rest, and nothing of it was filled.
 */
function forgottenOrder({ venueOrderId }: OrderRef, message: string): LookupOutcome {
  if (venueOrderId !== null) {
    return { kind: 'found', report: { venueOrderId, status: 'canceled', filled: '0', average: null, fills: [] } };
  }
  return {
    kind: 'ambiguous',
    message: `${message}. It does not rest and was not filled, but OKX forgets unfilled canceled orders after two hours`,
  };
}
