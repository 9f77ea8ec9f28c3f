import type { Engine } from '../../../electron/engine/engine-interface.ts';
import type { ApprovalDocument } from '../../../shared/schema/approval.ts';
import type { RiskScope } from '../../../shared/schema/risk-policy.ts';

/** Sets the flag by which incoming signals wait, or takes it away. */
export function askFirst(engine: Engine, scope: RiskScope, minutes: number | null = 10): void {
  const set = { approval: minutes === null ? null : { valid_minutes: minutes } };
  engine.risk.change([{ kind: 'flags', scope, set }], null, 'cli');
}

/** The approval that was asked for last. */
export function newest(engine: Engine): ApprovalDocument {
  const [approval] = engine.approvals.list(null);
  if (!approval) throw new Error('nothing waits');
  return approval;
}

export const account = (name: string): RiskScope => ({ kind: 'account', name });
