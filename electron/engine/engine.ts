import path from 'node:path';
import type { LogLevel } from '../../shared/schema/log-record.ts';
import { createAccountIdentities } from './accounts/account-identities.ts';
import { createAccountMonitor } from './accounts/account-monitor.ts';
import { loadAccounts } from './accounts/load-accounts.ts';
import { createApprovalDesk } from './approvals/approval-desk.ts';
import { createApprovalService } from './approvals/approval-service.ts';
import { createApprovalStore } from './approvals/approval-store.ts';
import { createAuditChain } from './audit/audit-chain.ts';
import { recordConfirmation } from './audit/confirmations.ts';
import { createKeyUse } from './audit/key-use.ts';
import { createBooks } from './books/create-books.ts';
import { createImportService } from './books/history/import-service.ts';
import { createStatements } from './books/statements/create-statements.ts';
import { createRateBooks, createWorths } from './books/worth/create-worth.ts';
import { createSnapshotStore } from './books/worth/snapshot-store.ts';
import { engineFacade } from './engine-facade.ts';
import type { Engine } from './engine-interface.ts';
import { createGroupJournal } from './groups/group-journal.ts';
import { createGroupService, knownGroupAnswer } from './groups/group-service.ts';
import { createGroupStore } from './groups/group-store.ts';
import { createAnswerOnce } from './orders/answer-once.ts';
import { createAmendJournal } from './orders/amend-journal.ts';
import { createAmender } from './orders/amend-order.ts';
import { cancelAll } from './orders/cancel-all.ts';
import { cancelOrder } from './orders/cancel-order.ts';
import { closePosition } from './orders/close-position.ts';
import { createSignalFirer, knownAnswer } from './orders/fire-signal.ts';
import { createKeyedQueue } from './orders/keyed-queue.ts';
import { createOrderJournal } from './orders/order-journal.ts';
import { createOrderLife } from './orders/order-life.ts';
import { createOrderLists } from './orders/order-lists.ts';
import type { OrderRow } from './orders/order-row.ts';
import { readAskAfter } from './orders/order-watch.ts';
import { accountPositions } from './orders/positions.ts';
import { createSignalJournal } from './orders/signal-journal.ts';
import type { Clock, Ids } from './ports.ts';
import { createArmingService } from './risk/arming-service.ts';
import { readMarketBand } from './risk/market-band.ts';
import { createMarks } from './risk/marks.ts';
import { readPlacedOrders } from './risk/placed-orders.ts';
import { createRiskPolicyStore } from './risk/policy-store.ts';
import { createPositionReadings } from './risk/position-readings.ts';
import { createProfitJournal } from './risk/profit/profit-journal.ts';
import { createProfitService } from './risk/profit/profit-service.ts';
import { createRates } from './risk/rates.ts';
import { createAccountExposures } from './risk/exposure.ts';
import { createExposureLedger } from './risk/exposure-ledger.ts';
import { createLimitFacts } from './risk/limit-facts.ts';
import { createReservations } from './risk/reservations.ts';
import { createRiskService } from './risk/risk-service.ts';
import { createStops } from './risk/stops/create-stops.ts';
import { openStopReserve } from './risk/stops/stop-reserve.ts';
import { createStopWork } from './risk/stops/stop-work.ts';
import { knowsStrategy } from './risk/stops/knows-strategy.ts';
import { readStopRules } from './risk/stops/stop-rules.ts';
import { createFailoverService } from './routing/failover-service.ts';
import { createFailoverStore } from './routing/failover-store.ts';
import { DEMO_CHANGES } from './routing/demo-maps.ts';
import { createMappingStore } from './routing/mapping-store.ts';
import { createRoutingService } from './routing/routing-service.ts';
import { systemClock, systemIds, systemLoopDelay, systemSoon } from './seams.ts';
import { createCommitBatch } from './store/commit-batch.ts';
import { checkJournalLater } from './store/check-later.ts';
import { createJournalHalt } from './store/journal-halt.ts';
import { openStorage } from './store/open-storage.ts';
import { createSafekeeping } from './store/safekeeping.ts';
import { timedWrites } from './store/timed-writes.ts';
import { watchTime } from './time-watch.ts';
import { createTurnWatch } from './turn-watch.ts';
import { createAnnouncer } from './telemetry/announcer.ts';
import { createEventHub } from './telemetry/event-hub.ts';
import { levelOf, openLog } from './telemetry/log.ts';
import { openLogStore } from './telemetry/log-store.ts';
import { createEngineMetrics } from './telemetry/metrics/engine-metrics.ts';
import { createRedactor } from './telemetry/redact.ts';
import type { VenueFetch } from './venues/deps.ts';
import { openKeepAliveFetch } from './venues/http/keep-alive-fetch.ts';
import { createExchangeHealth } from './venues/health/exchange-health.ts';
import { VERSION } from './version.ts';
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
  const storage = openStorage(options.dataDir, { env: options.env, ...(options.clock && { clock: options.clock }) });
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
  const turns = createTurnWatch(clock, systemSoon);
  const db = timedWrites(halt.db, turns.begin);
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

  const metrics = createEngineMetrics({ version: VERSION, clock, loopDelay: systemLoopDelay });
  const { measures } = metrics;

  // What is kept
  const audit = createAuditChain(db, clock);
  const onKeyUse = createKeyUse({ gather: (work) => batch.gather(work), audit, log });
  const { logs, logDir } = storage;
  const kept = { dataDir, env, problems, db, logs, logDir };
  const safekeeping = createSafekeeping({ ...kept, clock, log, soon: systemSoon, alsoThin: () => worth.thin() });
  const signals = createSignalJournal(db, (row) => life.document(row));
  const orders = createOrderJournal(db, audit, clock);
  const mappings = createMappingStore(db, audit, clock);
  const riskPolicy = createRiskPolicyStore(db, audit, clock);
  if (demo && mappings.revision() === 0) mappings.apply(DEMO_CHANGES, null, 'demo workspace', 'seed');

  // Whom it talks to
  const connections = openKeepAliveFetch();
  const health = createExchangeHealth(clock, (exchange) => {
    log.warn('Exchange health changed', { exchange });
    hub.publish({ topic: 'failover', failover: failover.api.current() });
  });
  const markets = openMarketStore(dataDir, clock);
  const fetch = options.fetch ?? connections.fetch;
  const onSkew: Parameters<typeof createVenuePool>[0]['onSkew'] = (place, ms) => {
    measures.clockSkew(place.exchange, ms);
    return stops.clockMeasured(place, ms);
  };
  const onAnswer = measures.venueAnswered;
  const pool = createVenuePool({
    ...{ registry, db, log, clock, ids, health, fetch, markets, turns },
    ...{ onSkew, onKeyUse, onAnswer },
  });
  const prices = createPriceFeed(clock, (ticker, { market, exchange }) => {
    // An event names the exchange alone: prices of a test network must not pass for those of the exchange.
    if (market === pool.market(exchange)) hub.publish({ topic: 'price', ticker });
  });

  // What holds it back
  const reservations = createReservations();
  const exposure = createExposureLedger({ clock, mark: reservations.mark });
  const announce = createAnnouncer({
    hub,
    log,
    signals,
    status: (name) => monitor.status(name),
    statuses: () => monitor.statuses(),
    document: (row) => life.document(row),
  });
  const stops = createStops({
    ...{ registry, db, audit, clock, ids, log, redact },
    rules: readStopRules(env, problems),
    isUnknown: (orderId) => orders.row(orderId).status === 'unknown',
    reserve: openStopReserve(path.join(dataDir, 'stops-reserve.json')),
    knowsStrategy(id) {
      const { maps } = routing.snapshot();
      return knowsStrategy(id, { maps, policy: riskPolicy.policy(), signals, approvals: approvalStore });
    },
    late: { arming: () => arming, work: () => stopWork },
    alongRelease: (stop, by) => identities.alongRelease(stop, by),
    onChange() {
      hub.publish({ topic: 'stops', stops: stops.api.current() });
      risk.noteChange();
    },
  });
  const identities = createAccountIdentities({ registry, db, audit, clock, log });
  const stopped = ({ account_name, strategy_id }: Pick<OrderRow, 'account_name' | 'strategy_id'>) =>
    stops.objection(account_name, strategy_id);
  const { arming, api: armingApi } = createArmingService({
    ...{ registry, pool, stops, onKeyUse, db, audit, clock, ids, log },
    reconciler: () => life.reconciler,
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
    onStatus(status) {
      announce.status(status);
      books.noteStatus(status);
    },
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
  const onOrder = (row: OrderRow): void => {
    announce.order(row);
    for (const follow of [measures.order, profit.noteOrder, risk.noteOrder, books.noteOrder]) {
      try {
        follow(row);
      } catch (error) {
        // The order goes its way all the same.
        log.error('A change of an order could not be followed', { order_id: row.id, detail: String(error) });
      }
    }
  };
  const commits = { lastMs: null as number | null };
  const onCommit = (tookMs: number): void => {
    commits.lastMs = tookMs;
    measures.committed(tookMs);
  };
  const batch = createCommitBatch(db, clock, onCommit, systemSoon);

  // What the accounts are worth, and what they gain and lose
  const { mark } = reservations;
  const { attended = false } = options;
  const rateBooks = createRateBooks({
    ...{ registry, pool, db, batch, fetch, env, problems, clock, log, attended },
    rates: createRates({ registry, pool, marks: createMarks({ prices, clock }), clock, redact }),
  });
  const rates = rateBooks.market;
  const snapshots = createSnapshotStore(db);
  const positions = createPositionReadings({ pool, clock, mark });
  const profit = createProfitService({
    ...{ registry, pool, monitor, positions, rates, mark, batch, clock, log, redact, policy: riskPolicy.policy },
    journal: createProfitJournal(db),
    onLimitReached: (accountName, code, reason) => stops.stopAutomatically({ accountName, code, reason }),
    carried: (seat, currency) => snapshots.last({ ...seat, currency })?.profit ?? '0',
    onMeasured(name, how) {
      risk.noteChange();
      worth.noteMeasured(name, how);
    },
  });
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
      exposure,
      audit,
      clock,
      log,
      redact,
      onOrder,
    },
    stopped,
    onOutcome: stops.orderSent,
    onDisagreement: (accountName, reason) => stops.stopAutomatically({ accountName, code: 'BOOKS_DISAGREE', reason }),
    askAfterMs: readAskAfter(env['QT_UNKNOWN_ASK_AFTER'], problems),
    attended: options.attended ?? false,
    onStreamTold: (exchange, saidMs) => measures.streamTold(exchange, { saidMs, heardMs: clock.nowMs() }),
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
  const exposures = createAccountExposures({
    ...{ pool, monitor, positions, rates, profit, ledger: exposure, redact, clock, policy: riskPolicy.policy },
    config: sources.config,
    external: life.external,
    placedAfter: orders.placedAfter,
  });
  const risk = createRiskService({
    ...{ registry, store: riskPolicy, exposures, profit, rates, positions, monitor, stops, clock, log },
    placedSince: (sinceMs) => readPlacedOrders(db, registry, sinceMs),
    soon: systemSoon,
    publish: (document) => hub.publish({ topic: 'risk', risk: document }),
  });
  hub.onAudience(risk.watch);
  const books = createBooks({
    ...{ dataDir, db, registry, monitor, positions, batch, hub, clock, log, redact },
    ...{ marks: rates, rates: rateBooks.book, policy: riskPolicy.policy, soon: systemSoon },
  });
  const worth = createWorths({
    ...{ registry, profit, risk, rates: rateBooks, store: snapshots, batch, db, clock, log, attended },
    ...{ policy: riskPolicy.policy, soon: systemSoon },
    reader: () => books.reader,
    publish: (summary) => hub.publish({ topic: 'worth', summary }),
  });
  hub.onAudience(worth.watch);
  const statements = createStatements({
    ...{ registry, db, books: books.reader, rates: rateBooks.book, ensureRates: rateBooks.ensureBankDays },
    ...{ policy: riskPolicy.policy, soon: systemSoon },
  });
  const limits = createLimitFacts({ policy: riskPolicy.policy, stops, exposures, ledger: exposure, clock });
  const { snapshot } = routing;
  const evaluation = { snapshot, sources, journal: orders, arming, reservations, limits, reconciler, halt };
  const groupJournal = createGroupJournal(db, audit);
  const fired = { journal: groupJournal, signals, underWay: (id: string) => answers.underWay(id) };
  const journaled = (id: string) => knownAnswer(id, signals) ?? knownGroupAnswer(id, fired);
  const approvalStore = createApprovalStore(db);
  const approvalDesk = createApprovalDesk({
    ...{ store: approvalStore, policy: riskPolicy.policy, journaled, signals, db, audit, clock, ids, log, hub },
    onSignal: announce.signal,
  });
  const answers = createAnswerOnce((id) => journaled(id) ?? approvalDesk.known(id));
  const firer = createSignalFirer({
    ...evaluation,
    batch,
    answers,
    approvals: approvalDesk,
    audit,
    signals,
    orders,
    exposure,
    sender,
    stopped,
    turns,
    queue: createKeyedQueue(),
    clock,
    measures,
    ids,
    log,
    onSignal: announce.signal,
    soon: systemSoon,
  });
  const groups = createGroupService({
    ...fired,
    ...{ evaluation, registry, answers, approvals: approvalDesk, firer, batch, audit, clock, ids, log },
    store: createGroupStore(db, audit, clock),
    onChange: () => hub.publish({ topic: 'groups', groups: groups.list() }),
  });

  const approvals = createApprovalService({ store: approvalStore, desk: approvalDesk, journaled, firer, groups });

  const amends = createAmendJournal(db, { audit, evidence: orders.evidence, clock });
  const amender = createAmender({
    ...{ journal: orders, amends, sender, tracker, pool, evaluation, answers, firer, reservations, exposure },
    ...{ stopped, clock, log, redact, onOrder },
  });
  const cancels = { journal: orders, registry, amender, life, sender, tracker, pool, log, redact, onOrder };
  const closes = { registry, pool, monitor, firer };
  const stopWork = createStopWork({
    ...{ store: stops.store, registry, journal: orders, clock, log, redact, lookup: tracker.lookup },
    cancelAll: (scope, by) => cancelAll(scope, by, cancels),
    cancel: (orderId, by) => cancelOrder(orderId, by, cancels),
    positions: (accountName) => accountPositions(accountName, closes),
    instruments: (accountName) => pool.venue(accountName).market.instruments(),
    locked: async (accountName, asset) =>
      (await monitor.balances(accountName, 0)).balances.find((each) => each.asset === asset)?.locked ?? '0',
    ignored: (accountName) => riskPolicy.policy().settings[accountName]?.ignored_assets ?? [],
    close: (accountName, symbol, { by, objection }) =>
      closePosition(accountName, symbol, by, closes, { flatten: true, objection }),
  });

  const imports = createImportService({
    ...{ registry, pool, identities, monitor, positions, orders, db, batch, audit, hub, clock, log, redact },
    noteTrades: books.noteTrades,
  });

  announce.start(registry.list(), problems, mappings.revision());
  identities.review(stops);
  amender.recover();
  life.recover();
  approvalDesk.recover();
  if (options.attended) {
    stopWork.resume();
    profit.attend();
    safekeeping.attend();
    imports.attend();
    books.attend();
  }
  const stopTimeWatch = watchTime(clock, (jumpMs) => {
    log.warn('The clock jumped, or the machine slept', { detail: `${jumpMs} ms` });
    life.doubt();
    arming.timeJumped();
    approvalDesk.expireDue();
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
      armingApi,
      routing,
      failover,
      evaluation,
      firer,
    },
    ...{
      amender,
      answers,
      approvals,
      groups,
      signals,
      orders,
      orderLists: createOrderLists(db, clock, life),
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
    ...{ stops, stopWork, risk, profit, books, worth, rateBooks, statements, safekeeping, imports, metrics },
    recordConfirmation: (action, door) => recordConfirmation(action, door, { db, audit, log, redact }),
    closeApprovals: approvalDesk.close,
    closeConnections: connections.close,
    closeStorage: storage.close,
  });
}
