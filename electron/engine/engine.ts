import path from 'node:path';
import type { LogLevel } from '../../shared/schema/log-record.ts';
import { createAccountMonitor } from './accounts/account-monitor.ts';
import { loadAccounts } from './accounts/load-accounts.ts';
import { createAuditChain } from './audit/audit-chain.ts';
import { engineFacade } from './engine-facade.ts';
import type { Engine } from './engine-interface.ts';
import { createGroupJournal } from './groups/group-journal.ts';
import { createGroupService, knownGroupAnswer } from './groups/group-service.ts';
import { createGroupStore } from './groups/group-store.ts';
import { createAnswerOnce } from './orders/answer-once.ts';
import { createAmendJournal } from './orders/amend-journal.ts';
import { createAmender } from './orders/amend-order.ts';
import { createSignalFirer, knownAnswer } from './orders/fire-signal.ts';
import { createKeyedQueue } from './orders/keyed-queue.ts';
import { createOrderJournal } from './orders/order-journal.ts';
import { createOrderLife } from './orders/order-life.ts';
import { readAskAfter } from './orders/order-watch.ts';
import { createSignalJournal } from './orders/signal-journal.ts';
import type { Clock, Ids } from './ports.ts';
import { createArming } from './risk/arming.ts';
import { readMarketBand } from './risk/market-band.ts';
import { createReservations } from './risk/reservations.ts';
import { createFailoverService } from './routing/failover-service.ts';
import { createFailoverStore } from './routing/failover-store.ts';
import { DEMO_CHANGES } from './routing/demo-maps.ts';
import { createMappingStore } from './routing/mapping-store.ts';
import { createRoutingService } from './routing/routing-service.ts';
import { systemClock, systemIds, systemSoon } from './seams.ts';
import { createCommitBatch } from './store/commit-batch.ts';
import { checkJournalLater } from './store/check-later.ts';
import { createJournalHalt } from './store/journal-halt.ts';
import { openStorage } from './store/open-storage.ts';
import { watchTime } from './time-watch.ts';
import { createAnnouncer } from './telemetry/announcer.ts';
import { createEventHub } from './telemetry/event-hub.ts';
import { levelOf, openLog } from './telemetry/log.ts';
import { openLogStore } from './telemetry/log-store.ts';
import { createRedactor } from './telemetry/redact.ts';
import type { VenueFetch } from './venues/deps.ts';
import { openKeepAliveFetch } from './venues/http/keep-alive-fetch.ts';
import { createExchangeHealth } from './venues/health/exchange-health.ts';
import { openMarketStore } from './venues/market-store.ts';
import { createPriceFeed } from './venues/price-feed.ts';
import { createVenuePool } from './venues/venue-pool.ts';

export interface EngineOptions {
  /** Database, logs and lock live here; created 0700 when missing. */
  dataDir: string;
  env: Readonly<Record<string, string | undefined>>;
  clock?: Clock;
  ids?: Ids;
  /**
   * Somebody relies on this engine (a window, `qt serve`): every real account is compared with its exchange at once and every
   * few minutes, and listened to. Otherwise that is done as an account is used. Default: off.
   */
  attended?: boolean;
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
  const halt = createJournalHalt(storage.journal, {
    file: path.join(dataDir, 'journal.db'),
    clock,
    onChange(halted) {
      if (halted) log.error('Trading is halted', { code: halted.code, detail: halted.message });
      else log.warn('The journal can be written again; trading goes on');
      if (!halted) life.sender.flush();
    },
  });
  const { db } = halt;
  const stopChecks = checkJournalLater(halt, path.join(dataDir, 'journal.db'), clock);
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
  const signals = createSignalJournal(db, (row) => life.document(row));
  const orders = createOrderJournal(db, audit, clock);
  const mappings = createMappingStore(db, audit, clock);
  if (demo && mappings.revision() === 0) mappings.apply(DEMO_CHANGES, null, 'demo workspace', 'seed');

