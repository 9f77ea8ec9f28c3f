import type {
  AccountDocument,
  AccountStatusDocument,
  BalanceDocument,
  Connectivity,
} from '../../../shared/schema/account.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import { isoTime } from '../ports.ts';
import type { Clock } from '../ports.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { Redact } from '../telemetry/redact.ts';
import type { AccountRegistry } from './registry.ts';

/** A reading of an account's balances; `mark` was taken as the question left, so what happened later is not in it. */
export interface BalanceReading {
  balances: BalanceDocument[];
  mark: number;
  atMs: number;
}

export interface AccountMonitor {
  status(name: string): AccountStatusDocument;
  statuses(): AccountStatusDocument[];
  /** The last reading, if it is younger than `maxAgeMs`; else a fresh one. Throws `QtError`. */
  balances(name: string, maxAgeMs: number): Promise<BalanceReading>;
  /** Reads again soon, in the background: after an order, or while somebody watches. */
  refreshSoon(name: string): void;
  /** Tells whoever watches that the account's status is another one. */
  tell(name: string): void;
  /** While somebody watches, all accounts are read at their own pace. */
  watchAll(present: boolean): void;
  /** Keeps the balance of an account fresh for a while because it is trading. */
  keepWarm(name: string): void;
  close(): void;
}

const PAPER_EVERY_MS = 2_000;
const REAL_EVERY_MS = 15_000;
const AFTER_ORDER_MS = 250;
const WARM_MS = 10 * 60_000;

interface State {
  reading: BalanceReading | null;
  latencyMs: number | null;
  lastOkMs: number | null;
  error: ErrorDocument | null;
  asked: boolean;
  pending: Promise<BalanceReading> | null;
  cancelNext: (() => void) | null;
  nextAtMs: number;
  warmUntilMs: number;
}

