import { sameStrategy } from '../../../../shared/risk/flag-levels.ts';
import type { RiskScope } from '../../../../shared/schema/risk-policy.ts';

/** Whether a stop of this scope holds what the account does for the strategy. Null: for none. */
export function isHeldBy(
  scope: RiskScope,
  account: { name: string; owner: string },
  strategyId: string | null,
): boolean {
  switch (scope.kind) {
    case 'global':
      return true;
    case 'owner':
      return scope.name === account.owner;
    case 'account':
      return scope.name === account.name;
    case 'strategy':
      return strategyId !== null && sameStrategy(scope.name, strategyId);
  }
}

export function isSameScope(a: RiskScope, b: RiskScope): boolean {
  return a.kind === b.kind && scopeName(a) === scopeName(b);
}

/** Null: the scope is everything. */
export function scopeName(scope: RiskScope): string | null {
  return scope.kind === 'global' ? null : scope.name;
}

export function scopeWords(scope: RiskScope): string {
  return scope.kind === 'global' ? 'everything' : `${scope.kind} ${scope.name}`;
}
