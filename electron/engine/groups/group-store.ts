import { QtError } from '../../../shared/schema/error-code.ts';
import type { GroupInput } from '../../../shared/schema/group.ts';
import type { Door } from '../../../shared/schema/order.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import type { Clock } from '../ports.ts';
import type { Database } from '../store/sqlite.ts';

/** A group as it was written, whatever became of its accounts since. */
export interface StoredGroup {
  group: GroupInput;
  revision: number;
  atMs: number;
  by: Door;
}

export interface GroupStore {
  /** By name. */
  list(): StoredGroup[];
  find(name: string): StoredGroup | null;
  /** Writes a new revision. `baseRevision` other than the group's own (0: none) gives REVISION_CONFLICT; null skips that. */
  set(group: GroupInput, baseRevision: number | null, by: Door): void;
  /** Throws GROUP_NOT_FOUND. */
  remove(name: string, by: Door): void;
}

interface Row {
  revision: number;
  at_ms: number;
  by: Door;
  name: string;
  kind: 'set' | 'remove';
  body: string | null;
}

/** Groups as numbered revisions, over all groups together. Nothing is ever rewritten. */
export function createGroupStore(db: Database, audit: AuditChain, clock: Clock): GroupStore {
  const groups = new Map<string, StoredGroup>();
  let newest = 0;
  for (const row of db.all<Row>('SELECT * FROM group_revisions ORDER BY revision')) take(row);

  function take({ revision, at_ms: atMs, by, name, body }: Row): void {
    newest = revision;
    if (body === null) groups.delete(name);
    else groups.set(name, { group: JSON.parse(body) as GroupInput, revision, atMs, by });
  }

  function write(kind: Row['kind'], name: string, group: GroupInput | null, by: Door): void {
    const body = group === null ? null : JSON.stringify(group);
    const row: Row = { revision: newest + 1, at_ms: clock.nowMs(), by, name, kind, body };
    db.transaction(() => {
      db.run(
        'INSERT INTO group_revisions (revision, at_ms, by, name, kind, body) VALUES (?, ?, ?, ?, ?, ?)',
        row.revision,
        row.at_ms,
        by,
        name,
        kind,
        body,
      );
      audit.append(kind === 'set' ? 'group_set' : 'group_removed', name, { revision: row.revision, by, group });
    });
    take(row);
  }

  return {
    list: () => [...groups.values()].toSorted((a, b) => (a.group.name < b.group.name ? -1 : 1)),
    find: (name) => groups.get(name) ?? null,
    set(group, baseRevision, by) {
      const known = groups.get(group.name)?.revision ?? 0;
      if (baseRevision !== null && baseRevision !== known) {
        throw new QtError(
          'REVISION_CONFLICT',
          `Group ${group.name} is at revision ${known} by now, not ${baseRevision}.`,
        );
      }
      write('set', group.name, group, by);
    },
    remove(name, by) {
      if (!groups.has(name)) throw new QtError('GROUP_NOT_FOUND', `There is no group ${name}.`);
      write('remove', name, null, by);
    },
  };
}
