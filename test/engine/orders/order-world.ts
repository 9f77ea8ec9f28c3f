import { NO_FAILOVER } from '../../../shared/schema/failover.ts';
import { createAccountMonitor } from '../../../electron/engine/accounts/account-monitor.ts';
import type { AccountConfig } from '../../../electron/engine/accounts/account-config.ts';
import { AccountRegistry } from '../../../electron/engine/accounts/registry.ts';
import { seatMark } from '../../../electron/engine/accounts/seat-mark.ts';
import { createApprovalDesk } from '../../../electron/engine/approvals/approval-desk.ts';
import { createApprovalStore } from '../../../electron/engine/approvals/approval-store.ts';
import { createAuditChain } from '../../../electron/engine/audit/audit-chain.ts';
import { cancelOrder } from '../../../electron/engine/orders/cancel-order.ts';
import { evaluate, routeSignal } from '../../../electron/engine/orders/evaluate.ts';
import { createAnswerOnce } from '../../../electron/engine/orders/answer-once.ts';
import { createSignalFirer, knownAnswer } from '../../../electron/engine/orders/fire-signal.ts';
import { createKeyedQueue } from '../../../electron/engine/orders/keyed-queue.ts';
import { createOrderJournal } from '../../../electron/engine/orders/order-journal.ts';
import type { OrderRow } from '../../../electron/engine/orders/order-row.ts';
import { createOrderLife } from '../../../electron/engine/orders/order-life.ts';
import type { OrderLifeDeps } from '../../../electron/engine/orders/order-life.ts';
import { createSignalJournal } from '../../../electron/engine/orders/signal-journal.ts';
import { systemSoon } from '../../../electron/engine/seams.ts';
import { createArming } from '../../../electron/engine/risk/arming.ts';
import { createAccountExposures } from '../../../electron/engine/risk/exposure.ts';
import { createExposureLedger } from '../../../electron/engine/risk/exposure-ledger.ts';
import { createLimitFacts } from '../../../electron/engine/risk/limit-facts.ts';
import { createMarks } from '../../../electron/engine/risk/marks.ts';
import { createPositionReadings } from '../../../electron/engine/risk/position-readings.ts';
import { createRates } from '../../../electron/engine/risk/rates.ts';
import type { ProfitSource } from '../../../electron/engine/risk/risk-ports.ts';
import { createReservations } from '../../../electron/engine/risk/reservations.ts';
import type { StopService } from '../../../electron/engine/risk/stops/stop-service.ts';
import { createCommitBatch } from '../../../electron/engine/store/commit-batch.ts';
import type { JournalHalt } from '../../../electron/engine/store/journal-halt.ts';
import type { Database } from '../../../electron/engine/store/sqlite.ts';
import { createEventHub } from '../../../electron/engine/telemetry/event-hub.ts';
import { createRedactor } from '../../../electron/engine/telemetry/redact.ts';
import { createPriceFeed } from '../../../electron/engine/venues/price-feed.ts';
import type { VenuePool } from '../../../electron/engine/venues/venue-pool.ts';
import type {
  AccountFill,
  CancelOutcome,
  LookupOutcome,
  OpenOrder,
  OrderRef,
  OrderReport,
  PlaceOutcome,
  Venue,
  VenueEvent,
  VenueOrder,
} from '../../../electron/engine/venues/venue.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { BalanceDocument } from '../../../shared/schema/account.ts';
import type { Instrument } from '../../../shared/schema/market.ts';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { NO_POLICY } from '../../../shared/schema/risk-policy.ts';
import type { RiskPolicy } from '../../../shared/schema/risk-policy.ts';
import { signalSchema } from '../../../shared/schema/signal.ts';
import type { SignalInput } from '../../../shared/schema/signal.ts';
import { realAccount } from '../../support/accounts.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import type { FakeClock } from '../../support/fake-clock.ts';
import { createMemoryLog } from '../../support/memory-log.ts';
import { createSeededIds } from '../../support/seeded-ids.ts';
import { tempJournal } from '../../support/temp-journal.ts';

