import { sameStrategy } from '../../../../shared/risk/flag-levels.ts';
import type { RoutingSnapshot } from '../../../../shared/routing/decide.ts';
import type { RiskPolicy } from '../../../../shared/schema/risk-policy.ts';
import type { SignalJournal } from '../../orders/signal-journal.ts';

/**
 * Whether anything is known of a strategy: a map or flags name it, or a signal ever did. A kill waits for the answer, so it
 * must not take longer where there are many signals.
 */
export function knowsStrategy(
  strategyId: string,
  {
    maps,
    policy,
    signals,
  }: {
    maps: RoutingSnapshot['maps'];
    policy: Pick<RiskPolicy, 'strategies'>;
    signals: Pick<SignalJournal, 'hasStrategy'>;
  },
): boolean {
  const named = [...Object.keys(maps.accounts), ...Object.keys(maps.exchanges), ...Object.keys(policy.strategies)];
  return named.some((name) => sameStrategy(name, strategyId)) || signals.hasStrategy(strategyId);
}
