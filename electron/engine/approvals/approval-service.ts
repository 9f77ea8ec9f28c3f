import { QtError } from '../../../shared/schema/error-code.ts';
import type { ShownGroup } from '../../../shared/schema/group.ts';
import type { Door, FireDocument } from '../../../shared/schema/order.ts';
import type { ShownRoute } from '../../../shared/schema/signal.ts';
import type { Engine } from '../engine-interface.ts';
import type { GroupFirer } from '../groups/fire-group.ts';
import type { SignalFirer } from '../orders/fire-signal.ts';
import type { ApprovalDesk, ApprovalDeskDeps } from './approval-desk.ts';
import { approvalDocument } from './approval-document.ts';
import { ended } from './approval-end.ts';
import { LISTED } from './approval-store.ts';
import type { Approval, ApprovalStore } from './approval-store.ts';
import type { GivenApproval } from './given-approval.ts';

export interface ApprovalServiceDeps extends Pick<ApprovalDeskDeps, 'journaled'> {
  store: ApprovalStore;
  desk: Pick<ApprovalDesk, 'give' | 'decline'>;
  firer: Pick<SignalFirer, 'fireApproved'>;
  groups: Pick<GroupFirer, 'fireApproved'>;
}

/** Approvals as the doors know them. */
export function createApprovalService({ store, desk, ...deps }: ApprovalServiceDeps): Engine['approvals'] {
  function get(id: string) {
    const found = store.find(id);
    if (!found) throw new QtError('APPROVAL_NOT_FOUND', `There is no approval ${id}.`);
    return found;
  }

  function fire(
    { signal, bodyHash, door, decision }: Approval,
    approval: GivenApproval,
    shown: ShownRoute | ShownGroup | undefined,
  ): Promise<FireDocument> {
    const terms = { bodyHash, door, approval };
    const shownGroup = shown && 'revision' in shown ? shown : undefined;
    const shownRoute = shown && !('revision' in shown) ? shown : undefined;
    const { group, ...plain } = signal;
    if (group === undefined) {
      if (shownGroup) throw new QtError('INVALID_INPUT', 'shown: this signal goes to one account, not to a group');
      return deps.firer.fireApproved(plain, { ...terms, shown: shownRoute ?? askedRoute(decision) });
    }
    if (shownRoute) throw new QtError('INVALID_INPUT', 'shown: a group is shown as a whole, not as one account');
    return deps.groups.fireApproved({ ...plain, group }, { ...terms, shown: shownGroup });
  }

  return {
    list: (state) => store.list(state, LISTED).map(approvalDocument),
    waitingCount: () => store.waitingCount(),
    get: (id) => approvalDocument(get(id)),
    async approve(id, door, shown) {
      aPerson(door);
      const known = get(id);
      // Said twice it is one yes, and has one answer.
      const before = known.state === 'approved' ? deps.journaled(known.signal.id) : null;
      if (before) return before.document();
      const { approval, given } = desk.give(id, door);
      const fired = await fire(approval, given, shown);
      // A no, or the clock, can have come before the commit.
      const now = get(id);
      if (now.state !== 'approved') throw ended(now);
      return fired;
    },
    decline(id, door) {
      aPerson(door);
      desk.decline(id, door);
      return approvalDocument(get(id));
    },
  };
}

function aPerson(door: Door): void {
  if (door === 'http') throw new QtError('INVALID_INPUT', 'Only a person can say yes or no to a signal that waits.');
}

/** A yes that names no place is one to where the signal was to go when it was asked for, and to nowhere else. */
function askedRoute({ account_name, exchange, mode, testnet }: Approval['decision']): ShownRoute | undefined {
  if (account_name === null || exchange === null || mode === null) return undefined;
  return { account_name, exchange, mode, testnet };
}
