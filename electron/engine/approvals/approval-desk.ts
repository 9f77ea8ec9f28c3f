import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { RiskPolicy } from '../../../shared/schema/risk-policy.ts';
import type { Door, FireDocument } from '../../../shared/schema/order.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import type { KnownAnswer } from '../orders/answer-once.ts';
import { refuseSignal } from '../orders/refuse-signal.ts';
import type { SignalJournal } from '../orders/signal-journal.ts';
import { isoTime } from '../ports.ts';
import type { Clock, Ids } from '../ports.ts';
import type { Database } from '../store/sqlite.ts';
import type { EventHub } from '../telemetry/event-hub.ts';
import type { Log } from '../telemetry/log.ts';
import { announceWaiting } from './announce-waiting.ts';
import { approvalDocument, waitingDocument } from './approval-document.ts';
import { crossed, declined, ended, tooLate, tooMany } from './approval-end.ts';
import { approvalNeed } from './approval-need.ts';
import type { ApprovalNeed } from './approval-need.ts';
import { LISTED } from './approval-store.ts';
import type { Approval, ApprovalStore, Verdict } from './approval-store.ts';
import { createExpiryTimers } from './expiry-timers.ts';
import type { GivenApproval } from './given-approval.ts';
import { tellApproval } from './tell-approval.ts';

/** A signal that is to wait, as it will be fired or refused later. */
export type Asking = Pick<Approval, 'signal' | 'bodyHash' | 'decision' | 'door' | 'accountName' | 'receivedMs'>;

export interface ApprovalDesk {
  /** Whether a signal through this door has to wait. What the operator fires by hand is his yes already. */
  need(
    door: Door,
    accounts: readonly { name: string; owner: string | null }[],
    strategyId: string | undefined,
  ): ApprovalNeed | null;
  /** Within the caller's commit: the signal waits, or is refused where as many wait as may. Gives its answer. */
  ask(asking: Asking, need: ApprovalNeed): FireDocument;
  /** After that commit, with its answer. */
  asked(answer: FireDocument): void;
  /** The answer to a signal of this id, while it waits. */
  known(signalId: string): KnownAnswer | null;
  /** The operator's yes to an approval that waits. Throws where it does not. */
  give(id: string, by: Door): { approval: Approval; given: GivenApproval };
  decline(id: string, by: Door): void;
  /** At every start: what expired while nothing ran, and when the rest will. */
  recover(): void;
  /** Looks at the wall clock, after it was set or the machine slept. */
  expireDue(): void;
  close(): void;
}

export interface ApprovalDeskDeps {
  store: ApprovalStore;
  policy: () => RiskPolicy;
  /** What is journaled of a signal or a signal to a group. */
  journaled: (signalId: string) => KnownAnswer | null;
  signals: Pick<SignalJournal, 'insert'>;
  db: Database;
  audit: AuditChain;
  clock: Clock;
  ids: Ids;
  log: Log;
  onSignal: (signalId: string) => void;
  hub: Pick<EventHub, 'publish' | 'subscribers'>;
}

/** So many may wait at once: whoever looks sees every one of them. */
export const MOST_WAITING = LISTED;

const INCOMING: readonly Door[] = ['http', 'cli'];

/**
 * Keeps the signals that wait for the operator's yes. Each ends once, in the very commit that journals its signal as fired or
 * refused; that commit is what decides between a yes, a no and the clock.
 */
