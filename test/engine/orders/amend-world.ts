import { onTestFinished } from 'vitest';
import { createAmendJournal } from '../../../electron/engine/orders/amend-journal.ts';
import { createAmender } from '../../../electron/engine/orders/amend-order.ts';
import { cancelAll } from '../../../electron/engine/orders/cancel-all.ts';
import { orderDocument } from '../../../electron/engine/orders/order-row.ts';
import type { OrderReport, VenueOrder } from '../../../electron/engine/venues/venue.ts';
import { add, eq } from '../../../shared/money/decimal.ts';
import type { CancelAllInput, OrderChangeInput } from '../../../shared/schema/order.ts';
import { orderWorld, report } from './order-world.ts';
import type { ScriptedVenue } from './order-world.ts';

/** What a scripted venue holds of an order. */
export interface Held extends VenueOrder {
  venueOrderId: string;
  status: OrderReport['status'];
  filled: string;
}

/** Scripts a venue that keeps its orders: they rest until they are filled or canceled, and are found by our id. */
export function keepsOrders(venue: ScriptedVenue) {
  const orders = new Map<string, Held>();
  const live = () => [...orders.values()].filter(({ status }) => status === 'open' || status === 'partially_filled');
  let mostLive = 0;
  const word = ({ venueOrderId, status, filled, amount, price }: Held): OrderReport =>
    report({ venueOrderId, status, filled, amount, price, average: filled === '0' ? null : price });
  const held = (clientOrderId: string): Held => {
    const found = orders.get(clientOrderId);
    if (!found) throw new Error('the venue has no such order');
    return found;
  };
  venue.onPlace = (order) => {
    const placed: Held = { ...order, venueOrderId: `v${orders.size + 1}`, status: 'open', filled: '0' };
    orders.set(order.clientOrderId, placed);
    mostLive = Math.max(mostLive, live().length);
    return { kind: 'accepted', report: word(placed) };
  };
  venue.onCancel = (ref) => {
    const order = held(ref.clientOrderId);
    if (!live().includes(order)) return { kind: 'gone', message: 'unknown order' };
    order.status = 'canceled';
    return { kind: 'canceled', report: word(order) };
  };
  venue.onLookup = (ref) => ({ kind: 'found', report: word(held(ref.clientOrderId)) });
  return {
    orders,
    live,
    mostLive: () => mostLive,
    word,
    only(): Held {
      const [order] = orders.values();
      if (!order) throw new Error('nothing was placed');
      return order;
    },
    fill(order: Held, amount: string): void {
      order.filled = add(order.filled, amount);
      order.status = eq(order.filled, order.amount) ? 'filled' : 'partially_filled';
    },
  };
}

/** The order path with amends and "cancel all" on top. */
export function amendWorld(options: Parameters<typeof orderWorld>[0] = {}) {
  const world = orderWorld(options);
  const { db, clock, journal, sender, tracker, firer, reservations, exposure, registry, log } = world;
  const { pool, evaluation, answers, redact, onOrder, audit, stopped } = world.inside;
  const amends = createAmendJournal(db, { audit, evidence: journal.evidence, clock });
  const amender = createAmender({
    ...{
      journal,
      answers,
      amends,
      sender,
      tracker,
      pool,
      evaluation,
      firer,
      reservations,
      exposure,
      stopped,
      clock,
      log,
      redact,
      onOrder,
    },
  });
  const canceling = { journal, sender, tracker, pool, log, redact, onOrder, registry, amender, life: world.life };
  let dead = false;
  onTestFinished(() => (dead ? undefined : world.close()));
  return {
    ...world,
    amender,
    amends,
    amend: async (id: string, change: OrderChangeInput) => orderDocument(await amender.amend(id, change, 'cli')),
    cancelAll: (scope: CancelAllInput) => cancelAll(scope, 'cli', canceling),
    /** As the engine's `cancel` does it. */
    cancelByHand: async (id: string) => {
      amender.withdraw((order) => order.id === id);
      return world.cancel(id);
    },
    evidence: (id: string) => journal.evidence.list(id).map(({ kind, detail }) => `${kind}: ${detail}`),
    /** Killed: nothing is closed in order, and what it waited for is not waited for. */
    die(): void {
      dead = true;
      void tracker.close();
      world.monitor.close();
    },
    newest: () =>
      journal.list({ limit: 10, before: null, account_name: null, status: null }).rows.map((row) => orderDocument(row)),
  };
}

/** A world with one limit order of 0.01 BTC at 50000 that rests at a venue that keeps its orders. */
export async function resting(options: Parameters<typeof orderWorld>[0] = {}) {
  const desk = amendWorld(options);
  const venue = keepsOrders(desk.venue);
  const [order] = (await desk.fire({ strategy_id: 'momentum' })).orders;
  if (order?.status !== 'open') throw new Error('the order does not rest');
  return { desk, venue, id: order.id, order };
}
