import type { AccountDocument, AccountStatusDocument } from '../../shared/schema/account.ts';
import { QtError } from '../../shared/schema/error-code.ts';
import type { EventFrame } from '../../shared/schema/event.ts';
import type { FireDocument, OrderDocument, OrderStatus } from '../../shared/schema/order.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';

export const ACCOUNT: AccountDocument = {
  name: 'main_sim',
  exchange: 'sim',
  mode: 'paper',
  testnet: false,
  market: 'spot',
  owner: 'me',
  description: '',
  api_url: null,
  leverage: null,
  margin_mode: null,
  origin: 'demo',
  has_credentials: false,
  error: null,
};

export const STATUS: AccountStatusDocument = {
  account: ACCOUNT,
  connectivity: 'simulated',
  latency_ms: 1,
  last_ok_at: null,
  error: null,
  balances: null,
  balances_at: null,
  headline: null,
  armed_until: null,
  stream: 'none',
  reconcile: {
    account_name: 'main_sim',
    state: 'not_needed',
    at: null,
    unsettled: 0,
    settled: 0,
    fills_booked: 0,
    external_orders: 0,
    unknown_orders: 0,
    error: null,
  },
  external_orders: 0,
  open_orders: 0,
  unknown_orders: 0,
};

export function order(status: OrderStatus, error: OrderDocument['error'] = null): OrderDocument {
  return {
    id: 'ord_1',
    signal_id: 'sig_1',
    client_order_id: '0'.repeat(32),
    venue_order_id: null,
    account_name: 'main_sim',
    exchange: 'sim',
    mode: 'paper',
    testnet: false,
    strategy_id: null,
    symbol: 'BTC/USDT',
    side: 'buy',
    type: 'market',
    time_in_force: null,
    post_only: false,
    reduce_only: false,
    amount: '1',
    price: null,
    filled: '0',
    average: null,
    status,
    cancel_requested: false,
    replaces: null,
    replaced_by: null,
    late: false,
    watch: null,
    error,
    note: null,
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:00:00.000Z',
  };
}

export function fired(orders: OrderDocument[], error?: FireDocument['error']): FireDocument {
  return {
    signal_id: 'sig_1',
    decision: {
      exchange: 'sim',
      exchange_source: 'default',
      account_name: 'main_sim',
      account_source: 'default',
      mode: 'paper',
      testnet: false,
      trace: [],
      checks: [],
    },
    orders,
    ...(error ? { error } : {}),
  };
}

export interface FakeEngine extends Engine {
  /** What `signals.fire` was called with. */
  readonly fires: { signal: unknown; door: string }[];
  /** What `stops.kill` was called with. */
  readonly kills: { input: unknown; door: string }[];
  /** Streams that are open now. */
  audience(): number;
  publish(frame: EventFrame): void;
}

/** Stands behind a door under test: answers what it is told to, and remembers what came through. */
export function fakeEngine(answers: { fire?: () => Promise<FireDocument> | FireDocument } = {}): FakeEngine {
  const listeners = new Set<(frame: EventFrame) => void>();
  const fires: FakeEngine['fires'] = [];
  const kills: FakeEngine['kills'] = [];
  const missing = (): never => {
    throw new Error('secret-detail: https://venue/?signature=abc');
  };
  return {
    fires,
    kills,
    audience: () => listeners.size,
    publish: (frame) => listeners.forEach((listener) => listener(frame)),
    accounts: {
      list: () => [ACCOUNT],
      get: (name) => {
        if (name !== ACCOUNT.name) throw new QtError('ACCOUNT_NOT_FOUND', `No account "${name}".`);
        return ACCOUNT;
      },
      statuses: () => [STATUS],
      test: missing,
      balance: missing,
    },
    failover: { current: missing, change: missing },
    routing: {
      current: missing,
      strategies: missing,
      apply: missing,
      undo: missing,
      revisions: missing,
      impact: missing,
    },
    signals: {
      preview: () => Promise.resolve({ decision: fired([]).decision, order: null, error: null }),
      fire: async (signal, door) => {
        fires.push({ signal, door });
        return (await answers.fire?.()) ?? fired([order('filled')]);
      },
      list: missing,
    },
    groups: {
      list: () => [],
      get: missing,
      set: missing,
      remove: missing,
      preview: missing,
      fire: missing,
      retry: missing,
      firing: missing,
      firings: missing,
    },
    orders: {
      list: missing,
      page: missing,
      choices: missing,
      today: missing,
      get: missing,
      cancel: missing,
      cancelAll: missing,
      amend: missing,
      external: missing,
      cancelExternal: missing,
      reconcile: missing,
      resolve: missing,
      counts: () => [{ account_name: 'main_sim', exchange: 'sim', mode: 'paper', status: 'filled', count: 3 }],
    },
    positions: { list: missing, close: missing },
    arming: {
      current: () => ({ real_accounts: 0, armed: [] }),
      prepare: missing,
      acknowledgeKey: missing,
      arm: missing,
      disarm: () => ({ real_accounts: 0, armed: [] }),
    },
    stops: {
      current: () => ({ stops: [] }),
      kill: (input, door) => {
        kills.push({ input, door });
        const { scope, cancel = false, flatten = false, reason = '' } = input;
        const at = '2026-01-01T00:00:00.000Z';
        const stop = { id: 'stp_1', scope, cause: 'kill', code: 'KILL_SWITCH', reason, by: door } as const;
        return { ...stop, at, durable: true, cancel, flatten, work: [] };
      },
      prepareRelease: missing,
      release: missing,
    },
    risk: { current: missing, measure: missing, change: missing, impact: missing },
    approvals: { list: () => [], waitingCount: () => 0, get: missing, approve: missing, decline: missing },
    confirmations: { record: missing },
    books: { trades: missing, pnl: missing, verify: missing, flows: missing },
    equity: {
      summary: missing,
      measure: missing,
      curve: missing,
      marks: missing,
      performance: missing,
      feeDays: missing,
    },
    history: { list: missing, start: missing, pause: missing },
    statements: { make: missing },
    audit: { head: missing },
    backups: { list: missing, make: missing },
    metrics: () =>
      Promise.resolve('account_orders_total{account_name="main_sim",exchange="sim",mode="paper",status="filled"} 3\n'),
    market: { instruments: missing, ticker: missing },
    log: { query: missing },
    system: () => ({
      version: '0.0.0',
      pid: process.pid,
      started_at: '2026-01-01T00:00:00.000Z',
      data_dir: '/nowhere',
      demo: true,
      default_exchange: 'sim',
      venues: [],
      problems: [],
      journal_commit_ms: null,
      signal_intake: null,
    }),
    events: {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    close: () => Promise.resolve(),
  };
}
