import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { Mode } from '../../../shared/schema/exchange.ts';
import { isoTime } from '../ports.ts';
import type { Approval } from './approval-store.ts';

type Money = { mode: Mode | null; testnet: boolean };

/** What a signal is refused with that waited too long. */
export function tooLate({ expiresMs }: Pick<Approval, 'expiresMs'>): ErrorDocument {
  return { code: 'APPROVAL_EXPIRED', message: `it waited for the operator's yes until ${isoTime(expiresMs)}, in vain` };
}

/** What a signal is refused with that comes while as many wait as may. */
export function tooMany(most: number): ErrorDocument {
  return {
    code: 'APPROVALS_FULL',
    message: `${most} signals wait for the operator's yes already, so it does not join them`,
  };
}

/** What a signal is refused with that the operator declined. */
export function declined(by: Approval['decidedBy']): ErrorDocument {
  return { code: 'APPROVAL_DECLINED', message: `the operator declined it (${by})` };
}

/** Why a signal that waited as one kind of money does not go where it would be another. */
export function crossed(from: Money, to: Money): ErrorDocument | null {
  if (from.mode === to.mode && from.testnet === to.testnet) return null;
  const words = ({ mode, testnet }: Money): string => `${testnet ? 'testnet ' : ''}${mode ?? 'no mode'}`;
  return { code: 'REVISION_CONFLICT', message: `it arrived for ${words(from)}, and goes to ${words(to)} by now` };
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
