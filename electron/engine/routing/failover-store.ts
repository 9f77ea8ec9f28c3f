import { QtError } from '../../../shared/schema/error-code.ts';
import { NO_FAILOVER } from '../../../shared/schema/failover.ts';
import type { FailoverChange, FailoverPolicy } from '../../../shared/schema/failover.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import type { Clock } from '../ports.ts';
import { canonicalJson } from '../store/canonical-json.ts';
import type { Database } from '../store/sqlite.ts';

export interface FailoverStore {
  policy(): FailoverPolicy;
  revision(): number;
  updatedMs(): number | null;
  /** A new revision, unless nothing changes. Throws `QtError('REVISION_CONFLICT')`. */
  apply(changes: readonly FailoverChange[], baseRevision: number | null, by: string): void;
}

interface Row {
  revision: number;
  at_ms: number;
  policy: string;
}

export function createFailoverStore(db: Database, audit: AuditChain, clock: Clock): FailoverStore {
  const row = db.get<Row>('SELECT revision, at_ms, policy FROM failover_revisions ORDER BY revision DESC LIMIT 1');
  let current = {
    revision: row?.revision ?? 0,
    updatedMs: row?.at_ms ?? null,
    policy: row ? (JSON.parse(row.policy) as FailoverPolicy) : NO_FAILOVER,
  };

  return {
    policy: () => current.policy,
    revision: () => current.revision,
    updatedMs: () => current.updatedMs,
    apply(changes, baseRevision, by) {
      if (baseRevision !== null && baseRevision !== current.revision) {
        const message = `The failover policy is at revision ${current.revision} by now, not ${baseRevision}.`;
        throw new QtError('REVISION_CONFLICT', message);
      }
      const policy = changed(current.policy, changes);
      if (canonicalJson(policy) === canonicalJson(current.policy)) return;
      const revision = current.revision + 1;
      const atMs = clock.nowMs();
      db.transaction(() => {
        db.run(
          'INSERT INTO failover_revisions (revision, at_ms, by, policy) VALUES (?, ?, ?, ?)',
          revision,
          atMs,
          by,
          JSON.stringify(policy),
        );
        audit.append('failover_changed', `f${revision}`, { by, changes, policy });
      });
      current = { revision, updatedMs: atMs, policy };
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
