import type { ErrorDocument } from '../../../../shared/schema/error-code.ts';
import type { ReconcileDocument } from '../../../../shared/schema/order.ts';
import type { AccountRegistry } from '../../accounts/registry.ts';
import { isoTime } from '../../ports.ts';
import { errorDocument } from '../../telemetry/error-document.ts';
import type { Redact } from '../../telemetry/redact.ts';
import { CERTAIN_AFTER_MS, createDisagreements } from './disagreements.ts';
import { readOpenAtVenue } from './open-orders.ts';
import { reconcileAccount } from './reconcile-account.ts';
import type { Findings, ReconcileDeps } from './reconcile-account.ts';
import { createVanishedOrders } from './vanished-orders.ts';

export interface Reconciler {
  /** `unknown_orders` is not counted here. */
  document(accountName: string): ReconcileDocument;
  /** Why the account does not trade: it was not compared with its venue, or too long ago. Null where it trades. */
  objection(accountName: string): ErrorDocument | null;
  /** Compares the account unless that was done; waits for it, but not for ever. Never throws: see `objection`. */
  ensure(accountName: string): Promise<void>;
  /** Compares now; null: every account. Never throws for a venue: what failed is in the answer. */
  run(accountName: string | null): Promise<ReconcileDocument[]>;
  /** Compares soon, in the background: something may have been missed. */
  soon(accountName: string): void;
  /** Reads the open orders alone. */
  rereadOpen(accountName: string): void;
  /** What was compared is in doubt (the machine slept): real accounts are compared again before they trade. */
  doubt(): void;
  /** Compares every real account now and every few minutes: somebody relies on this engine. */
  attend(): void;
  close(): Promise<void>;
}

/** An order does not wait longer than this for its account to be compared. */
const ENSURE_MS = 10_000;
const EVERY_MS = 3 * 60_000;
const RETRY_FIRST_MS = 10_000;
const SOON_MS = 1_000;
/** After a failure so long goes by before another order or preview asks again: an exchange that is down is not flooded. */
const PAUSE_MS = 3_000;
/** A comparison this old is none. */
const STALE_MS = 15 * 60_000;

interface State {
  /** The account may trade on the last comparison, as long as it is not stale. */
  compared: boolean;
  comparedMonotonicMs: number;
  comparedMs: number | null;
  endedMs: number | null;
  /** When the comparison ended that the account trades on. */
  comparedEndedMs: number | null;
  findings: Findings;
  error: ErrorDocument | null;
  running: Promise<void> | null;
  failures: number;
  failedMonotonicMs: number | null;
  cancelNext: (() => void) | null;
}

const NOTHING: Findings = { unsettled: 0, settled: 0, fills_booked: 0, external_orders: 0 };