export function createAccountMonitor(deps: {
  registry: AccountRegistry;
  pool: VenuePool;
  clock: Clock;
  redact: Redact;
  /** See `Reservations.mark`. */
  mark: () => number;
  armedUntilMs: (name: string) => number | null;
  /** How the account's orders stand with its venue. */
  orderFacts: (
    name: string,
    unknownOrders: number,
  ) => Pick<AccountStatusDocument, 'stream' | 'reconcile' | 'external_orders'>;
  unsettledCounts: (name?: string) => Map<string, { open: number; unknown: number }>;
  onStatus: (status: AccountStatusDocument) => void;
}): AccountMonitor {
  const { registry, pool, clock } = deps;
  const states = new Map<string, State>();
  let watched = false;
  let closed = false;

  function state(name: string): State {
    let found = states.get(name);
    if (!found) {
      found = {
        reading: null,
        latencyMs: null,
        lastOkMs: null,
        error: null,
        asked: false,
        pending: null,
        cancelNext: null,
        nextAtMs: 0,
        warmUntilMs: 0,
      };
      states.set(name, found);
    }
    return found;
  }

  function document(
    account: AccountDocument,
    counts: Map<string, { open: number; unknown: number }>,
  ): AccountStatusDocument {
    const current = state(account.name);
    const armedUntil = deps.armedUntilMs(account.name);
    const balances = current.reading?.balances ?? null;
    return {
      account,
      connectivity: connectivity(account, current, clock.nowMs()),
      latency_ms: account.exchange === 'sim' ? null : current.latencyMs,
      last_ok_at: current.lastOkMs === null ? null : isoTime(current.lastOkMs),
      error: account.error ?? current.error,
      balances,
      balances_at: current.reading ? isoTime(current.reading.atMs) : null,
      headline: headline(account, balances),
      armed_until: armedUntil === null ? null : isoTime(armedUntil),
      ...deps.orderFacts(account.name, counts.get(account.name)?.unknown ?? 0),
      open_orders: counts.get(account.name)?.open ?? 0,
      unknown_orders: counts.get(account.name)?.unknown ?? 0,
    };
  }

  function publish(name: string): void {
    if (!closed) deps.onStatus(document(registry.get(name), deps.unsettledCounts(name)));
  }

  async function read(name: string): Promise<BalanceReading> {
    const current = state(name);
    const mark = deps.mark();
    const started = clock.monotonicMs();
    current.asked = true;
    try {
      const balances = await pool.venue(name).balances();
      current.reading = { balances, mark, atMs: clock.nowMs() };
      current.latencyMs = Math.round(clock.monotonicMs() - started);
      current.lastOkMs = current.reading.atMs;
      current.error = null;
      return current.reading;
    } catch (error) {
      current.error = errorDocument(error, deps.redact);
      throw error;
    } finally {
      schedule(name);
      publish(name);
    }
  }

  function refresh(name: string): Promise<BalanceReading> {
    const current = state(name);
    current.cancelNext?.();
    current.cancelNext = null;
    // Cleared out here: a seat that cannot be opened fails before `read` returns its promise to be remembered.
    return (current.pending ??= read(name).finally(() => (current.pending = null)));
  }

  function schedule(name: string, delayMs?: number): void {
    const current = state(name);
    const account = registry.get(name);
    if (closed || account.error) return;
    const nowMs = clock.nowMs();
    const steady = watched || current.warmUntilMs > nowMs;
    if (delayMs === undefined && !steady) return;
    const wait = delayMs ?? (account.mode === 'paper' ? PAPER_EVERY_MS : REAL_EVERY_MS);
    if (current.cancelNext && current.nextAtMs <= nowMs + wait) return;
    current.cancelNext?.();
    current.nextAtMs = nowMs + wait;
    current.cancelNext = clock.after(wait, () => {
      current.cancelNext = null;
      // The failure is in the account's status; nobody waits for this promise.
      refresh(name).catch(() => {});
    });
  }

  return {
    status: (name) => document(registry.get(name), deps.unsettledCounts(name)),
    statuses() {
      const counts = deps.unsettledCounts();
      return registry.list().map((account) => document(account, counts));
    },
    async balances(name, maxAgeMs) {
      const { reading } = state(name);
      const ageMs = reading ? clock.nowMs() - reading.atMs : Infinity;
      // A negative age means that the clock was set back: how old the reading is cannot be told any more.
      if (reading && ageMs >= 0 && ageMs < maxAgeMs) return reading;
      return refresh(name);
    },
    refreshSoon: (name) => schedule(name, AFTER_ORDER_MS),
    tell: publish,
    watchAll(present) {
      watched = present;
      if (present) for (const account of registry.list()) schedule(account.name, 0);
    },
    keepWarm(name) {
      state(name).warmUntilMs = clock.nowMs() + WARM_MS;
    },
    close() {
      closed = true;
      for (const current of states.values()) current.cancelNext?.();
    },
  };
}

function connectivity(account: AccountDocument, current: State, nowMs: number): Connectivity {
  if (account.error) return 'broken';
  if (current.error) return 'error';
  if (account.exchange === 'sim') return 'simulated';
  if (!current.asked) return 'idle';
  if (!current.reading) return 'connecting';
  const everyMs = account.mode === 'paper' ? PAPER_EVERY_MS : REAL_EVERY_MS;
  return nowMs - current.reading.atMs > 3 * everyMs ? 'stale' : 'live';
}

/** Quote currencies in the order in which an account is most likely kept. */
const QUOTES = ['USDT', 'USDC', 'NOK', 'DKK', 'EUR', 'USD'];

function headline(account: AccountDocument, balances: BalanceDocument[] | null): AccountStatusDocument['headline'] {
  if (!balances) return null;
  const order = account.exchange === 'firi' ? ['NOK', 'DKK'] : QUOTES;
  for (const asset of order) {
    const found = balances.find((balance) => balance.asset === asset);
    if (found) return { asset, total: found.total };
  }
  const first = balances[0];
  return first ? { asset: first.asset, total: first.total } : null;
}