  // Whom it talks to
  const connections = openKeepAliveFetch();
  const health = createExchangeHealth(clock, (exchange) => {
    log.warn('Exchange health changed', { exchange });
    hub.publish({ topic: 'failover', failover: failover.api.current() });
  });
  const markets = openMarketStore(dataDir, clock);
  const fetch = options.fetch ?? connections.fetch;
  const pool = createVenuePool({ registry, db, log, clock, ids, health, fetch, markets });
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
    document: (row) => life.document(row),
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
    orderFacts: (name, unknown) => life.facts(name, unknown),
    unsettledCounts: orders.unsettledCounts,
    onStatus: announce.status,
  });
  hub.onAudience(monitor.watchAll);

  // The way of a signal
  const failover = createFailoverService({
    registry,
    store: createFailoverStore(db, audit, clock),
    health,
    log,
    onChange: () => hub.publish({ topic: 'failover', failover: failover.api.current() }),
  });
  const routing = createRoutingService({
    registry,
    mappings,
    failover,
    signals,
    defaultExchange,
    clock,
    log,
    onChange: () => hub.publish({ topic: 'routing', routing: routing.api.current() }),
  });
  const onOrder = announce.order;
  const commits = { lastMs: null as number | null };
  const batch = createCommitBatch(db, clock, (tookMs) => (commits.lastMs = tookMs), systemSoon);
  const life = createOrderLife({
    ...{
      db,
      batch,
      journal: orders,
      signals,
      registry,
      pool,
      monitor,
      reservations,
      audit,
      clock,
      log,
      redact,
      onOrder,
    },
    askAfterMs: readAskAfter(env['QT_UNKNOWN_ASK_AFTER'], problems),
    attended: options.attended ?? false,
  });
  const { tracker, sender } = life;
  const sources = {
    pool,
    monitor,
    prices,
    redact,
    config: (name: string) => registry.config(name),
    marketBand: readMarketBand(env['QT_MARKET_BAND_PERCENT'], problems),
  };
  const { reconciler } = life;
  const evaluation = { snapshot: routing.snapshot, sources, journal: orders, arming, reservations, reconciler, halt };
  const groupJournal = createGroupJournal(db, audit);
  const fired = { journal: groupJournal, signals, underWay: (id: string) => answers.underWay(id) };
  const answers = createAnswerOnce((id) => knownAnswer(id, signals) ?? knownGroupAnswer(id, fired));
  const firer = createSignalFirer({
    ...evaluation,
    batch,
    answers,
    audit,
    signals,
    orders,
    sender,
    queue: createKeyedQueue(),
    clock,
    ids,
    log,
    onSignal: announce.signal,
    soon: systemSoon,
  });
  const groups = createGroupService({
    ...fired,
    ...{ evaluation, registry, answers, firer, batch, audit, clock, ids, log },
    store: createGroupStore(db, audit, clock),
    onChange: () => hub.publish({ topic: 'groups', groups: groups.list() }),
  });

  const amends = createAmendJournal(db, { audit, evidence: orders.evidence, clock });
  const amender = createAmender({
    ...{ journal: orders, signals, amends, sender, tracker, pool, evaluation, firer, reservations },
    ...{ clock, log, redact, onOrder },
  });

  announce.start(registry.list(), problems, mappings.revision());
  amender.recover();
  life.recover();
  const stopTimeWatch = watchTime(clock, (jumpMs) => {
    log.warn('The clock jumped, or the machine slept', { detail: `${jumpMs} ms` });
    life.doubt();
  });

  const facts = { dataDir, demo, defaultExchange, problems, startedMs };
  return engineFacade({
    ...{
      registry,
      pool,
      clock,
      redact,
      log,
      logStore,
      hub,
      prices,
      monitor,
      arming,
      routing,
      failover,
      evaluation,
      firer,
    },
    ...{
      amender,
      answers,
      groups,
      signals,
      orders,
      sender,
      tracker,
      life,
      halt,
      commits,
      facts,
      onOrder,
      stopTimeWatch,
      stopChecks,
    },
    closeConnections: connections.close,
    closeStorage: storage.close,
  });
}
