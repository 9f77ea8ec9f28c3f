import type { AccountStatusDocument } from '../../../shared/schema/account.ts';
import type { ReconcileDocument } from '../../../shared/schema/order.ts';

export const RECONCILE_WORDS: Record<ReconcileDocument['state'], string> = {
  not_needed: 'not needed',
  pending: 'not compared yet',
  running: 'comparing',
  done: 'agrees with the exchange',
  failed: 'could not be compared',
};

export const STREAM_WORDS: Record<AccountStatusDocument['stream'], string> = {
  none: 'none, asked at a steady pace',
  connecting: 'connecting',
  live: 'live',
  down: 'down, asked at a steady pace',
};

/** Whether the account trades, as far as reconciliation decides it. */
export function isReconciled({ state }: Pick<ReconcileDocument, 'state'>): boolean {
  return state === 'done' || state === 'not_needed';
}
