import { QtError } from '../../../../shared/schema/error-code.ts';
import type { ImportDocument } from '../../../../shared/schema/history.ts';
import type { AccountIdentities } from '../../accounts/account-identities.ts';
import type { AccountRegistry } from '../../accounts/registry.ts';
import type { Engine } from '../../engine-interface.ts';
import type { Database } from '../../store/sqlite.ts';
import type { EventHub } from '../../telemetry/event-hub.ts';
import type { VenuePool } from '../../venues/venue-pool.ts';
import type { VenueHistory } from '../../venues/venue.ts';
import { importDocument } from './import-document.ts';
import { startImportRun } from './import-run.ts';
import type { ImportRun, ImportRunDeps } from './import-run.ts';
import { createImportStore } from './import-store.ts';
import type { ImportJob, ImportPlace } from './import-store.ts';
import { isOrderOnItsWay } from './order-on-its-way.ts';
import { tradedSymbols } from './traded-symbols.ts';
import type { TradedSymbolsDeps } from './traded-symbols.ts';

export interface ImportService {
  api: Engine['history'];
  /** Somebody relies on this engine: what was under way goes on, and what is done is kept up. */
  attend(): void;
  /** Resolves when nothing is written any more. What was under way goes on at the next start. */
  close(): Promise<void>;
}

/** What is new is looked for so often. */
const EVERY_MS = 3_600_000;
/** After the start of an engine, which has better things to do first. */
const FIRST_MS = 1_000;
const TELL_EVERY_MS = 500;

type Deps = Omit<ImportRunDeps, 'store' | 'symbols' | 'isSending' | 'onProgress'> &
  TradedSymbolsDeps & {
    registry: AccountRegistry;
    pool: Pick<VenuePool, 'venue' | 'hasSeatOf' | 'seatMark'>;
    identities: Pick<AccountIdentities, 'isConfirmed'>;
    db: Database;
    hub: Pick<EventHub, 'publish' | 'subscribers'>;
  };

/** Imports of the past, an account each, all at the same time. */
export function createImportService(deps: Deps): ImportService {
  const { registry, pool, db, clock, log, hub } = deps;
  const store = createImportStore(db);
  const runs = new Map<string, ImportRun>();
  const cancelNext = new Map<string, () => void>();
  const told = new Map<string, { atMs: number; cancel: (() => void) | null }>();
  let attended = false;
  let closed = false;

  const runDeps: ImportRunDeps = {
    ...deps,
    store,
    symbols: (name) => tradedSymbols(name, deps),
    isSending: isOrderOnItsWay(db, clock),
    onProgress: tell,
  };

  /** Null where there is no past to ask for. */
  function placeOf(name: string): ImportPlace | null {
    const config = registry.config(name);
    const seat = pool.seatMark(name);
    if (!config || seat === null) return null;
    return { accountName: name, exchange: config.exchange, testnet: config.testnet, seat };
  }

  function historyOf(name: string): VenueHistory {
    const { history } = pool.venue(name);
    if (!history) throw unavailable(`the exchange of ${name} tells no past`);
    return history;
  }

  function document(name: string): ImportDocument {
    const account = registry.get(name);
    const place = placeOf(name);
    if (!place) return importDocument(account, null);
    const job = store.job(place);
    const limits = job ? (pool.venue(name).history?.limits ?? []) : [];
    const doing = runs.get(name)?.doing ?? null;
    return importDocument(account, { job, parts: store.parts(place), totals: store.totals(place), doing, limits });
  }

  /** At most twice a second an account; the last one is always told. */
  function tell(name: string): void {
    const last = told.get(name) ?? { atMs: -Infinity, cancel: null };
    told.set(name, last);
    if (last.cancel || closed || hub.subscribers === 0) return;
    const publish = (): void => {
      last.atMs = clock.monotonicMs();
      last.cancel = null;
      try {
        hub.publish({ topic: 'history', history: document(name) });
      } catch (error) {
        log.error('How far the import is could not be told', { account_name: name, detail: String(error) });
      }
    };
    const waitMs = last.atMs + TELL_EVERY_MS - clock.monotonicMs();
    if (waitMs <= 0) publish();
    else last.cancel = clock.after(waitMs, publish);
  }

  function begin(place: ImportPlace): void {
    const { accountName: name } = place;
    cancelNext.get(name)?.();
    const history = historyOf(name);
    db.transaction(() => store.run(place, clock.nowMs()));
    const run = startImportRun(place, history, runDeps);
    runs.set(name, run);
    void run.ended.then(() => {
      if (runs.get(name) !== run) return;
      runs.delete(name);
      tell(name);
      later(name, EVERY_MS);
    });
    tell(name);
  }

  function later(name: string, afterMs: number): void {
    if (!attended || closed) return;
    cancelNext.get(name)?.();
    cancelNext.set(
      name,
      clock.after(afterMs, () => keepUp(name)),
    );
  }

  /** Of another seat: the account has got another key since, which may belong to another past. It is asked from its beginning. */
  function lastJob(place: ImportPlace): ImportJob | null {
    return store.job(place) ?? store.lastJob(place);
  }

  function keepUp(name: string): void {
    try {
      const place = placeOf(name);
      const job = place && lastJob(place);
      if (closed || !place || !job || job.state === 'paused' || runs.has(name)) return;
      if (deps.identities.isConfirmed(name)) begin(place);
      else later(name, EVERY_MS);
    } catch (error) {
      log.error('The import could not go on', { account_name: name, detail: String(error) });
      later(name, EVERY_MS);
    }
  }

  return {
    api: {
      list: () => registry.list().map(({ name }) => document(name)),
      start(name, door) {
        registry.get(name);
        const place = placeOf(name);
        if (!place) throw unavailable(`${name} trades at no exchange: all of its past is here`);
        if (!deps.identities.isConfirmed(name)) {
          throw unavailable(`${name} is another account than it was: confirm that first, by releasing its stop`);
        }
        if (!runs.has(name)) {
          begin(place);
          log.info('The import of the past begins', { account_name: name, detail: `by ${door}` });
        }
        return document(name);
      },
      pause(name, door) {
        registry.get(name);
        const place = placeOf(name);
        const job = place && store.job(place);
        if (!job || job.state === 'paused') return document(name);
        db.transaction(() => store.end(place, 'paused', null, clock.nowMs()));
        void runs.get(name)?.stop();
        runs.delete(name);
        cancelNext.get(name)?.();
        log.info('The import of the past is paused', { account_name: name, detail: `by ${door}` });
        tell(name);
        return document(name);
      },
    },
    attend() {
      attended = true;
      for (const { name, error } of registry.list()) {
        const place = error ? null : placeOf(name);
        const job = place && lastJob(place);
        if (!job) continue;
        const ageMs = clock.nowMs() - job.updated_ms;
        later(name, job.state === 'running' ? FIRST_MS : Math.max(FIRST_MS, EVERY_MS - Math.max(0, ageMs)));
      }
    },
    async close() {
      closed = true;
      for (const cancel of cancelNext.values()) cancel();
      for (const { cancel } of told.values()) cancel?.();
      await Promise.all([...runs.values()].map((run) => run.stop()));
    },
  };
}

function unavailable(why: string): QtError {
  return new QtError('HISTORY_UNAVAILABLE', `${why}.`);
}
