import type { StopDocument, StopWorkDocument } from '../../../../shared/schema/risk.ts';
import type { AuditChain } from '../../audit/audit-chain.ts';
import { isoTime } from '../../ports.ts';
import type { Clock, Ids } from '../../ports.ts';
import type { Database } from '../../store/sqlite.ts';
import type { Log } from '../../telemetry/log.ts';
import type { StopReserve } from './stop-reserve.ts';
import { stopDocument } from './stop-row.ts';
import type { StopRow } from './stop-row.ts';
import { scopeName, scopeWords } from './stop-scope.ts';

export type NewStop = Pick<StopDocument, 'scope' | 'cause' | 'code' | 'reason' | 'by' | 'cancel' | 'flatten'>;

export interface StopStore {
  /** In effect, newest first. */
  list(): readonly StopDocument[];
  /** Of those that are not durable: whether they outlive a crash all the same. */
  keptAside(): boolean;
  find(id: string): StopDocument | null;
  /**
   * In effect when this returns, whatever fails. It is written in the same turn; where that fails the answer is not
   * `durable`, and it is tried again until it is. Not to be called within a transaction, which could take the row back.
   */
  begin(stop: NewStop): StopDocument;
  /** `along` runs in the same commit. Throws where it cannot be written: then they stay in effect. */
  release(ids: readonly string[], by: StopDocument['by'], along: (stop: StopDocument) => void): void;
  /** How far the work on these accounts has come. Kept in memory where it cannot be written. */
  setWork(id: string, work: readonly StopWorkDocument[]): void;
  /** The work on one account is done: as `setWork`, with an audit entry. */
  endWork(id: string, work: StopWorkDocument): void;
  close(): void;
}

const RETRY_MS = 1_000;

/** Something was stopped, and what it was is lost: so everything is. */
const UNREADABLE: NewStop = {
  scope: { kind: 'global' },
  cause: 'automatic',
  code: 'JOURNAL_UNAVAILABLE',
  reason: 'A stop was kept beside the journal, and cannot be read any more: it may have been about anything',
  by: 'console',
  cancel: false,
  flatten: false,
};

