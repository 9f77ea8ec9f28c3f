import type { AccountDocument } from '../../shared/schema/account.ts';
import type { RiskScope } from '../../shared/schema/risk-policy.ts';

/** What the panel's fields say: a kind of scope, and a name where that kind needs one. */
export interface KillTarget {
  kind: RiskScope['kind'];
  name: string;
}

export interface KillChoices {
  owner: readonly string[];
  account: readonly string[];
  strategy: readonly string[];
}

export function choicesOf(accounts: readonly AccountDocument[], strategies: readonly string[]): KillChoices {
  return {
    owner: [...new Set(accounts.map((account) => account.owner))].toSorted(),
    account: accounts.map((account) => account.name),
    strategy: strategies,
  };
}

export function targetOf(scope: RiskScope): KillTarget {
  return { kind: scope.kind, name: scope.kind === 'global' ? '' : scope.name };
}

/** The same fields with another kind; where there is but one name, it is meant. */
export function withKind(kind: RiskScope['kind'], choices: KillChoices): KillTarget {
  const names = kind === 'global' ? [] : choices[kind];
  return { kind, name: names.length === 1 ? (names[0] ?? '') : '' };
}

/** Null while no name is chosen. */
export function scopeOf({ kind, name }: KillTarget): RiskScope | null {
  if (kind === 'global') return { kind };
  return name === '' ? null : { kind, name };
}

/** The accounts that a kill of this scope holds whole. A strategy holds signals, and no account. */
export function accountsIn(scope: RiskScope, accounts: readonly AccountDocument[]): AccountDocument[] {
  if (scope.kind === 'global') return [...accounts];
  if (scope.kind === 'strategy') return [];
  return accounts.filter((account) => scope.name === (scope.kind === 'owner' ? account.owner : account.name));
}
