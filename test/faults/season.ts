import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SignalInput } from '../../shared/schema/signal.ts';
import { createChance } from './chance.ts';
import type { Chance } from './chance.ts';
import { compareBooks, sentTwice } from './compare-books.ts';
import { createFastClock } from './fast-clock.ts';
import { anyFault } from './mischief.ts';
import { startTrader } from './trader.ts';
import type { Trader, TraderPlace } from './trader.ts';
import { openVenue } from './venues-under-fault.ts';
import type { OpenVenue, VenueUnderFault } from './venues-under-fault.ts';

export interface SeasonOptions {
  seed: number;
  /** Lives of the trader before the books are compared: each begins with a recovery and ends, mostly, with SIGKILL. */
  rounds: number;
  venues: readonly VenueUnderFault[];
}

export interface SeasonReport {
  seed: number;
  kills: number;
  signals: number;
  /** Orders that the venues have at the end. */
  orders: number;
  fills: number;
  faults: number;
  /** Every difference between the books, every bug. Empty: passed. */
  wrong: string[];
}

const SPEED = 10;
const PATIENCE_MS = 5_000;
const SETTLE_MS = 60_000;
const POLL_MS = 100;

/** Several lives of one trader on one journal, with faults, and then the comparison. The seed decides every choice. */
export async function runSeason({ seed, rounds, venues: specs }: SeasonOptions): Promise<SeasonReport> {
  const chance = createChance(seed);
  const startedAtMs = Date.now();
  const clock = createFastClock(SPEED, startedAtMs);
  const venues = await Promise.all(specs.map((spec) => openVenue(spec, clock)));
  const dataDir = mkdtempSync(path.join(tmpdir(), 'qt-faults-'));
  const env = Object.assign({}, ...venues.map((venue) => venue.env)) as Record<string, string>;
  const place = (patienceMs: number): TraderPlace => ({ dataDir, env, speed: SPEED, startedAtMs, patienceMs });
  const report: SeasonReport = { seed, kills: 0, signals: 0, orders: 0, fills: 0, faults: 0, wrong: [] };
  const signals: SignalInput[] = [];
  let trader: Trader | null = null;
  try {
    for (let round = 0; round < rounds; round += 1) {
      trader = await startTrader(place(chance.percent(80) ? PATIENCE_MS : 0));
      report.faults += await liveOnce(trader, venues, signals, chance);
      report.wrong.push(...trader.failures);
      await trader.kill();
      report.kills += 1;
    }
    for (const { server } of venues) calmDown(server);
    trader = await startTrader(place(0));
    report.wrong.push(...(await settle(trader)));
    trader.ask({ ask: 'dump' });
    const { orders } = await trader.answer('dump', 20_000);
    report.wrong.push(...trader.failures);
    for (const { server, accountNames } of venues) {
      for (const name of accountNames) {
        const ledger = server.ledger(name);
        report.orders += ledger.orders.length;
        report.fills += ledger.trades.length;
        report.wrong.push(...compareBooks(name, orders, ledger));
      }
      report.wrong.push(...sentTwice(placements(server)));
    }
    report.signals = signals.length;
  } catch (error) {
    report.wrong.push(String(error));
  } finally {
    await trader?.kill();
    await Promise.all(venues.map(({ server }) => server.close()));
    // A journal that shows a fault is worth keeping.
    if (report.wrong.length === 0) rmSync(dataDir, { recursive: true, force: true });
    else report.wrong.push(`the journal is kept in ${dataDir}`);
  }
  return report;
}

