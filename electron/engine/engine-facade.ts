import { QtError } from '../../shared/schema/error-code.ts';
import type { Exchange } from '../../shared/schema/exchange.ts';
import type { AccountMonitor } from './accounts/account-monitor.ts';
import { testAccount } from './accounts/account-test.ts';
import type { AccountRegistry } from './accounts/registry.ts';
import type { Books } from './books/create-books.ts';
import type { Rates, Worths } from './books/worth/create-worth.ts';
import type { ImportService } from './books/history/import-service.ts';
import type { Engine } from './engine-interface.ts';
import type { Amender } from './orders/amend-order.ts';
import { cancelAll } from './orders/cancel-all.ts';
import { cancelOrder } from './orders/cancel-order.ts';
import { closePosition } from './orders/close-position.ts';
import { evaluate, routeSignal } from './orders/evaluate.ts';
import type { EvaluateDeps } from './orders/evaluate.ts';
import type { AnswerOnce } from './orders/answer-once.ts';
import type { SignalFirer } from './orders/fire-signal.ts';
import type { OrderJournal } from './orders/order-journal.ts';
import type { OrderLife } from './orders/order-life.ts';
import type { OrderLists } from './orders/order-lists.ts';
import type { OrderRow } from './orders/order-row.ts';
import type { OrderSender } from './orders/order-sender.ts';
import type { OrderTracker } from './orders/order-tracker.ts';
import { accountPositions, allPositions } from './orders/positions.ts';
import type { SignalJournal } from './orders/signal-journal.ts';
import { isoTime } from './ports.ts';
import type { Clock } from './ports.ts';
import type { Arming } from './risk/arming.ts';
import type { FailoverService } from './routing/failover-service.ts';
import type { ProfitService } from './risk/profit/profit-service.ts';
import type { RiskService } from './risk/risk-service.ts';
import type { Stops } from './risk/stops/create-stops.ts';
import type { StopWork } from './risk/stops/stop-work.ts';
import type { RoutingService } from './routing/routing-service.ts';
import type { JournalHalt } from './store/journal-halt.ts';
import type { Safekeeping } from './store/safekeeping.ts';
import { sayUnavailable } from './store/say-unavailable.ts';
import type { EventHub } from './telemetry/event-hub.ts';
import type { Log } from './telemetry/log.ts';
import type { LogStore } from './telemetry/log-store.ts';
import type { EngineMetrics } from './telemetry/metrics/engine-metrics.ts';
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
  armingApi: Engine['arming'];
  routing: RoutingService;
  failover: FailoverService;
  evaluation: EvaluateDeps;
  amender: Amender;
  answers: AnswerOnce;
  approvals: Engine['approvals'];
  firer: SignalFirer;
  groups: Engine['groups'];
  signals: SignalJournal;
  orders: OrderJournal;
  orderLists: OrderLists;
  sender: OrderSender;
  tracker: OrderTracker;
  life: OrderLife;
  halt: JournalHalt;
  commits: { lastMs: number | null };
  facts: {
    dataDir: string;
    demo: boolean;
    defaultExchange: Exchange;
    problems: { code: string; message: string }[];
    startedMs: number;
  };
  onOrder: (row: OrderRow) => void;
  stopTimeWatch: () => void;
  stopChecks: () => void;
  stops: Stops;
  stopWork: StopWork;
  risk: RiskService;
  profit: Pick<ProfitService, 'close'>;
  books: Books;
  worth: Worths;
  rateBooks: Pick<Rates, 'close'>;
  safekeeping: Safekeeping;
  imports: ImportService;
  statements: Engine['statements'];
  metrics: EngineMetrics;
  recordConfirmation: Engine['confirmations']['record'];
  closeApprovals: () => void;
  closeConnections: () => void;
  closeStorage: () => void;
}

