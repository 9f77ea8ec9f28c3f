import type { Exchange } from '../../shared/schema/exchange.ts';
import type { AccountMonitor } from './accounts/account-monitor.ts';
import { testAccount } from './accounts/account-test.ts';
import type { AccountRegistry } from './accounts/registry.ts';
import type { Engine } from './engine-interface.ts';
import { cancelOrder } from './orders/cancel-order.ts';
import { evaluate, routeSignal } from './orders/evaluate.ts';
import type { EvaluateDeps } from './orders/evaluate.ts';
import type { SignalFirer } from './orders/fire-signal.ts';
import type { OrderJournal } from './orders/order-journal.ts';
import { orderDocument } from './orders/order-row.ts';
import type { OrderRow } from './orders/order-row.ts';
import type { OrderSender } from './orders/order-sender.ts';
import type { OrderTracker } from './orders/order-tracker.ts';
import type { SignalJournal } from './orders/signal-journal.ts';
import { isoTime } from './ports.ts';
import type { Clock } from './ports.ts';
import type { Arming } from './risk/arming.ts';
import type { RoutingService } from './routing/routing-service.ts';
import type { EventHub } from './telemetry/event-hub.ts';
import type { Log } from './telemetry/log.ts';
import type { LogStore } from './telemetry/log-store.ts';
import type { Redact } from './telemetry/redact.ts';
import type { PriceFeed } from './venues/price-feed.ts';
import { venueHealth } from './venues/venue-health.ts';
import type { VenuePool } from './venues/venue-pool.ts';
import { VERSION } from './version.ts';

export interface EngineParts {
  registry: AccountRegistry;
  pool: VenuePool;
  clock: Clock;
  redact: Redact;
  log: Log;
  logStore: LogStore;
  hub: EventHub;
  prices: PriceFeed;
  monitor: AccountMonitor;
  arming: Arming;
  routing: RoutingService;
  evaluation: EvaluateDeps;
  firer: SignalFirer;
  signals: SignalJournal;
  orders: OrderJournal;
  sender: OrderSender;
  tracker: OrderTracker;
  commits: { lastMs: number | null };
  facts: {
    dataDir: string;
    demo: boolean;
    defaultExchange: Exchange;
    problems: { code: string; message: string }[];
    startedMs: number;
  };
  onOrder: (row: OrderRow) => void;
  closeConnections: () => void;
  closeStorage: () => void;
}

/** The parts of an engine as the one interface that the router calls. */
export function engineFacade(parts: EngineParts): Engine {
  let closing: Promise<void> | null = null;
  const { registry, pool, monitor, routing, evaluation, signals, orders, arming, prices, facts } = parts;
  return {
    accounts: {
      list: () => registry.list(),
      get: (name) => registry.get(name),
      statuses: () => monitor.statuses(),
      test: (name) => testAccount(name, parts),
      async balance(name) {
        // A failure to read is part of the status that is returned.
        if (!registry.get(name).error) await monitor.balances(name, 0).catch(() => {});
        return monitor.status(name);
      },
    },
    routing: routing.api,
    signals: {
      async preview(signal) {
        const evaluated = await evaluate(signal, routeSignal(signal, evaluation), evaluation);
        return evaluated.verdict();
      },
      fire: (signal, door, shown) => parts.firer.fire(signal, door, shown),
      list: (query) => signals.list(query),
    },
    orders: {
      list(query) {
        const { rows, next_before } = orders.list(query);
        return { orders: rows.map(orderDocument), next_before };
      },
      get(id) {
        const row = orders.row(id);
        const signal = signals.find(row.signal_id);
        if (!signal) throw new Error(`order ${id} has no signal`);
        return {
          order: orderDocument(row),
          transitions: orders.transitions(id),
          fills: orders.fills(id),
          evidence: [],
          decision: signal.row.decision,
        };
      },
      counts: () => orders.counts(),
      cancel: async (id, door) => orderDocument(await cancelOrder(id, door, { ...parts, journal: orders })),
    },
    arming: {
      current: () => arming.current(),
      prepare: (name, durationMs) => arming.prepare(name, durationMs),
      arm: (confirmationId, typed, door) => arming.arm(confirmationId, typed, door),
      disarm: (name, door) => arming.disarm(name, door),
    },
    market: {
      instruments: async (exchange) => [...(await pool.market(exchange).instruments()).values()],
      ticker: (exchange, symbol) => prices.ticker(pool.market(exchange), exchange, symbol),
    },
    log: { query: (query) => parts.logStore.query(query) },
    system: () => ({
      version: VERSION,
      pid: process.pid,
      started_at: isoTime(facts.startedMs),
      data_dir: facts.dataDir,
      demo: facts.demo,
      default_exchange: facts.defaultExchange,
      venues: venueHealth(monitor.statuses()),
      problems: facts.problems,
      journal_commit_ms: parts.commits.lastMs,
      signal_intake: null,
    }),
    events: { subscribe: (listener) => parts.hub.subscribe(listener) },
    close: () => (closing ??= closeAll(parts)),
  };
}

async function closeAll(parts: EngineParts): Promise<void> {
  await parts.firer.close();
  parts.arming.close();
  parts.prices.close();
  parts.monitor.close();
  await parts.tracker.close();
  await parts.pool.close();
  parts.closeConnections();
  parts.hub.close();
  parts.log.info('Engine closed');
  parts.log.close();
  parts.closeStorage();
}
