import type { StopDocument } from '../../shared/schema/risk.ts';
import type { RiskScope } from '../../shared/schema/risk-policy.ts';
import { isSameScope } from '../state/stop-words.ts';

/** Stops that may go on holding what a release of `scope` frees: those that reach as far, or across. */
export function leftBehind(scope: RiskScope, stops: readonly StopDocument[]): StopDocument[] {
  return stops.filter((stop) => {
    if (isSameScope(stop.scope, scope)) return false;
    // Two accounts, or two owners, or two strategies never hold each other's.
    return scope.kind === 'global' || stop.scope.kind !== scope.kind;
  });
}