/** Concurrent signals, cancels, a moving market and faults, for a fraction of a second. Returns how many faults were set. */
async function liveOnce(
  trader: Trader,
  venues: readonly OpenVenue[],
  signals: SignalInput[],
  chance: Chance,
): Promise<number> {
  let faults = 0;
  for (const { server, spec } of venues) {
    calmDown(server);
    for (const { market, bids, asks } of spec.markets) server.setBook(market, { bids, asks });
    const count = chance.whole(0, 4);
    for (let i = 0; i < count; i += 1) {
      server.faults.next(chance.percent(70) ? 'order.place' : '*', anyFault(chance), chance.whole(1, 2));
      faults += 1;
    }
    if (chance.percent(25)) server.streams.swallow(chance.whole(1, 3));
    if (chance.percent(15)) server.streams.hold();
    if (chance.percent(10)) server.streams.refuse(true);
    server.setLatency(chance.percent(50) ? 0 : chance.whole(1, 30));
  }

  const acts = chance.whole(3, 10);
  for (let i = 0; i < acts; i += 1) {
    act(trader, venues, signals, chance);
    if (chance.percent(40)) await pause(chance.whole(0, 40));
  }
  // From "before the first order was journaled" to "all is long over".
  await pause(chance.percent(50) ? chance.whole(0, 120) : chance.whole(0, 900));
  return faults;
}

function act(trader: Trader, venues: readonly OpenVenue[], signals: SignalInput[], chance: Chance): void {
  const roll = chance.whole(1, 100);
  const venue = chance.pick(venues);
  if (roll <= 70) {
    const signal = anySignal(venue, signals.length, chance);
    signals.push(signal);
    trader.ask({ ask: 'fire', signal });
  } else if (roll <= 80 && signals.length > 0) {
    // A sender that never got its answer asks again: the same id must never make a second order.
    trader.ask({ ask: 'fire', signal: chance.pick(signals) });
  } else if (roll <= 90) {
    const fired = trader.answers('fired').flatMap(({ orders }) => orders);
    if (fired.length > 0) trader.ask({ ask: 'cancel', order_id: chance.pick(fired) });
  } else if (roll <= 96) {
    fillSomething(venue, chance);
  } else {
    venue.server.streams.dropAll();
  }
}

function anySignal({ spec, accountNames }: OpenVenue, index: number, chance: Chance): SignalInput {
  const market = chance.pick(spec.markets);
  const side = chance.percent(50) ? 'long' : 'short';
  const base = {
    id: `s${index}`,
    symbol: market.symbol,
    side,
    amount: chance.pick(market.amounts),
    account_name: chance.pick(accountNames),
  } as const;
  if (chance.percent(45)) return { ...base, type: 'market' };
  const rests = market.resting[side === 'long' ? 'buy' : 'sell'];
  const takes = market.resting[side === 'long' ? 'sell' : 'buy'];
  return { ...base, type: 'limit', price: chance.percent(60) ? rests : takes };
}

function fillSomething({ server, accountNames }: OpenVenue, chance: Chance): void {
  const { orders } = server.ledger(chance.pick(accountNames));
  const resting = orders.filter(({ status }) => status === 'open');
  if (resting.length === 0) return;
  const order = chance.pick(resting);
  server.fillResting(order.id, chance.percent(50) ? order.amount : undefined);
}

function calmDown(server: OpenVenue['server']): void {
  server.faults.clear();
  server.streams.release();
  server.streams.refuse(false);
  server.streams.swallow(0);
  server.setLatency(0);
}

/** Cancels what rests and waits until nothing is unsettled. Returns what would not settle. */
async function settle(trader: Trader): Promise<string[]> {
  const deadline = Date.now() + SETTLE_MS;
  const asked = new Set<string>();
  for (;;) {
    trader.ask({ ask: 'unsettled' });
    const { orders } = await trader.answer('unsettled', 20_000);
    if (orders.length === 0) return [];
    if (Date.now() > deadline) return orders.map((order) => `${order.id} would not settle: it is ${order.status}`);
    for (const order of orders) {
      if (order.status === 'unknown' || asked.has(order.id)) continue;
      asked.add(order.id);
      trader.ask({ ask: 'cancel', order_id: order.id });
    }
    await pause(POLL_MS);
  }
}

/** The client order ids of all requests that would place an order. */
function placements(server: OpenVenue['server']): string[] {
  return server.requests
    .filter(({ route }) => route === 'order.place')
    .map(({ params }) => CLIENT_ID.map((name) => params[name]).find((id) => id !== undefined) ?? '');
}

/** What the exchanges call our id. */
const CLIENT_ID = ['newClientOrderId', 'orderLinkId', 'clOrdId', 'clientOid', 'cl_ord_id'];

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
