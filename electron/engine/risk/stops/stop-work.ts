import type { ErrorDocument } from '../../../../shared/schema/error-code.ts';
import type { StopDocument, StopWorkDocument } from '../../../../shared/schema/risk.ts';
import type { AccountRegistry } from '../../accounts/registry.ts';
import { createKeyedQueue } from '../../orders/keyed-queue.ts';
import type { OrderJournal } from '../../orders/order-journal.ts';
import { isoTime } from '../../ports.ts';
import type { Clock } from '../../ports.ts';
import { errorDocument } from '../../telemetry/error-document.ts';
import type { Log } from '../../telemetry/log.ts';
import { cancelRound, unsettledIn } from './cancel-round.ts';
import type { CancelRoundDeps, CancelScope } from './cancel-round.ts';
import { flattenRound } from './flatten-round.ts';
import type { Dust, FlattenRoundDeps } from './flatten-round.ts';
import { isHeldBy } from './stop-scope.ts';
import type { StopStore } from './stop-store.ts';

/** What a stop does beyond stopping: cancels and flattens, account by account, until there is nothing left or it is released. */
export interface StopWork {
  /** The documents of the work are in the store when this returns. Never throws: what could not begin is tried again. */
  begin(stop: StopDocument): void;
  /** Takes up what an earlier run left. Once, at the start. */
  resume(): void;
  /** Begins nothing more, and waits a moment for what is under way. */
  close(): Promise<void>;
}

const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 15_000;
const CLOSE_MS = 3_000;

const RELEASED: ErrorDocument = {
  code: 'STOP_NOT_FOUND',
  message: 'The stop was released, or the console is closing.',
};

interface Task {
  stop: StopDocument;
  scope: CancelScope;
  dust: Dust;
  work: StopWorkDocument;
  /** Attempts in a row after which nothing was less. */
  idle: number;
}

