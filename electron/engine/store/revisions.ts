import { QtError } from '../../../shared/schema/error-code.ts';
import type { Clock } from '../ports.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Database } from './sqlite.ts';

/** Something that the operator has set, as numbered revisions that are never rewritten. */
export interface Revisions<Policy> {
  policy(): Policy;
  /** 0 before the first. */
  revision(): number;
  updatedMs(): number | null;
  /**
   * Makes `policy` the next revision, unless nothing changes; `write` runs in its commit. A `baseRevision` other than the
   * current one throws `QtError('REVISION_CONFLICT')`; null skips that check.
   */
  next(
    policy: Policy,
    baseRevision: number | null,
    write: (row: { revision: number; atMs: number; json: string }) => void,
  ): void;
}

/** `table` has columns `revision`, `at_ms` and `policy`, the latter as JSON. `what`: in words, in the plural. */
export function openRevisions<Policy>(
  db: Database,
  clock: Clock,
  { table, what, none }: { table: 'failover_revisions' | 'risk_revisions'; what: string; none: Policy },
): Revisions<Policy> {
  const row = db.get<{ revision: number; at_ms: number; policy: string }>(
    `SELECT revision, at_ms, policy FROM ${table} ORDER BY revision DESC LIMIT 1`,
  );
  let current = {
    revision: row?.revision ?? 0,
    updatedMs: row?.at_ms ?? null,
    policy: row ? (JSON.parse(row.policy) as Policy) : none,
  };

  return {
    policy: () => current.policy,
    revision: () => current.revision,
    updatedMs: () => current.updatedMs,
    next(policy, baseRevision, write) {
      if (baseRevision !== null && baseRevision !== current.revision) {
        const message = `${what} are at revision ${current.revision} by now, not ${baseRevision}.`;
        throw new QtError('REVISION_CONFLICT', message);
      }
      if (canonicalJson(policy) === canonicalJson(current.policy)) return;
      const revision = current.revision + 1;
      const atMs = clock.nowMs();
      db.transaction(() => write({ revision, atMs, json: JSON.stringify(policy) }));
      current = { revision, updatedMs: atMs, policy };
    },
  };
}
