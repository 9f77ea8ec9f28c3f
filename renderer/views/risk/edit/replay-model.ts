import type { RiskImpactDocument } from '../../../../shared/schema/risk.ts';
import type { RiskChange } from '../../../../shared/schema/risk-policy.ts';

type RefusedOrder = RiskImpactDocument['refused'][number];

/** What a draft does to the orders of the last 24 hours, beside what the rules in force would do to them by now. */
export interface Replay {
  placed: number;
  /** Refused by the draft, and by no rule in force. */
  added: RefusedOrder[];
  /** Refused by both. */
  already: number;
  /** Refused by the rules in force, and no more by the draft. */
  freed: number;
  /** Of the limits that the draft sets. */
  not_measured: RiskImpactDocument['not_measured'];
}

/** An edit that changes nothing: with it, the rules in force are replayed. */
export const IN_FORCE: RiskChange[] = [{ kind: 'flags', scope: { kind: 'global' }, set: {} }];

export function compareReplays(draft: RiskImpactDocument, inForce: RiskImpactDocument): Replay {
  const before = new Set(inForce.refused.map((row) => row.order_id));
  const after = new Set(draft.refused.map((row) => row.order_id));
  const limitOf = (line: RiskImpactDocument['not_measured'][number]): string =>
    `${line.account_name} ${line.limit_name}`;
  const untold = new Set(inForce.not_measured.map(limitOf));
  const added = draft.refused.filter((row) => !before.has(row.order_id));
  return {
    placed: draft.placed,
    added,
    already: draft.refused.length - added.length,
    freed: inForce.refused.filter((row) => !after.has(row.order_id)).length,
    not_measured: draft.not_measured.filter((line) => !untold.has(limitOf(line))),
  };
}