export function createApprovalDesk(deps: ApprovalDeskDeps): ApprovalDesk {
  const { store, clock, audit, db } = deps;
  const timers = createExpiryTimers(clock, expire);
  const waitingList = announceWaiting(deps.hub, clock, (publish) =>
    spared(() => publish(store.list('waiting', LISTED).map(approvalDocument))),
  );

  /** Within the caller's transaction. */
  function decide(approval: Approval, verdict: Omit<Verdict, 'atMs'>): void {
    const { id, signal } = approval;
    store.decide(id, { ...verdict, atMs: clock.nowMs() });
    audit.append('approval_decided', id, { signal_id: signal.id, ...verdict });
  }

  /** Within the caller's transaction: no order comes of the signal. */
  function refuse(approval: Approval, state: 'declined' | 'expired', by: Door | 'console', error: ErrorDocument): void {
    decide(approval, { state, by, error: null });
    journalRefusal(approval, error);
  }

  function journalRefusal(asking: Asking, error: ErrorDocument): FireDocument {
    const { signal, bodyHash, door, decision, receivedMs } = asking;
    return refuseSignal(
      { id: signal.id, bodyHash, signal, door, decision, receivedMs, groupSignal: null },
      error,
      deps,
    );
  }

  function tell(id: string): void {
    timers.forget(id);
    spared(() => {
      const approval = store.find(id);
      if (approval) tellApproval(approval, deps.log);
      waitingList.changed();
    });
  }

  /** What is told, or looked at by the way, must never undo a decision. */
  function spared(work: () => void): void {
    try {
      work();
    } catch (error) {
      deps.log.error('The journal cannot be read', { detail: String(error) });
    }
  }

  function tellRefused({ id, signal }: Approval): void {
    tell(id);
    deps.onSignal(signal.id);
  }

  function expire(ids: readonly string[]): void {
    try {
      const expired = db.transaction(() =>
        ids.flatMap((id) => {
          const approval = store.find(id);
          if (approval?.state !== 'waiting') return [];
          refuse(approval, 'expired', 'console', tooLate(approval));
          return [approval];
        }),
      );
      expired.forEach(tellRefused);
    } catch (error) {
      // It cannot be approved any more, whether that is written or not.
      deps.log.error('The journal cannot be written', { detail: String(error) });
      timers.retry(ids);
    }
  }

  function expireDue(): void {
    spared(() => {
      const due = store.waiting().filter(timers.isDue);
      if (due.length > 0) expire(due.map(({ id }) => id));
    });
  }

  function waiting(id: string): Approval {
    const found = store.find(id);
    if (!found) throw new QtError('APPROVAL_NOT_FOUND', `There is no approval ${id}.`);
    const late = found.state === 'waiting' && timers.isDue(found);
    if (late) expire([id]);
    if (late || found.state !== 'waiting') throw ended(found);
    return found;
  }

  return {
    need: (door, accounts, strategyId) =>
      INCOMING.includes(door) ? approvalNeed(deps.policy(), accounts, strategyId ?? null) : null,
    ask(asking, { because, validMs }) {
      // Counted in the commit, so that no two take the last place.
      if (store.waitingCount() >= MOST_WAITING) return journalRefusal(asking, tooMany(MOST_WAITING));
      const id = deps.ids.next('apr');
      const approval = { ...asking, id, because, expiresMs: clock.nowMs() + validMs };
      store.insert(approval);
      const { signal, door, accountName } = asking;
      const expires_at = isoTime(approval.expiresMs);
      audit.append('approval_asked', id, { signal, door, account_name: accountName, because, expires_at });
      return waitingDocument(approval);
    },
    asked({ approval, signal_id, error }) {
      if (!approval) {
        deps.log.warn('Signal refused', { signal_id, ...(error && { code: error.code, detail: error.message }) });
        return deps.onSignal(signal_id);
      }
      spared(() => {
        const found = store.find(approval.id);
        if (!found) return;
        timers.watch(found);
        tellApproval(found, deps.log);
        waitingList.changed();
      });
    },
    known(signalId) {
      const found = store.findSignal(signalId);
      if (found?.state !== 'waiting') return null;
      return { bodyHash: found.bodyHash, document: () => waitingDocument(found) };
    },
    give(id, by) {
      const approval = waiting(id);
      const given: GivenApproval = {
        accountName: approval.accountName,
        receivedMs: approval.receivedMs,
        words: `${by}: said yes to ${id}, which waited as the flags of ${approval.because} ask`,
        crossed: (goesTo) => crossed(approval.decision, goesTo),
        settled() {
          if (store.find(id)?.state === 'waiting') return null;
          const journaled = deps.journaled(approval.signal.id);
          if (!journaled) throw new Error(`approval ${id} was decided, and its signal is not in the journal`);
          return journaled.document();
        },
        lapsed: () => (timers.isDue(approval) ? tooLate(approval) : null),
        decide(error) {
          if (error?.code === 'APPROVAL_EXPIRED') decide(approval, { state: 'expired', by: 'console', error: null });
          else decide(approval, { state: 'approved', by, error });
        },
        tell: () => tell(id),
      };
      return { approval, given };
    },
    decline(id, by) {
      if (store.find(id)?.state === 'declined') return;
      const approval = waiting(id);
      db.transaction(() => refuse(approval, 'declined', by, declined(by)));
      tellRefused(approval);
    },
    recover() {
      for (const approval of store.waiting()) timers.watch(approval);
      expireDue();
    },
    expireDue,
    close() {
      timers.close();
      waitingList.close();
    },
  };
}