export function createReconciler(
  outside: Omit<ReconcileDeps, 'vanished' | 'disagreements'> & {
    registry: AccountRegistry;
    redact: Redact;
    /** Told whenever an account's document has changed. */
    onChange: (accountName: string) => void;
    /** Called after each comparison that succeeded, in an engine that is attended. */
    onCompared: (accountName: string) => void;
    /** Our books and those of the account's venue are not the same, for certain. */
    onDisagreement: (accountName: string, detail: string) => void;
  },
): Reconciler {
  const disagreements = createDisagreements({ clock: outside.clock, onCertain: outside.onDisagreement });
  const deps = { ...outside, vanished: createVanishedOrders(outside), disagreements };
  const { registry, journal, clock, log } = deps;
  const states = new Map<string, State>();
  let attended = false;
  let closed = false;

  function of(name: string): State {
    let state = states.get(name);
    if (!state) {
      const never = { compared: false, comparedMonotonicMs: 0, comparedMs: null, endedMs: null, comparedEndedMs: null };
      state = {
        ...never,
        findings: NOTHING,
        error: null,
        running: null,
        failures: 0,
        failedMonotonicMs: null,
        cancelNext: null,
      };
      states.set(name, state);
    }
    return state;
  }

  const isReal = (name: string): boolean => registry.config(name)?.mode === 'real';
  const isFresh = (state: State): boolean =>
    state.compared && clock.monotonicMs() - state.comparedMonotonicMs < STALE_MS;

  function stateWord(name: string, state: State): ReconcileDocument['state'] {
    if (!isReal(name)) return 'not_needed';
    if (state.running) return 'running';
    if (isFresh(state)) return 'done';
    return state.endedMs === null ? 'pending' : 'failed';
  }

  function document(name: string): ReconcileDocument {
    const state = of(name);
    // What failed since is in the error: "done" is of the time at which it was.
    const atMs = isFresh(state) ? state.comparedEndedMs : state.endedMs;
    return {
      account_name: name,
      state: stateWord(name, state),
      at: atMs === null ? null : isoTime(atMs),
      ...state.findings,
      external_orders: deps.externals.count(name),
      unknown_orders: 0,
      error: state.error,
    };
  }

  /** A paper account's ledger is its venue; only what is not settled is looked at. */
  async function compare(name: string, state: State): Promise<Findings> {
    if (isReal(name)) return reconcileAccount(name, state.comparedMs, deps);
    const before = journal.newestFill();
    const unsettled = journal.unsettledOf(name).filter((order) => deps.pool.hasSeatOf(order));
    for (const order of unsettled) await deps.tracker.ask(order.id, { cause: 'recovery' });
    const left = new Set(journal.unsettledOf(name).map((order) => order.id));
    const settled = unsettled.filter((order) => !left.has(order.id)).length;
    const figures = { unsettled: unsettled.length, settled, external_orders: 0 };
    return { ...figures, fills_booked: journal.fillsAfter(before, name) };
  }

  async function once(name: string, state: State): Promise<void> {
    const startedMs = clock.nowMs();
    try {
      state.findings = await compare(name, state);
      state.compared = true;
      state.comparedMonotonicMs = clock.monotonicMs();
      state.comparedMs = startedMs;
      state.comparedEndedMs = clock.nowMs();
      state.failures = 0;
      state.failedMonotonicMs = null;
      if (state.error) log.info('Account compared with its exchange again', { account_name: name });
      state.error = null;
    } catch (error) {
      state.failures += 1;
      state.failedMonotonicMs = clock.monotonicMs();
      state.error = errorDocument(error, deps.redact);
      const { code, message } = state.error;
      if (!closed)
        log.warn('Account could not be compared with its exchange', { account_name: name, code, detail: message });
    }
    state.endedMs = clock.nowMs();
  }

  function start(name: string): Promise<void> {
    const state = of(name);
    state.cancelNext?.();
    state.cancelNext = null;
    if (state.running) return state.running;
    const run = once(name, state).finally(() => {
      state.running = null;
      if (closed) return;
      deps.onChange(name);
      if (!attended || !isReal(name)) return;
      if (state.failures === 0) deps.onCompared(name);
      const nextMs = disagreements.isOpen(name) ? CERTAIN_AFTER_MS : EVERY_MS;
      schedule(name, state.failures === 0 ? nextMs : Math.min(RETRY_FIRST_MS * 2 ** (state.failures - 1), EVERY_MS));
    });
    state.running = run;
    deps.onChange(name);
    return run;
  }

  function schedule(name: string, ms: number): void {
    const state = of(name);
    if (closed) return;
    state.cancelNext?.();
    state.cancelNext = clock.after(ms, () => void start(name));
  }

  function within(work: Promise<void>, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      void work.finally(() => {
        cancel();
        resolve();
      });
    });
  }

  return {
    document,
    objection(name) {
      if (!isReal(name)) return null;
      const state = of(name);
      if (isFresh(state)) return null;
      const why = state.error?.message ?? (state.compared ? 'that was too long ago' : 'that has not ended yet');
      return { code: 'ACCOUNT_UNRECONCILED', message: `${name} could not be compared with its exchange: ${why}` };
    },
    async ensure(name) {
      const state = of(name);
      if (!isReal(name) || isFresh(state) || closed) return;
      const { failedMonotonicMs: failedMs } = state;
      if (!state.running && failedMs !== null && clock.monotonicMs() - failedMs < PAUSE_MS) return;
      await within(start(name), ENSURE_MS);
    },
    async run(name) {
      const names = name === null ? registry.list().map((account) => account.name) : [registry.get(name).name];
      const sound = names.filter((each) => registry.config(each) !== null);
      await Promise.all(
        sound.map(async (each) => {
          // One that runs already began before this was asked for.
          await of(each).running;
          await start(each);
        }),
      );
      const counts = journal.unsettledCounts();
      return names.map((each) => ({ ...document(each), unknown_orders: counts.get(each)?.unknown ?? 0 }));
    },
    soon(name) {
      if (isReal(name) && !of(name).running) schedule(name, SOON_MS);
    },
    rereadOpen(name) {
      readOpenAtVenue(name, deps).then(
        ({ changed }) => {
          if (changed && !closed) deps.onChange(name);
        },
        (error: unknown) => {
          const { code, message } = errorDocument(error, deps.redact);
          if (!closed) log.warn('Open orders could not be read', { account_name: name, code, detail: message });
        },
      );
    },
    doubt() {
      for (const [name, state] of states) {
        if (!isReal(name)) continue;
        state.compared = false;
        state.failedMonotonicMs = null;
        if (attended) schedule(name, 0);
        deps.onChange(name);
      }
    },
    attend() {
      attended = true;
      for (const { name } of registry.list()) if (isReal(name)) schedule(name, 0);
    },
    async close() {
      closed = true;
      for (const state of states.values()) state.cancelNext?.();
      await Promise.allSettled([...states.values()].map(async (state) => state.running));
    },
  };
}