export function createStopStore(deps: {
  db: Database;
  audit: AuditChain;
  clock: Clock;
  ids: Ids;
  log: Pick<Log, 'error'>;
  reserve: StopReserve;
  /** What is in effect, or how far work has come, has changed. Must not throw. */
  onChange: () => void;
}): StopStore {
  const { db, audit, clock } = deps;
  let stops: StopDocument[] = db
    .all<StopRow>('SELECT * FROM stops WHERE released_ms IS NULL ORDER BY at_ms DESC, id DESC')
    .map(stopDocument);
  const reserved = deps.reserve.read();
  // Of a former run whose journal could not be written. One that the journal has by now is in effect or released there.
  const left: StopDocument[] = reserved.stops
    .filter(({ id }) => db.get('SELECT id FROM stops WHERE id = ?', id) === undefined)
    .map((stop) => ({ ...stop, durable: false, work: [] }));
  if (reserved.damaged) left.unshift(fresh(UNREADABLE));
  stops = [...left, ...stops];
  let isKeptAside = false;
  let cancelRetry: (() => void) | null = null;
  let closed = false;

  const find = (id: string): StopDocument | null => stops.find((stop) => stop.id === id) ?? null;

  function replace(id: string, change: Partial<StopDocument>): void {
    stops = stops.map((stop) => (stop.id === id ? { ...stop, ...change } : stop));
  }

  function fresh(stop: NewStop): StopDocument {
    return { id: deps.ids.next('stp'), ...stop, at: isoTime(clock.nowMs()), durable: false, work: [] };
  }

  function insert(stop: StopDocument): void {
    const { id, scope, cause, code, reason, by, at, cancel, flatten, work } = stop;
    // A commit that failed can have reached the disk all the same.
    const { changes } = db.run(
      `INSERT INTO stops (id, scope_kind, scope_name, cause, code, reason, by, at_ms, cancels, flattens, work)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
      id,
      scope.kind,
      scopeName(scope),
      cause,
      code,
      reason,
      by,
      Date.parse(at),
      cancel ? 1 : 0,
      flatten ? 1 : 0,
      JSON.stringify(work),
    );
    if (changes > 0) audit.append('stopped', id, { scope, cause, code, reason, by, at, cancel, flatten });
  }

  /** Whatever is wrong with the journal, a stop stays in effect, and is tried again. */
  function write(some: readonly StopDocument[]): boolean {
    try {
      db.transaction(() => {
        for (const stop of some) insert(stop);
      });
      for (const { id } of some) replace(id, { durable: true });
      return true;
    } catch (error) {
      if (!closed) cancelRetry ??= clock.after(RETRY_MS, retry);
      const detail = `${some.map(({ scope }) => scopeWords(scope)).join(', ')}: ${String(error)}`;
      deps.log.error('A stop is in effect and could not be written yet', { detail });
      return false;
    }
  }

  /** A crash before the journal can be written must not forget them. */
  function keepAside(): void {
    try {
      deps.reserve.keep(stops.filter((stop) => !stop.durable));
      isKeptAside = true;
    } catch (error) {
      isKeptAside = false;
      deps.log.error('A stop is in effect and could not be kept beside the journal', { detail: String(error) });
    }
  }

  function retry(): void {
    cancelRetry = null;
    const waiting = stops.filter((stop) => !stop.durable);
    if (waiting.length === 0 || !write(waiting)) return;
    keepAside();
    deps.onChange();
  }

  // Nobody listens yet who could be told.
  if (left.length > 0) {
    write(left);
    keepAside();
  }

  function writeWork(id: string, work: readonly StopWorkDocument[], also: () => void): void {
    const stop = find(id);
    if (!stop) return;
    const known = new Map(stop.work.map((each) => [each.account_name, each]));
    // Attempts alone are not worth a commit: a venue can be unreachable for days.
    const news = work.some((each) => !saysTheSame(known.get(each.account_name), each));
    for (const each of work) known.set(each.account_name, each);
    const all = [...known.values()].toSorted((a, b) => (a.account_name < b.account_name ? -1 : 1));
    replace(id, { work: all });
    if (stop.durable && news) {
      try {
        db.transaction(() => {
          db.run('UPDATE stops SET work = ? WHERE id = ?', JSON.stringify(all), id);
          also();
        });
      } catch (error) {
        deps.log.error('The work on a stop could not be written', { detail: String(error) });
      }
    }
    deps.onChange();
  }

  return {
    list: () => stops,
    keptAside: () => isKeptAside,
    find,
    begin(stop) {
      const begun = fresh(stop);
      stops = [begun, ...stops];
      if (!write([begun])) keepAside();
      return find(begun.id) ?? begun;
    },
    release(ids, by, along) {
      const released = stops.filter(({ id }) => ids.includes(id));
      db.transaction(() => {
        for (const stop of released) {
          if (!stop.durable) insert(stop);
          db.run('UPDATE stops SET released_ms = ?, released_by = ? WHERE id = ?', clock.nowMs(), by, stop.id);
          audit.append('stop_released', stop.id, { by, scope: stop.scope, code: stop.code });
          along(stop);
        }
      });
      stops = stops.filter(({ id }) => !ids.includes(id));
      if (released.some(({ durable }) => !durable)) keepAside();
      deps.onChange();
    },
    setWork: (id, work) => writeWork(id, work, () => {}),
    endWork(id, work) {
      const { account_name, attempts, open_orders, positions } = work;
      writeWork(id, [work], () => audit.append('stop_worked', id, { account_name, attempts, open_orders, positions }));
    },
    close() {
      closed = true;
      cancelRetry?.();
      retry();
    },
  };
}

function saysTheSame(a: StopWorkDocument | undefined, b: StopWorkDocument): boolean {
  return (
    a !== undefined &&
    a.stage === b.stage &&
    a.open_orders === b.open_orders &&
    a.positions === b.positions &&
    a.error?.code === b.error?.code
  );
}
