import { sameStrategy } from '../../../../shared/risk/flag-levels.ts';
import type { RoutingSnapshot } from '../../../../shared/routing/decide.ts';
import type { RiskPolicy } from '../../../../shared/schema/risk-policy.ts';
import type { ApprovalStore } from '../../approvals/approval-store.ts';
import type { SignalJournal } from '../../orders/signal-journal.ts';

/**
 * Whether anything is known of a strategy: a map or flags name it, a signal ever did, or one that waits does. A kill waits for
 * the answer, so it must not take longer where there are many signals.
 */
export function knowsStrategy(
  strategyId: string,
  known: {
    maps: RoutingSnapshot['maps'];
    policy: Pick<RiskPolicy, 'strategies'>;
    signals: Pick<SignalJournal, 'hasStrategy'>;
    approvals: Pick<ApprovalStore, 'waiting'>;
  },
): boolean {
  const { accounts, exchanges } = known.maps;
  const names = [accounts, exchanges, known.policy.strategies].flatMap((entries) => Object.keys(entries));
  return (
    names.some((name) => sameStrategy(name, strategyId)) ||
    known.signals.hasStrategy(strategyId) ||
    known.approvals.waiting().some(({ signal }) => sameStrategy(signal.strategy_id ?? '', strategyId))
  );
}
