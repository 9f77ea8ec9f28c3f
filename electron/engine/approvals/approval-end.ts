import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import { isoTime } from '../ports.ts';
import type { Approval } from './approval-store.ts';

/** What a signal is refused with that waited too long. */
export function tooLate({ expiresMs }: Pick<Approval, 'expiresMs'>): ErrorDocument {
  return { code: 'APPROVAL_EXPIRED', message: `it waited for the operator's yes until ${isoTime(expiresMs)}, in vain` };
}

/** What a signal is refused with that the operator declined. */
export function declined(by: Approval['decidedBy']): ErrorDocument {
  return { code: 'APPROVAL_DECLINED', message: `the operator declined it (${by})` };
}

/** Why nothing can be said any more of a signal that does not wait. */
export function ended(approval: Approval): QtError {
  const { id, state, decidedBy, signal } = approval;
  if (state === 'approved') {
    return new QtError('APPROVAL_NOT_FOUND', `${id} does not wait: it was approved, and its signal is ${signal.id}.`);
  }
  const { code, message } = state === 'declined' ? declined(decidedBy) : tooLate(approval);
  return new QtError(code, `${id}: ${message}`);
}
