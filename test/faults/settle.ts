import { eq } from '../../shared/money/decimal.ts';
import type { OrderDocument } from '../../shared/schema/order.ts';
import type { OrderRecord } from '../venues/venue-server.ts';
import type { Trader } from './trader.ts';
import { seatOf } from './world.ts';
import type { World } from './world.ts';

const SETTLE_MS = 90_000;
const POLL_MS = 100;
const PATIENT_LOOKS = 200;
const COMPARISONS = 10;

/**
 * Cancels what rests, decides what only a person can decide, and waits until nothing is unsettled. Returns what would not
 * settle.
 */
export async function settle(trader: Trader, world: World): Promise<string[]> {
  const deadline = Date.now() + SETTLE_MS;
  const askAgainAt = new Map<string, number>();
  let looks = 0;
  for (;;) {
    trader.ask({ ask: 'unsettled' });
    const { orders } = await trader.answer('unsettled', 20_000);
    if (orders.length === 0) return [];
    if (Date.now() > deadline) return orders.map((order) => wouldNot(order, world));
    looks += 1;
    // Where orders carry no id of ours the operator is needed soon; else where a clock that was set makes it wait for an hour.
    const needsWord = (order: OrderDocument): boolean =>
      order.status === 'unknown' && (order.exchange === 'firi' || looks > PATIENT_LOOKS);
    const decides = looks % 10 === 5 && orders.some(needsWord);
    const taken = decides ? await takenIds(trader, world) : new Set<string>();
    for (const order of orders) {
      // Where orders carry no id of ours: first the console looks for itself, and then its operator has to.
      if (order.status === 'unknown') {
        if (decides && needsWord(order)) decideByLedger(order, taken, trader, world);
      } else if (!order.cancel_requested && looks >= (askAgainAt.get(order.id) ?? 0)) {
        // A cancel that the venue refuses (its clock, its limits) is the operator's to ask for again.
        askAgainAt.set(order.id, looks + 20);
        trader.ask({ ask: 'cancel', order_id: order.id });
      }
    }
    await pause(POLL_MS);
  }
}

/** Compares every account until that is done: a machine under load lets a question fail now and then. Returns what was not. */
export async function compareAtVenues(trader: Trader): Promise<string[]> {
  for (let tries = 1; ; tries += 1) {
    trader.ask({ ask: 'reconcile', account_name: null });
    const { accounts } = await trader.answer('reconciled', 60_000);
    const failed = accounts.filter(({ state }) => state !== 'done');
    if (failed.length === 0) return [];
    if (tries === COMPARISONS) {
      return failed.map((one) => `${one.account_name} is not compared in the end: ${one.state}, ${one.error?.message}`);
    }
    await pause(500);
  }
}

/** As a person does it: looks at the exchange's own list for an order that is like it, and that nothing else accounts for. */
function decideByLedger(order: OrderDocument, taken: Set<string>, trader: Trader, world: World): void {
  const seat = seatOf(world, order.account_name);
  if (!seat) return;
  const market = seat.account.markets.find(({ symbol }) => symbol === order.symbol)?.market;
  const { orders } = seat.venue.server.ledger(order.account_name);
  const alike = (each: OrderRecord): boolean =>
    each.side === order.side && eq(each.amount, order.amount) && eq(each.price, order.price ?? '0');
  const isIt = (each: OrderRecord): boolean =>
    order.exchange === 'firi' ? alike(each) : each.clientOrderId === order.client_order_id;
  const candidates = orders.filter(
    (each) => each.market === market && isIt(each) && !taken.has(keyOf(order.account_name, each.id)),
  );
  const [only] = candidates;
  if (!only) return trader.ask({ ask: 'resolve', order_id: order.id, decision: { decision: 'not_placed' } });
  taken.add(keyOf(order.account_name, only.id));
  trader.ask({ ask: 'resolve', order_id: order.id, decision: { decision: 'adopt', venue_order_id: only.id } });
}

/** Orders at the venues that are accounted for: by another order of the console, or by their owner himself. */
async function takenIds(trader: Trader, world: World): Promise<Set<string>> {
  trader.ask({ ask: 'dump' });
  const { orders } = await trader.answer('dump', 30_000);
  const ours = orders.map(({ order }) => keyOf(order.account_name, order.venue_order_id ?? ''));
  return new Set([...ours, ...world.outside.map(({ account, venueOrderId }) => keyOf(account, venueOrderId))]);
}

/** With what was last asked of the venue for its account, and with what answer. */
function wouldNot({ id, status, account_name: name, watch }: OrderDocument, world: World): string {
  const asked = (seatOf(world, name)?.venue.server.requests ?? []).filter(({ account }) => account === name);
  const last = asked.slice(-4).map(({ route, answeredStatus }) => `${route} ${answeredStatus}`);
  return `${id} would not settle: it is ${status}, last answer ${watch?.last_answer ?? 'none'}; asked last: ${last.join(', ')}`;
}

/** Venues number their orders alike. */
function keyOf(accountName: string, venueOrderId: string): string {
  return `${accountName} ${venueOrderId}`;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