export const BTC: Instrument = {
  symbol: 'BTC/USDT',
  venue_symbol: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  active: true,
  contract_size: '1',
  tick: '0.01',
  step: '0.0001',
  min_amount: '0.0001',
  max_amount: '100',
  min_price: '0.01',
  max_price: null,
  min_notional: '5',
  maker_fee: '0.001',
  taker_fee: '0.001',
};

type Script<T, A> = (asked: A) => T | Promise<T>;

/** A venue that does what the test tells it to, and remembers what it was asked. */
export interface ScriptedVenue extends Venue {
  placed: VenueOrder[];
  canceled: OrderRef[];
  lookups: OrderRef[];
  free: Record<string, string>;
  onPlace: Script<PlaceOutcome, VenueOrder>;
  onCancel: Script<CancelOutcome, OrderRef>;
  onLookup: Script<LookupOutcome, OrderRef>;
  onPrepare: Script<string | null, VenueOrder>;
  onOpenOrders: () => OpenOrder[] | Promise<OpenOrder[]>;
  onFills: (symbol: string, sinceMs: number) => AccountFill[] | Promise<AccountFill[]>;
  onCancelExternal: Script<CancelOutcome, Pick<OpenOrder, 'venueOrderId' | 'symbol'>>;
  /** Set: the venue has a stream, and these listen to it. */
  listeners: Set<(event: VenueEvent) => void> | null;
  tell(event: VenueEvent): void;
  /** How often its clock was put in doubt. */
  doubts: number;
}

export function report(change: Partial<OrderReport> = {}): OrderReport {
  return { venueOrderId: 'v1', status: 'open', filled: '0', average: null, fills: [], ...change };
}

export function filledReport(amount: string, trades = 1): OrderReport {
  return report({
    status: 'filled',
    filled: amount,
    average: '50000',
    fills: Array.from({ length: trades }, (_, i) => ({
      tradeId: `t${i + 1}`,
      price: '50000',
      amount: i === 0 ? amount : '0',
      fee: '0.01',
      feeAsset: 'USDT',
      liquidity: 'taker' as const,
      atMs: 1_000 + i,
    })),
  });
}

function scriptedVenue(clock: FakeClock): ScriptedVenue {
  const at = () => new Date(clock.nowMs()).toISOString();
  const venue: ScriptedVenue = {
    placed: [],
    canceled: [],
    lookups: [],
    free: { USDT: '100000', BTC: '10' },
    onPlace: (order) => ({ kind: 'accepted', report: filledReport(order.amount) }),
    onCancel: () => ({ kind: 'canceled', report: report({ status: 'canceled' }) }),
    onLookup: () => ({ kind: 'failed', message: 'no script for look-ups' }),
    onPrepare: () => null,
    onOpenOrders: () => [],
    onFills: () => [],
    onCancelExternal: () => ({ kind: 'gone', message: 'no such order' }),
    listeners: null,
    tell(event) {
      for (const listener of venue.listeners ?? []) listener(event);
    },
    doubts: 0,
    orderTypes: 'market_and_limit',
    features: { postOnly: true, reduceOnly: false, amend: 'replace' },
    market: {
      instruments: async () =>
        new Map([
          [BTC.symbol, BTC],
          ['ETH/USDT', { ...BTC, symbol: 'ETH/USDT', base: 'ETH' }],
        ]),
      ticker: async (symbol) => ({ exchange: 'binance', symbol, bid: '49999', ask: '50000', last: '50000', at: at() }),
      book: async () => ({ bids: [['49999', '10']], asks: [['50000', '10']], atMs: clock.nowMs() }),
      close: async () => {},
    },
    prepare: async (order) => venue.onPrepare(order),
    place: async (order) => {
      venue.placed.push(order);
      return venue.onPlace(order);
    },
    cancel: async (ref) => {
      venue.canceled.push(ref);
      return venue.onCancel(ref);
    },
    lookup: async (ref) => {
      venue.lookups.push(ref);
      return venue.onLookup(ref);
    },
    cancelExternal: async (order) => venue.onCancelExternal(order),
    openOrders: async () => venue.onOpenOrders(),
    fillsSince: async (symbol, sinceMs) => venue.onFills(symbol, sinceMs),
    positions: async () => [],
    subscribe(listener) {
      const { listeners } = venue;
      listeners?.add(listener);
      return listeners && (() => void listeners.delete(listener));
    },
    balances: async (): Promise<BalanceDocument[]> =>
      Object.entries(venue.free).map(([asset, free]) => ({ asset, free, locked: '0', total: free })),
    clockSkewMs: async () => 0,
    key: async () => null,
    close: async () => {},
  };
  return venue;
}

