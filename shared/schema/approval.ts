import type { ErrorDocument } from './error-code.ts';
import type { Door } from './order.ts';
import type { Signal } from './signal.ts';

export const APPROVAL_STATES = ['waiting', 'approved', 'declined', 'expired'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** A signal that waits, or waited, for the operator's yes. */
export interface ApprovalDocument {
  id: string;
  signal_id: string;
  signal: Signal;
  door: Door;
  /** Where it would have gone when it arrived. Where it goes now tells the preview. */
  account_name: string;
  /** Which flag asks for the yes. */
  because: string;
  received_at: string;
  expires_at: string;
  state: ApprovalState;
  decided_at: string | null;
  decided_by: Door | 'console' | null;
  /** Of an approved signal that was refused by then. */
  error: ErrorDocument | null;
}
