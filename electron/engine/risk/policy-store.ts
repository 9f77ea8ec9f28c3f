import { NO_POLICY } from '../../../shared/schema/risk-policy.ts';
import type { RiskChange, RiskPolicy, RiskScope } from '../../../shared/schema/risk-policy.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import type { Clock } from '../ports.ts';
import { openRevisions } from '../store/revisions.ts';
import type { Database } from '../store/sqlite.ts';

export interface RiskPolicyStore {
  policy(): RiskPolicy;
  revision(): number;
  updatedMs(): number | null;
  /** What the policy would be with these changes. */
  draft(changes: readonly RiskChange[]): RiskPolicy;
  /** A new revision, unless nothing changes. Throws `QtError('REVISION_CONFLICT')`. */
  apply(changes: readonly RiskChange[], baseRevision: number | null, by: string): void;
}

export function createRiskPolicyStore(db: Database, audit: AuditChain, clock: Clock): RiskPolicyStore {
  const what = 'Limits and flags';
  const { next, ...revisions } = openRevisions(db, clock, { table: 'risk_revisions', what, none: NO_POLICY });
  const draft: RiskPolicyStore['draft'] = (changes) => changed(revisions.policy(), changes);

  return {
    ...revisions,
    draft,
    apply(changes, baseRevision, by) {
      next(draft(changes), baseRevision, ({ revision, atMs, json }) => {
        db.run(
          'INSERT INTO risk_revisions (revision, at_ms, by, changes, policy) VALUES (?, ?, ?, ?, ?)',
          revision,
          atMs,
          by,
          JSON.stringify(changes),
          json,
        );
        audit.append('risk_changed', `r${revision}`, { by, changes });
      });
    },
  };
}

function changed(policy: RiskPolicy, changes: readonly RiskChange[]): RiskPolicy {
  return changes.reduce((done, change) => {
    if (change.kind === 'flags') return withFlags(done, change.scope, change.set);
    const { account_name: name, set } = change;
    if (change.kind === 'limits') return { ...done, limits: edited(done.limits, name, set) };
    return { ...done, settings: edited(done.settings, name, set) };
  }, policy);
}

const LEVELS = { owner: 'owners', account: 'accounts', strategy: 'strategies' } as const;

function withFlags(policy: RiskPolicy, scope: RiskScope, set: object): RiskPolicy {
  if (scope.kind === 'global') return { ...policy, global: merged(policy.global, set) };
  const level = LEVELS[scope.kind];
  return { ...policy, [level]: edited(policy[level], scope.name, set) };
}

/** Names come from outside, so none of them may reach a prototype. */
function edited<T extends object>(entries: Record<string, T>, name: string, set: object): Record<string, T> {
  const all = new Map(Object.entries(entries));
  const entry = merged(all.get(name) ?? ({} as T), set);
  if (Object.keys(entry).length === 0) all.delete(name);
  else all.set(name, entry);
  return Object.fromEntries(all);
}

/** Null takes a field away; what is absent stays. */
function merged<T extends object>(entry: T, set: object): T {
  const fields = Object.entries({ ...entry, ...set }).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(fields) as T;
}