/** The order path on a real journal, a scripted venue and a clock that stands still: one engine's worth, without its doors. */
export function orderWorld(
  options: {
    db?: Database;
    clock?: FakeClock;
    accounts?: AccountConfig[];
    venue?: ScriptedVenue;
    attended?: boolean;
    askAfterMs?: number;
    halt?: Pick<JournalHalt, 'current' | 'recheck'>;
    policy?: () => RiskPolicy;
    profit?: ProfitSource;
    stops?: Pick<StopService, 'objections' | 'objection'>;
    onOutcome?: OrderLifeDeps['onOutcome'];
    onDisagreement?: OrderLifeDeps['onDisagreement'];
  } = {},
) {
  const { onOutcome = () => {}, onDisagreement = () => {} } = options;
  const stops = options.stops ?? { objections: () => [], objection: () => null };
  const stopped: OrderLifeDeps['stopped'] = (order) => stops.objection(order.account_name, order.strategy_id);
  const db = options.db ?? tempJournal();
  const clock = options.clock ?? createFakeClock();
  const accounts = options.accounts ?? [realAccount('main_binance')];
  const registry = new AccountRegistry();
  for (const account of accounts) registry.register(account);
  const venue = options.venue ?? scriptedVenue(clock);
  const ids = createSeededIds(`world ${clock.nowMs()}`, clock);
  const log = createMemoryLog();
  const redact = createRedactor(registry.secrets());
  const audit = createAuditChain(db, clock);
  const journal = createOrderJournal(db, audit, clock);
  const signals = createSignalJournal(db, (row) => life.document(row));
  const reservations = createReservations();
  const exposure = createExposureLedger({ clock, mark: reservations.mark });
  const hasSeatOf: VenuePool['hasSeatOf'] = (order) => {
    const config = registry.config(order.account_name);
    return config?.exchange === order.exchange && config.mode === order.mode;
  };
  const markOf = (name: string): string | null => {
    const config = registry.config(name);
    return config && seatMark(config);
  };
  const pool: VenuePool = {
    venue: () => venue,
    hasSeatOf,
    seatOf: (order) => {
      if (!hasSeatOf(order)) throw new QtError('ACCOUNT_INVALID');
      return venue;
    },
    seatMark: markOf,
    isSameSeat: ({ account_name: name, seat }) => seat === null || seat === markOf(name),
    market: () => venue.market,
    doubtClocks: () => void (venue.doubts += 1),
    close: async () => {},
  };
  const arming = createArming({ registry, db, audit, clock, ids, log, objection: () => null, onChange: () => {} });
  const key = { can_trade: true, can_withdraw: false, note: '' };
  for (const { name, mode } of accounts) {
    if (mode === 'real') arming.arm(arming.mint(name, 3_600_000, key).confirmation_id, name, 'test');
  }
  const monitor = createAccountMonitor({
    registry,
    pool,
    clock,
    redact,
    mark: reservations.mark,
    armedUntilMs: arming.armedUntilMs,
    orderFacts: (name, unknown) => life.facts(name, unknown),
    unsettledCounts: journal.unsettledCounts,
    onStatus: () => {},
  });
  const told: OrderDocument[] = [];
  const onOrder = (row: OrderRow) => void told.push(life.document(row));
  const batch = createCommitBatch(db, clock, () => {}, systemSoon);
  const life = createOrderLife({
    ...{
      db,
      batch,
      journal,
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
    ...{ stopped, onOutcome, onDisagreement },
    askAfterMs: options.askAfterMs ?? 120_000,
    attended: options.attended ?? false,
  });
  const { tracker, sender, reconciler } = life;
  const prices = createPriceFeed(clock, () => {});
  const snapshot = () => ({
    accounts: registry.routable(),
    maps: { accounts: {}, exchanges: {} },
    failover: NO_FAILOVER,
    unhealthy: new Map<string, string>(),
    defaultExchange: 'binance' as const,
  });
  const config = (name: string) => registry.config(name);
  const policy = options.policy ?? (() => NO_POLICY);
  const unmeasured: ProfitSource = { of: async () => ({ currency: 'USDT', loss: null, reason: 'not measured here' }) };
  const exposures = createAccountExposures({
    ...{ config, policy, pool, monitor, redact, clock, ledger: exposure, placedAfter: journal.placedAfter },
    positions: createPositionReadings({ pool, clock, mark: reservations.mark }),
    rates: createRates({ registry, pool, clock, redact, marks: createMarks({ prices, clock }) }),
    profit: options.profit ?? unmeasured,
    external: (name) => life.external(name),
  });
  const evaluation = {
    snapshot,
    sources: { pool, monitor, prices, redact, marketBand: '0.005', config },
    limits: createLimitFacts({ policy, stops, exposures, ledger: exposure, clock }),
    journal,
    arming,
    reservations,
    reconciler,
    halt: options.halt ?? { current: () => null, recheck: () => null },
  };
  const journaled = (id: string) => knownAnswer(id, signals);
  const approvals = createApprovalDesk({
    ...{ policy, journaled, signals, db, audit, clock, ids, log },
    store: createApprovalStore(db),
    hub: createEventHub(clock),
    onSignal: () => {},
  });
  const answers = createAnswerOnce((id) => journaled(id) ?? approvals.known(id));
  const firer = createSignalFirer({
    ...evaluation,
    batch,
    answers,
    approvals,
    audit,
    signals,
    orders: journal,
    exposure,
    sender,
    stopped,
    turns: { begin: () => {} },
    measures: { journaled: () => {}, answered: () => {} },
    queue: createKeyedQueue(),
    clock,
    ids,
    log,
    onSignal: () => {},
    soon: systemSoon,
  });
  const signal = (change: Partial<SignalInput> = {}) =>
    signalSchema.parse({ symbol: 'BTC/USDT', side: 'long', amount: '0.01', type: 'limit', price: '50000', ...change });

  return {
    ...{
      db,
      clock,
      venue,
      registry,
      journal,
      signals,
      arming,
      tracker,
      sender,
      log,
      told,
      firer,
      reservations,
      exposure,
      exposures,
      accounts,
      life,
      reconciler,
      monitor,
      ids,
    },
    /** The parts that other worlds build on. */
    inside: { pool, evaluation, answers, redact, onOrder, audit, monitor, stopped },
    signal,
    fire: (change: Partial<SignalInput> = {}) => firer.fire(signal(change), 'cli'),
    async preview(change: Partial<SignalInput> = {}) {
      const parsed = signal(change);
      return (await evaluate(parsed, routeSignal(parsed, evaluation), evaluation)).verdict();
    },
    cancel: (id: string) =>
      cancelOrder(id, 'cli', { journal, sender, tracker, pool, log, redact, onOrder }).then(life.document),
    order: (id: string) => life.document(journal.row(id)),
    recover: life.recover,
    async close() {
      tracker.stopWaiting();
      await answers.close();
      arming.close();
      prices.close();
      monitor.close();
      await life.close();
    },
  };
}

export type OrderWorld = ReturnType<typeof orderWorld>;

/** A promise that is settled from outside. */
export function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}
