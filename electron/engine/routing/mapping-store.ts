import { QtError } from '../../../shared/schema/error-code.ts';
import type { MappingChange, RevisionDocument, StrategyMaps } from '../../../shared/schema/mapping.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import { isoTime } from '../ports.ts';
import type { Clock } from '../ports.ts';
import type { Database } from '../store/sqlite.ts';
import { applyChanges } from './apply-changes.ts';

export interface MappingStore {
  revision(): number;
  maps(): StrategyMaps;
  canUndo(): boolean;
  apply(changes: MappingChange[], baseRevision: number | null, by: string, kind?: 'change' | 'seed'): void;
  undo(by: string): void;
  revisions(limit: number): RevisionDocument[];
}

interface RevisionRow {
  revision: number;
  at_ms: number;
  by: string;
  kind: RevisionDocument['kind'];
  undoes: number | null;
  changes: string;
  maps: string;
}

const EMPTY: StrategyMaps = { accounts: {}, exchanges: {} };

/** The strategy maps as numbered revisions. Nothing is ever rewritten: an undo is a new revision with the former maps. */
export function createMappingStore(db: Database, audit: AuditChain, clock: Clock): MappingStore {
  let current = latest();

  function latest(): { revision: number; maps: StrategyMaps } {
    const row = db.get<RevisionRow>('SELECT * FROM mapping_revisions ORDER BY revision DESC LIMIT 1');
    return row ? { revision: row.revision, maps: JSON.parse(row.maps) as StrategyMaps } : { revision: 0, maps: EMPTY };
  }

  /** The revision that an undo would take back: the newest change not yet undone. */
  function undoTarget(): number | null {
    const rows = db.all<Pick<RevisionRow, 'revision' | 'kind' | 'undoes'>>(
      'SELECT revision, kind, undoes FROM mapping_revisions ORDER BY revision DESC LIMIT 500',
    );
    const undone = new Set(rows.map((row) => row.undoes));
    return rows.find((row) => row.kind === 'change' && !undone.has(row.revision))?.revision ?? null;
  }

  function write(maps: StrategyMaps, by: string, kind: RevisionDocument['kind'], undoes: number | null): void {
    const changes = difference(current.maps, maps);
    const revision = current.revision + 1;
    db.transaction(() => {
      db.run(
        'INSERT INTO mapping_revisions (revision, at_ms, by, kind, undoes, changes, maps) VALUES (?, ?, ?, ?, ?, ?, ?)',
        revision,
        clock.nowMs(),
        by,
        kind,
        undoes,
        JSON.stringify(changes),
        JSON.stringify(maps),
      );
      audit.append('mapping_changed', `r${revision}`, { by, kind, undoes, changes });
    });
    current = { revision, maps };
  }

  return {
    revision: () => current.revision,
    maps: () => current.maps,
    canUndo: () => undoTarget() !== null,
    apply(changes, baseRevision, by, kind = 'change') {
      if (baseRevision !== null && baseRevision !== current.revision) {
        throw new QtError(
          'REVISION_CONFLICT',
          `The maps are at revision ${current.revision} by now, not ${baseRevision}.`,
        );
      }
      const maps = applyChanges(current.maps, changes);
      if (difference(current.maps, maps).length > 0) write(maps, by, kind, null);
    },
    undo(by) {
      const target = undoTarget();
      if (target === null) throw new QtError('NOTHING_TO_UNDO');
      const before = db.get<RevisionRow>('SELECT * FROM mapping_revisions WHERE revision = ?', target - 1);
      write(before ? (JSON.parse(before.maps) as StrategyMaps) : EMPTY, by, 'undo', target);
    },
    revisions: (limit) =>
      db.all<RevisionRow>('SELECT * FROM mapping_revisions ORDER BY revision DESC LIMIT ?', limit).map((row) => ({
        revision: row.revision,
        at: isoTime(row.at_ms),
        by: row.by,
        kind: row.kind,
        changes: JSON.parse(row.changes) as RevisionDocument['changes'],
      })),
  };
}

function difference(before: StrategyMaps, after: StrategyMaps): RevisionDocument['changes'] {
  const compare = (map: 'account' | 'exchange', from: Record<string, string>, to: Record<string, string>) => {
    const a = new Map(Object.entries(from));
    const b = new Map(Object.entries(to));
    return [...new Set([...a.keys(), ...b.keys()])]
      .toSorted()
      .filter((id) => a.get(id) !== b.get(id))
      .map((id) => ({ map, strategy_id: id, from: a.get(id) ?? null, to: b.get(id) ?? null }));
  };
  return [
    ...compare('account', before.accounts, after.accounts),
    ...compare('exchange', before.exchanges, after.exchanges),
  ];
}
