import type { ApprovalDocument } from '../../../shared/schema/approval.ts';
import type { FireDocument } from '../../../shared/schema/order.ts';
import { isoTime } from '../ports.ts';
import type { Approval } from './approval-store.ts';

type Waiting = Pick<Approval, 'id' | 'signal' | 'decision' | 'because' | 'expiresMs'>;

export function approvalDocument(approval: Approval): ApprovalDocument {
  return {
    id: approval.id,
    signal_id: approval.signal.id,
    signal: approval.signal,
    door: approval.door,
    account_name: approval.accountName,
    because: approval.because,
    received_at: isoTime(approval.receivedMs),
    expires_at: isoTime(approval.expiresMs),
    state: approval.state,
    decided_at: approval.decidedMs === null ? null : isoTime(approval.decidedMs),
    decided_by: approval.decidedBy,
    error: approval.error,
  };
}

/** The answer to a signal while it waits: nothing was placed, and nothing is refused. The same each time it is asked. */
export function waitingDocument({ id, signal, decision, because, expiresMs }: Waiting): FireDocument {
  const expires = isoTime(expiresMs);
  return {
    signal_id: signal.id,
    decision,
    orders: [],
    error: {
      code: 'APPROVAL_PENDING',
      message: `it waits for the operator's yes until ${expires}, as the flags of ${because} ask`,
    },
    approval: { id, expires_at: expires },
  };
}
