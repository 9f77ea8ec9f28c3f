import type { LogLevel } from '../../shared/schema/log-record.ts';
import { createAccountMonitor } from './accounts/account-monitor.ts';
import { loadAccounts } from './accounts/load-accounts.ts';
import { createAuditChain } from './audit/audit-chain.ts';
import { engineFacade } from './engine-facade.ts';
import type { Engine } from './engine-interface.ts';
import { createSignalFirer } from './orders/fire-signal.ts';
import { createKeyedQueue } from './orders/keyed-queue.ts';
import { createOrderJournal } from './orders/order-journal.ts';
import { createOrderSender } from './orders/order-sender.ts';
import { createOrderTracker } from './orders/order-tracker.ts';
import { recoverOrders } from './orders/recover.ts';
import { createSignalJournal } from './orders/signal-journal.ts';
import type { Clock, Ids } from './ports.ts';
import { createArming } from './risk/arming.ts';
import { readMarketBand } from './risk/market-band.ts';
import { createReservations } from './risk/reservations.ts';
import { DEMO_CHANGES } from './routing/demo-maps.ts';
import { createMappingStore } from './routing/mapping-store.ts';
import { createRoutingService } from './routing/routing-service.ts';
import { systemClock, systemIds } from './seams.ts';
import { openStorage } from './store/open-storage.ts';
import { createAnnouncer } from './telemetry/announcer.ts';
import { createEventHub } from './telemetry/event-hub.ts';
import { levelOf, openLog } from './telemetry/log.ts';
import { openLogStore } from './telemetry/log-store.ts';
import { createRedactor } from './telemetry/redact.ts';
import type { VenueFetch } from './venues/deps.ts';
import { openKeepAliveFetch } from './venues/http/keep-alive-fetch.ts';
import { createPriceFeed } from './venues/price-feed.ts';
import { createVenuePool } from './venues/venue-pool.ts';

export interface EngineOptions {
  /** Database, logs and lock live here; created 0700 when missing. */
  dataDir: string;
  env: Readonly<Record<string, string | undefined>>;
  clock?: Clock;
  ids?: Ids;
  /** Copies log records to stderr. Default: off. */
  log?: { stderr: boolean; level?: LogLevel };
  /** Replaces the engine's own connections to the exchanges. */
  fetch?: VenueFetch;
}

/**
 * Opens the engine on a data directory: accounts, journal, venues, routing and the order path. Reads no network; exchange
 * modules load when an account is first used. Throws `QtError('ENGINE_LOCKED')` when another engine holds the directory.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const storage = openStorage(options.dataDir);
  try {
    return compose(options, storage);
  } catch (error) {
    storage.close();
    throw error;
  }
}

function compose(options: EngineOptions, storage: ReturnType<typeof openStorage>): Engine {
  const { dataDir, env, clock = systemClock, ids = systemIds } = options;
  const db = storage.journal;
  const startedMs = clock.nowMs();

  // Who there is, and what may never be written down
  const { registry, defaultExchange, demo, problems, secretValues } = loadAccounts({ env, dataDir });
  const redact = createRedactor(secretValues);

  // What is told, and to whom
  const hub = createEventHub(clock);
  const logStore = openLogStore(storage.logs);
  const log = openLog({
    dir: storage.logDir,
    level: options.log?.level ?? levelOf(env['QT_LOG_LEVEL']),
    stderr: options.log?.stderr ?? false,
    clock,
    redact,
    store: logStore,
    onRecord: (record) => hub.publish({ topic: 'log', record }),
  });

  // What is kept
  const audit = createAuditChain(db, clock);
  const signals = createSignalJournal(db);
  const orders = createOrderJournal(db, audit, clock);
  const mappings = createMappingStore(db, audit, clock);
  if (demo && mappings.revision() === 0) mappings.apply(DEMO_CHANGES, null, 'demo workspace', 'seed');

  // Whom it talks to
  const connections = openKeepAliveFetch();
  const pool = createVenuePool({ registry, db, log, clock, ids, fetch: options.fetch ?? connections.fetch });
  const prices = createPriceFeed(clock, (ticker, { market, exchange }) => {
    // An event names the exchange alone: prices of a test network must not pass for those of the exchange.
    if (market === pool.market(exchange)) hub.publish({ topic: 'price', ticker });
  });

  // What holds it back
  const reservations = createReservations();
  const announce = createAnnouncer({
    hub,
    log,
    signals,
    status: (name) => monitor.status(name),
    statuses: () => monitor.statuses(),
  });
  const arming = createArming({
    registry,
    db,
    audit,
    clock,
    ids,
    log,
    onChange: (names) => announce.arming(names, arming.current()),
  });
  const monitor = createAccountMonitor({
    registry,
    pool,
    clock,
    redact,
    mark: reservations.mark,
    armedUntilMs: arming.armedUntilMs,
    unsettledCounts: orders.unsettledCounts,
    onStatus: announce.status,
  });
  hub.onAudience(monitor.watchAll);

  // The way of a signal
  const routing = createRoutingService({
    registry,
    mappings,
    signals,
    defaultExchange,
    clock,
    log,
    onChange: () => hub.publish({ topic: 'routing', routing: routing.api.current() }),
  });
  const lookups = createKeyedQueue();
  const onOrder = announce.order;
  const tracker = createOrderTracker({
    journal: orders,
    pool,
    monitor,
    reservations,
    clock,
    log,
    redact,
    lookups,
    onOrder,
  });
  const sender = createOrderSender({
    journal: orders,
    signals,
    tracker,
    monitor,
    reservations,
    clock,
    log,
    redact,
    onOrder,
  });
  const sources = {
    pool,
    monitor,
    prices,
    redact,
    marketBand: readMarketBand(env['QT_MARKET_BAND_PERCENT'], problems),
  };
  const evaluation = { snapshot: routing.snapshot, sources, journal: orders, arming, reservations };
  const commits = { lastMs: null as number | null };
  const firer = createSignalFirer({
    ...evaluation,
    db,
    audit,
    signals,
    orders,
    sender,
    queue: createKeyedQueue(),
    clock,
    ids,
    log,
    onSignal: announce.signal,
    onCommit: (tookMs) => (commits.lastMs = tookMs),
  });

  announce.start(registry.list(), problems, mappings.revision());
  recoverOrders({ journal: orders, tracker, log, pool });

  const facts = { dataDir, demo, defaultExchange, problems, startedMs };
  return engineFacade({
    ...{ registry, pool, clock, redact, log, logStore, hub, prices, monitor, arming, routing, evaluation, firer },
    ...{ signals, orders, sender, tracker, commits, facts, onOrder },
    closeConnections: connections.close,
    closeStorage: storage.close,
  });
}