export function createStopWork(
  deps: Omit<CancelRoundDeps, 'journal'> &
    Omit<FlattenRoundDeps, 'journal'> & {
      store: StopStore;
      registry: AccountRegistry;
      journal: Pick<OrderJournal, 'unsettled' | 'unsettledOf' | 'row'>;
      clock: Clock;
      log: Log;
    },
): StopWork {
  const { store, registry, journal, clock, log } = deps;
  // Two stops of one account take turns, so that neither closes what the other is closing.
  const turns = createKeyedQueue();
  const running = new Set<Promise<void>>();
  const timers = new Set<() => void>();
  let closed = false;

  /** Sound accounts of the scope, and whichever has an order in it that is not settled, also where it is not configured now. */
  function accountsOf(stop: StopDocument): string[] {
    const { scope } = stop;
    const ownerOf = (name: string): string => registry.routable().get(name)?.owner ?? '';
    const withOrders = journal
      .unsettled()
      .filter((order) =>
        isHeldBy(scope, { name: order.account_name, owner: ownerOf(order.account_name) }, order.strategy_id),
      )
      .map((order) => order.account_name);
    const inScope = registry
      .list()
      .filter((account) => account.error === null && isHeldBy(scope, account, null))
      .map(({ name }) => name);
    return [...new Set([...inScope, ...withOrders])].toSorted();
  }

  /** Where orders cannot be read, any account may have some of a strategy. */
  const mayBeIn = ({ scope }: StopDocument): string[] =>
    registry
      .list()
      .filter((account) => account.error === null && (scope.kind === 'strategy' || isHeldBy(scope, account, null)))
      .map(({ name }) => name);

  /** The work is not lost where the journal cannot be read now: it says so, and begins as soon as it can. */
  function begin(stop: StopDocument, failures = 0): void {
    try {
      take(stop);
    } catch (error) {
      const detail = deps.redact(String(error));
      log.error('The work of a stop could not begin, and is tried again', { code: stop.code, detail });
      const why = errorDocument(error, deps.redact);
      const blank = { stage: 'cancelling', attempts: 0, open_orders: 0, positions: null } as const;
      const work = mayBeIn(stop).map((name): StopWorkDocument => {
        const before = stop.work.find(({ account_name }) => account_name === name);
        if (before?.stage === 'done') return before;
        return { ...blank, ...before, account_name: name, error: why, updated_at: isoTime(clock.nowMs()) };
      });
      store.setWork(stop.id, work);
      later(failures, () => {
        const now = store.find(stop.id);
        if (now) begin(now, failures + 1);
      });
    }
  }

  function take(stop: StopDocument): void {
    // Its door is the one that asked for it; what the console itself stops has no work.
    if (stop.by === 'console') return;
    const { by, scope } = stop;
    const strategyId = scope.kind === 'strategy' ? scope.name : null;
    const noted = mayBeIn(stop).filter((name) => stop.work.some(({ account_name }) => account_name === name));
    const tasks = [...new Set([...accountsOf(stop), ...noted])].toSorted().flatMap((accountName): Task[] => {
      const before = stop.work.find(({ account_name }) => account_name === accountName);
      if (before?.stage === 'done') return [];
      const cancels: CancelScope = { accountName, strategyId, by };
      const open = unsettledIn(cancels, deps).length;
      const work: StopWorkDocument = {
        ...{ account_name: accountName, stage: 'cancelling', attempts: before?.attempts ?? 0, open_orders: open },
        ...{ positions: null, error: null, updated_at: isoTime(clock.nowMs()) },
      };
      return [{ stop, scope: cancels, dust: new Map(), work, idle: 0 }];
    });
    store.setWork(
      stop.id,
      tasks.map(({ work }) => work),
    );
    for (const task of tasks) run(task);
  }

  function run(task: Task): void {
    const done = turns
      .run(task.scope.accountName, () => attempt(task))
      .catch((error: unknown) => {
        // A fault of our own in one attempt does not end the work.
        log.error('The work of a stop failed', {
          account_name: task.scope.accountName,
          detail: deps.redact(String(error)),
        });
        task.idle += 1;
      })
      .then(() => plan(task));
    running.add(done);
    void done.finally(() => running.delete(done));
  }

  function plan(task: Task): void {
    if (task.work.stage === 'done' || !store.find(task.stop.id)) return;
    later(task.idle, () => run(task));
  }

  /** Ever more slowly, the more attempts before did nothing. */
  function later(idle: number, work: () => void): void {
    if (closed) return;
    const waitMs = Math.min(RETRY_FIRST_MS * 2 ** Math.min(idle, 10), RETRY_MAX_MS);
    const cancel = clock.after(waitMs, () => {
      timers.delete(cancel);
      work();
    });
    timers.add(cancel);
  }

  const isOver = (task: Task): boolean => closed || store.find(task.stop.id) === null;

  async function attempt(task: Task): Promise<void> {
    if (isOver(task)) return;
    const before = task.work;
    const first = before.attempts === 0;
    let error = await spared(() => cancelRound(task.scope, { first, isOver: () => isOver(task) }, deps));
    let positions: number | null = null;
    if (task.stop.flatten) {
      if (isOver(task)) return;
      note(task, { ...before, stage: 'flattening', open_orders: openOrders(task) });
      const failure = await spared(async () => {
        const objection = (): ErrorDocument | null => (isOver(task) ? RELEASED : null);
        const round = await flattenRound(task.scope.accountName, { by: task.scope.by, objection }, task.dust, deps);
        ({ positions } = round);
        return round.error;
      });
      error ??= failure;
    }
    if (isOver(task)) return;
    const open = openOrders(task);
    const done = open === 0 && (!task.stop.flatten || positions === 0);
    const stage = done ? 'done' : task.stop.flatten ? 'flattening' : 'cancelling';
    const attempts = before.attempts + 1;
    const after = { ...before, stage, attempts, open_orders: open, positions, error: done ? null : error } as const;
    task.idle = isLess(after, before) ? 0 : task.idle + 1;
    note(task, after);
  }

  const openOrders = ({ scope }: Task): number => unsettledIn(scope, deps).length;

  async function spared(work: () => Promise<ErrorDocument | null>): Promise<ErrorDocument | null> {
    try {
      return await work();
    } catch (error) {
      return errorDocument(error, deps.redact);
    }
  }

  function note(task: Task, work: StopWorkDocument): void {
    task.work = { ...work, updated_at: isoTime(clock.nowMs()) };
    if (work.stage !== 'done') return store.setWork(task.stop.id, [task.work]);
    store.endWork(task.stop.id, task.work);
    const what = task.stop.flatten ? 'Canceled and flattened' : 'Open orders canceled';
    log.warn(what, {
      account_name: task.scope.accountName,
      code: task.stop.code,
      detail: `after ${work.attempts} attempts`,
    });
  }

  return {
    begin: (stop) => begin(stop),
    resume() {
      for (const stop of store.list()) if (stop.cancel || stop.flatten) begin(stop);
    },
    async close() {
      closed = true;
      for (const cancel of timers) cancel();
      timers.clear();
      // A venue that hangs holds nobody up: what it may still be told is journaled, and taken up by the next start.
      await new Promise<void>((resolve) => {
        const cancel = clock.after(CLOSE_MS, resolve);
        void Promise.allSettled(running).then(() => {
          cancel();
          resolve();
        });
      });
    },
  };
}

/** Whether anything was got done: then the next attempt comes soon. */
function isLess(after: StopWorkDocument, before: StopWorkDocument): boolean {
  const left = (positions: number | null): number => positions ?? Infinity;
  return after.open_orders < before.open_orders || left(after.positions) < left(before.positions);
}
