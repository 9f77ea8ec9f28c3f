import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { GroupLegPreview, GroupPreviewDocument } from '../../../shared/schema/group.ts';
import type { GroupPlan, PlannedLeg } from './group-journal.ts';

/** What is journaled of a plan. */
export function planOf(preview: GroupPreviewDocument, unplaceable: 'none' | 'rest'): GroupPlan {
  const { group: name, allocation, revision, mode, testnet } = preview;
  return { group: { name, allocation, revision, unplaceable }, mode, testnet, legs: preview.legs.map(plannedLeg) };
}

function plannedLeg(leg: GroupLegPreview): PlannedLeg {
  const { account_name, exchange, mode, testnet, amount, quote_amount, error } = leg;
  return { account_name, exchange, mode, testnet, amount, quote_amount, error, decision: error ? leg.decision : null };
}

/** Why nothing of a plan is sent, or null. */
export function refusalOf(
  { legs, placeable }: GroupPreviewDocument,
  unplaceable: 'none' | 'rest',
): ErrorDocument | null {
  const failing = legs.filter((leg) => leg.error !== null);
  if (failing.length === 0 || (unplaceable === 'rest' && placeable > 0)) return null;
  const each = failing.map(({ account_name, error }) => `${account_name}: ${error?.message} (${error?.code})`);
  const message = `${failing.length} of ${legs.length} legs cannot be placed, so nothing was sent. ${each.join('; ')}`;
  return { code: 'GROUP_LEG_UNPLACEABLE', message };
}
