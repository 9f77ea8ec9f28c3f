import { NO_FAILOVER } from '../../../shared/schema/failover.ts';
import type { FailoverChange, FailoverPolicy } from '../../../shared/schema/failover.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import type { Clock } from '../ports.ts';
import { openRevisions } from '../store/revisions.ts';
import type { Database } from '../store/sqlite.ts';

export interface FailoverStore {
  policy(): FailoverPolicy;
  revision(): number;
  updatedMs(): number | null;
  /** A new revision, unless nothing changes. Throws `QtError('REVISION_CONFLICT')`. */
  apply(changes: readonly FailoverChange[], baseRevision: number | null, by: string): void;
}

export function createFailoverStore(db: Database, audit: AuditChain, clock: Clock): FailoverStore {
  const what = 'Chains and stand-ins';
  const { next, ...revisions } = openRevisions(db, clock, { table: 'failover_revisions', what, none: NO_FAILOVER });

  return {
    ...revisions,
    apply(changes, baseRevision, by) {
      const policy = changed(revisions.policy(), changes);
      next(policy, baseRevision, ({ revision, atMs, json }) => {
        db.run(
          'INSERT INTO failover_revisions (revision, at_ms, by, policy) VALUES (?, ?, ?, ?)',
          revision,
          atMs,
          by,
          json,
        );
        audit.append('failover_changed', `f${revision}`, { by, changes, policy });
      });
    },
  };
}

/** An account or exchange never stands in for itself, and is listed once. */
function changed(policy: FailoverPolicy, changes: readonly FailoverChange[]): FailoverPolicy {
  const chains = new Map(Object.entries(policy.chains));
  const standIns = new Map(Object.entries(policy.stand_ins));
  for (const change of changes) {
    if (change.kind === 'chain') {
      const to = [...new Set(change.to)].filter((exchange) => exchange !== change.exchange);
      if (to.length > 0) chains.set(change.exchange, to);
      else chains.delete(change.exchange);
    } else {
      const to = [...new Set(change.to)].filter((name) => name !== change.account_name);
      if (to.length > 0) standIns.set(change.account_name, to);
      else standIns.delete(change.account_name);
    }
  }
  return { chains: Object.fromEntries(chains), stand_ins: Object.fromEntries(standIns) };
}
