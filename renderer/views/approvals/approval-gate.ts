import type { ApprovalDocument } from '../../../shared/schema/approval.ts';
import type { PreviewDocument } from '../../../shared/schema/decision.ts';
import type { GroupPreviewDocument, GroupSignal, ShownGroup } from '../../../shared/schema/group.ts';
import type { ShownRoute } from '../../../shared/schema/signal.ts';
import type { LinkState } from '../../state/link.ts';
import { modeKind } from '../../widgets/mode.ts';
import type { ModeKind } from '../../widgets/mode.ts';
import { groupGate } from '../groups/group-gate.ts';

/** What a waiting signal would come to now, of whichever kind. */
export type Outlook =
  { kind: 'account'; preview: PreviewDocument } | { kind: 'group'; preview: GroupPreviewDocument; signal: GroupSignal };

/** An outlook that is older than this is not of now. */
export const OUTLOOK_MAX_AGE_MS = 10_000;

export type ApprovalGate =
  | {
      ready: true;
      kind: Exclude<ModeKind, 'unknown'>;
      /** Where the operator sees it go: it goes there, or nowhere. */
      shown: ShownRoute | ShownGroup;
    }
  | { ready: false; kind: ModeKind; reason: string; arm: string | null };

interface Seen {
  approval: Pick<ApprovalDocument, 'state' | 'expires_at'>;
  outlook: Outlook | null;
  /** When `outlook` was told, epoch milliseconds. */
  outlookAtMs: number;
  failed: boolean;
  link: LinkState;
  nowMs: number;
}

export function isExpired({ expires_at }: Pick<ApprovalDocument, 'expires_at'>, nowMs: number): boolean {
  return nowMs >= Date.parse(expires_at);
}

/** Whether a waiting signal can be approved now. What would be refused cannot: the yes would be used up by it. */
export function approvalGate({ approval, outlook, outlookAtMs, failed, link, nowMs }: Seen): ApprovalGate {
  const decided = outlook?.kind === 'account' ? outlook.preview.decision : outlook?.preview;
  const kind = modeKind(decided?.mode, decided?.testnet);
  const shut = (reason: string, arm: string | null = null): ApprovalGate => ({ ready: false, kind, reason, arm });
  if (approval.state !== 'waiting') return shut('It was decided already.');
  if (isExpired(approval, nowMs)) return shut('It has expired, and is not fired any more.');
  if (link === 'stale') return shut('The engine is silent. Approving waits until it is heard again.');
  if (link !== 'live') return shut('The engine is not connected.');
  if (failed) return shut('No preview could be made, so it cannot be approved.');
  if (!outlook) return shut('Waiting for the preview.');
  if (nowMs - outlookAtMs > OUTLOOK_MAX_AGE_MS) return shut('Waiting for a preview of now.');
  if (outlook.kind === 'group') return groupGate({ ...outlook, current: true, link });
  const { decision, order, error } = outlook.preview;
  if (error?.code === 'ACCOUNT_DISARMED')
    return shut('Real trading is disarmed for this account.', decision.account_name);
  if (error) return shut(`It would be refused now: ${error.message} (${error.code})`);
  if (!order) return shut('The route gives no order.');
  if (kind === 'unknown' || decision.mode === null) return shut('The mode of this route is not known.');
  const { account_name, exchange } = order;
  return { ready: true, kind, shown: { account_name, exchange, mode: decision.mode, testnet: decision.testnet } };
}