/** The parts of an engine as the one interface that the router calls. */
export function engineFacade(parts: EngineParts): Engine {
  let closing: Promise<void> | null = null;
  const { registry, pool, monitor, routing, evaluation, signals, orders, prices, facts, life } = parts;
  const engine: Engine = {
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
    failover: parts.failover.api,
    signals: {
      async preview(signal, { override_pending: overridePending = false } = {}) {
        if (signal.group !== undefined) throw new QtError('INVALID_SIGNAL', 'group: previewed leg by leg, as a group');
        const evaluated = await evaluate(signal, routeSignal(signal, evaluation), evaluation, { overridePending });
        return evaluated.verdict();
      },
      async fire({ group, ...signal }, door, { shown, override_pending: overriding = false } = {}) {
        if (overriding && (door === 'http' || group !== undefined)) {
          throw new QtError(
            'INVALID_INPUT',
            'Only a person can send one order past an earlier one that is not settled.',
          );
        }
        if (overriding) return parts.firer.fireOverriding(signal, door, shown);
        if (group === undefined) return parts.firer.fire(signal, door, shown);
        if (shown) throw new QtError('INVALID_SIGNAL', 'group: a group is shown leg by leg, not as one account');
        return parts.groups.fire({ ...signal, group }, door);
      },
      list: (query) => signals.list(query),
    },
    groups: parts.groups,
    orders: {
      ...parts.orderLists,
      list(query) {
        const { rows, next_before } = orders.list(query);
        return { orders: rows.map(life.document), next_before };
      },
      get(id) {
        const row = orders.row(id);
        const signal = signals.find(row.signal_id);
        if (!signal) throw new Error(`order ${id} has no signal`);
        return {
          order: life.document(row),
          transitions: orders.transitions(id),
          fills: orders.fills(id),
          evidence: orders.evidence.list(id),
          decision: signal.row.decision,
        };
      },
      counts: () => orders.counts(),
      async cancel(id, door) {
        parts.amender.withdraw((order) => order.id === id);
        return life.document(await cancelOrder(id, door, { ...parts, journal: orders }));
      },
      cancelAll: (scope, door) => cancelAll(scope, door, { ...parts, journal: orders }),
      amend: async (id, change, door) => life.document(await parts.amender.amend(id, change, door)),
      external: (name) => life.external(name),
      cancelExternal: (name, venueOrderId, door) => life.cancelExternal(name, venueOrderId, door),
      reconcile: (name) => life.reconcile(name),
      resolve: (id, decision, door) => life.resolve(id, decision, door),
    },
    positions: {
      list: (name) => (name === null ? allPositions(parts) : accountPositions(name, parts)),
      close: (name, symbol, door) => closePosition(name, symbol, door, parts),
    },
    arming: parts.armingApi,
    risk: parts.risk.api,
    stops: parts.stops.api,
    approvals: parts.approvals,
    confirmations: { record: (action, door) => parts.recordConfirmation(action, door) },
    books: parts.books.api,
    equity: {
      summary: parts.worth.summary,
      measure: parts.worth.measure,
      curve: parts.worth.curve,
      marks: parts.worth.marks,
      performance: parts.worth.performance,
      feeDays: parts.worth.feeDays,
    },
    history: parts.imports.api,
    statements: parts.statements,
    audit: parts.safekeeping.audit,
    backups: parts.safekeeping.backups,
    market: {
      instruments: async (exchange) => [...(await pool.market(exchange).instruments()).values()],
      ticker: (exchange, symbol) => prices.ticker(pool.market(exchange), exchange, symbol),
    },
    metrics: () =>
      parts.metrics.text({
        statuses: monitor.statuses(),
        counts: orders.counts(),
        risks: parts.risk.api.current().accounts,
        stops: parts.stops.api.current().stops,
        approvalsWaiting: parts.approvals.waitingCount(),
        figures: parts.worth.figures,
        pnl: () => engine.books.pnl(null),
        measure: () => engine.equity.measure(null),
      }),
    log: { query: (query) => parts.logStore.query(query) },
    system: () => ({
      version: VERSION,
      pid: process.pid,
      started_at: isoTime(facts.startedMs),
      data_dir: facts.dataDir,
      demo: facts.demo,
      default_exchange: facts.defaultExchange,
      venues: venueHealth(monitor.statuses()),
      problems: [...facts.problems, ...[parts.halt.current()].filter((problem) => problem !== null)],
      journal_commit_ms: parts.commits.lastMs,
      signal_intake: null,
    }),
    events: { subscribe: (listener) => parts.hub.subscribe(listener) },
    close: () => (closing ??= closeAll(parts)),
  };
  const said = <T extends { [K in keyof T]: (...args: never[]) => unknown }>(methods: T): T =>
    sayUnavailable(methods, parts.halt);
  return {
    ...engine,
    routing: said(engine.routing),
    failover: said(engine.failover),
    signals: said(engine.signals),
    groups: said(engine.groups),
    orders: said(engine.orders),
    positions: said(engine.positions),
    arming: said(engine.arming),
    risk: said(engine.risk),
    stops: said(engine.stops),
    approvals: said(engine.approvals),
    books: said(engine.books),
    equity: said(engine.equity),
    history: said(engine.history),
    statements: said(engine.statements),
    audit: said(engine.audit),
    confirmations: said(engine.confirmations),
  };
}

async function closeAll(parts: EngineParts): Promise<void> {
  parts.tracker.stopWaiting();
  await parts.stopWork.close();
  await parts.amender.close();
  await parts.answers.close();
  parts.closeApprovals();
  parts.risk.close();
  parts.metrics.close();
  parts.arming.close();
  parts.prices.close();
  parts.monitor.close();
  parts.stopTimeWatch();
  parts.stopChecks();
  await parts.life.close();
  await parts.profit.close();
  await parts.worth.close();
  await parts.books.close();
  await parts.rateBooks.close();
  await parts.imports.close();
  parts.stops.store.close();
  await parts.pool.close();
  parts.closeConnections();
  await parts.safekeeping.close();
  parts.hub.close();
  parts.halt.close();
  parts.log.info('Engine closed');
  parts.log.close();
  parts.closeStorage();
}
