import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type {
  GroupDocument,
  GroupRetryDocument,
  GroupSignal,
  ShownGroup,
  ShownLeg,
} from '../../../shared/schema/group.ts';
import type { Door, FireDocument } from '../../../shared/schema/order.ts';
import type { ShownRoute } from '../../../shared/schema/signal.ts';
import type { ApprovalDesk, Asking } from '../approvals/approval-desk.ts';
import type { ApprovalNeed } from '../approvals/approval-need.ts';
import type { GivenApproval } from '../approvals/given-approval.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import { hashBody } from '../orders/answer-once.ts';
import type { AnswerOnce } from '../orders/answer-once.ts';
import { clearedSignal } from '../orders/cleared-signal.ts';
import type { EvaluateDeps } from '../orders/evaluate.ts';
import type { SignalFirer } from '../orders/fire-signal.ts';
import { createKeyedQueue } from '../orders/keyed-queue.ts';
import type { Clock, Ids } from '../ports.ts';
import type { CommitBatch } from '../store/commit-batch.ts';
import type { Log } from '../telemetry/log.ts';
import { firedGroup, foundMeanwhile, groupDecision } from './fired-group.ts';
import type { FiredGroupDeps } from './fired-group.ts';
import { legSignalId } from './group-journal.ts';
import type { GroupJournal, GroupRecord, LegAttempt, PlannedLeg } from './group-journal.ts';
import { legSignal, planGroup } from './plan-group.ts';
import { planOf, refusalOf } from './planned-legs.ts';
import { expectShownLegs } from './shown-legs.ts';

export interface FireGroupDeps extends FiredGroupDeps {
  evaluation: EvaluateDeps;
  /** Throws GROUP_NOT_FOUND. */
  group: (name: string) => GroupDocument;
  journal: GroupJournal;
  answers: AnswerOnce;
  approvals: Pick<ApprovalDesk, 'need' | 'ask' | 'asked'>;
  firer: Pick<SignalFirer, 'fireLeg'>;
  batch: CommitBatch;
  audit: AuditChain;
  clock: Clock;
  ids: Ids;
  log: Log;
}

export interface GroupFirer {
  /** With `shown` it throws REVISION_CONFLICT where the group is another one by now. */
  fire(signal: GroupSignal, door: Door, shown?: ShownGroup): Promise<FireDocument>;
  /** A signal that waited, on the operator's yes. What is thrown leaves it waiting. */
  fireApproved(
    signal: GroupSignal & { id: string },
    of: { bodyHash: string; door: Door; shown: ShownGroup | undefined; approval: GivenApproval },
  ): Promise<FireDocument>;
  /** With `shown` it throws REVISION_CONFLICT where other legs can be tried again by now. */
  retry(groupSignal: string, door: Door, shown?: readonly ShownLeg[]): Promise<GroupRetryDocument>;
}

/**
 * Fires one signal at every account of a group. Everything is evaluated first; the plan is journaled in one durable commit
 * with, or before, its first leg; then each leg goes the way of any other signal, with all its checks, at the same time as
 * the others. Nothing fires a leg again by itself.
 */
export function createGroupFirer(deps: FireGroupDeps): GroupFirer {
  const { journal, clock } = deps;
  const retries = createKeyedQueue();

  async function fireOnce(
    signal: GroupSignal & { id: string },
    bodyHash: string,
    door: Door,
    shown: ShownGroup | undefined,
    approval: GivenApproval | undefined,
  ): Promise<FireDocument> {
    const receivedMs = approval?.receivedMs ?? clock.nowMs();
    const group = deps.group(signal.group);
    if (shown) expectShown(group, shown);
    else if (approval) expectAsked(group, approval);
    const unfit = group.error ?? approval?.crossed(group);
    if (unfit) throw new QtError(unfit.code, unfit.message);
    const asking = { signal, bodyHash, door, receivedMs };
    const mustWait = (): ApprovalNeed | null => (approval ? null : needOf(namesOf(group), door, signal.strategy_id));
    const need = mustWait();
    if (need) return wait(asking, group, need);
    const preview = await planGroup(signal, group, deps.evaluation);
    // Asked again, because the flags can have been set since.
    const needNow = mustWait();
    if (needNow) return wait(asking, group, needNow);
    const endedMeanwhile = approval?.settled();
    if (endedMeanwhile) return endedMeanwhile;
    const unplaceable = signal.unplaceable ?? 'none';
    const error = approval?.lapsed() ?? refusalOf(preview, unplaceable);
    const plan = planOf(preview, unplaceable);
    const record: GroupRecord = { id: signal.id, bodyHash, signal, door, plan, error, receivedMs };
    const placeable = error ? [] : plan.legs.filter((leg) => leg.error === null);
    const attempts = placeable.map((leg) => attempt(signal.id, leg, 1));
    const planned = deps.batch.commit(() => {
      const ended = approval?.settled();
      if (ended) return ended;
      approval?.decide(error);
      journal.insert(record);
      journal.insertAttempts(signal.id, attempts, door, receivedMs);
      return null;
    });
    const told = planned.then((ended) => {
      if (!ended) approval?.tell();
      return ended;
    });
    // Begun in the same turn, the legs share the plan's commit. None can be journaled without it: they refer to it.
    const [journaled] = await Promise.allSettled([told, ...startLegs(record, placeable, attempts, door, approval)]);
    if (journaled.status === 'rejected') throw unavailable(journaled.reason);
    if (journaled.value) return journaled.value;
    tell(record);
    return firedGroup(record, deps);
  }

  /** The flags of any leg are those of the whole: it waits as one. */
  function needOf(names: readonly string[], door: Door, strategyId: string | undefined): ApprovalNeed | null {
    const { accounts } = deps.evaluation.snapshot();
    return deps.approvals.need(
      door,
      names.map((name) => ({ name, owner: accounts.get(name)?.owner ?? null })),
      strategyId,
    );
  }

  /** Why a leg may not be placed that nobody said yes to: the flags ask for it by now. */
  function flaggedMeanwhile(name: string, door: Door, strategyId: string | undefined): ErrorDocument | null {
    const need = needOf([name], door, strategyId);
    if (!need) return null;
    const message = `signals to ${name} wait for the operator's yes by now, as the flags of ${need.because} ask`;
    return { code: 'REVISION_CONFLICT', message };
  }

  async function wait(
    asking: Omit<Asking, 'accountName' | 'decision'>,
    group: GroupDocument,
    need: ApprovalNeed,
  ): Promise<FireDocument> {
    const accountName = namesOf(group).join(', ');
    const decision = groupDecision(group);
    try {
      const waiting = await deps.batch.commit(() => deps.approvals.ask({ ...asking, accountName, decision }, need));
      deps.approvals.asked(waiting);
      return waiting;
    } catch (error) {
      throw unavailable(error);
    }
  }

  function startLegs(
    { id, signal }: GroupRecord,
    legs: readonly PlannedLeg[],
    attempts: readonly LegAttempt[],
    door: Door,
    approval?: GivenApproval,
  ): Promise<void>[] {
    return legs.map(async (leg, i) => {
      const begun = attempts[i];
      if (!begun) throw new Error(`leg ${leg.account_name} was begun without an attempt`);
      const legId = begun.signal_id;
      try {
        const own = { ...legSignal(signal, leg), id: legId };
        const objection = (): ErrorDocument | null =>
          foundMeanwhile(id, begun, deps) ??
          (approval ? null : flaggedMeanwhile(leg.account_name, door, signal.strategy_id));
        const approvedWords = approval?.words;
        await deps.firer.fireLeg(own, { door, shown: shownOf(leg), groupSignal: id, objection, approvedWords });
      } catch (error) {
        // What is true of the leg is in the journal, whatever this was.
        deps.log.error('A leg of a group failed', {
          account_name: leg.account_name,
          signal_id: legId,
          detail: deps.evaluation.sources.redact(String(error)),
        });
      }
    });
  }

  async function retry(id: string, door: Door, shown?: readonly ShownLeg[]): Promise<GroupRetryDocument> {
    const begun = await retries.run(id, async () => {
      const record = journal.find(id);
      if (!record) throw new QtError('NOT_FOUND', `There is no signal ${id} to a group.`);
      if (record.error) {
        const message = 'Nothing of this signal was sent, by its own choice: fire it again under a new id.';
        throw new QtError('GROUP_LEG_UNPLACEABLE', message);
      }
      const { legs } = firedGroup(record, deps);
      if (shown) expectShownLegs(legs, shown);
      const retryable = legs.flatMap((leg) => {
        const planned = leg.retryable && record.plan.legs.find((each) => each.account_name === leg.account_name);
        return planned && planned.exchange !== null && planned.mode !== null ? [{ leg, planned }] : [];
      });
      // Nobody can be asked at these doors, and a yes to the first attempt was none to this one.
      const again = retryable.filter(({ leg }) => !needOf([leg.account_name], door, record.signal.strategy_id));
      const attempts = again.map(({ leg, planned }) => attempt(id, planned, leg.attempt + 1));
      const retried = attempts.map(({ account_name: name }) => name);
      const left = legs.flatMap((leg) => {
        const unasked = retryable.some((each) => each.leg === leg);
        const why = retried.includes(leg.account_name) ? null : unasked ? UNASKED : whyLeft(leg);
        return why ? [{ account_name: leg.account_name, error: why }] : [];
      });
      if (attempts.length > 0) {
        await recordRetry(id, attempts, door);
        deps.log.info('Legs of a group are tried again', { signal_id: id, detail: retried.join(', ') });
      }
      const planned = again.map((each) => each.planned);
      // Not awaited in the queue: what is under way is seen to be so by the next retry.
      return { record, retried, left, done: Promise.all(startLegs(record, planned, attempts, door)) };
    });
    await begun.done;
    return { ...firedGroup(begun.record, deps), retried: begun.retried, left: begun.left };
  }

  async function recordRetry(id: string, attempts: readonly LegAttempt[], door: Door): Promise<void> {
    try {
      await deps.batch.commit(() => {
        journal.insertAttempts(id, attempts, door, clock.nowMs());
        deps.audit.append('group_retried', id, { door, attempts });
      });
    } catch (error) {
      throw unavailable(error);
    }
  }

  function unavailable(cause: unknown): QtError {
    deps.log.error('The journal cannot be written', { detail: String(cause) });
    return new QtError('JOURNAL_UNAVAILABLE');
  }

  function tell({ id, plan, error }: GroupRecord): void {
    const fields = { signal_id: id, ...(plan.mode ? { mode: plan.mode, testnet: plan.testnet } : {}) };
    if (error) deps.log.warn('Group signal refused', { ...fields, code: error.code, detail: error.message });
    else
      deps.log.info('Group signal fired', { ...fields, detail: `group ${plan.group.name}, ${plan.legs.length} legs` });
  }

  return {
    async fire(signal, door, shown) {
      const id = signal.id ?? deps.ids.next('sig');
      const bodyHash = hashBody(signal);
      const { redact } = deps.evaluation.sources;
      return deps.answers.answer(id, bodyHash, async () =>
        fireOnce(
          clearedSignal({ ...signal, id }, redact, () => false),
          bodyHash,
          door,
          shown,
          undefined,
        ),
      );
    },
    fireApproved: (signal, { bodyHash, door, shown, approval }) =>
      deps.answers.settle(signal.id, bodyHash, () => fireOnce(signal, bodyHash, door, shown, approval)),
    retry,
  };
}

const UNASKED: ErrorDocument = {
  code: 'CONFIRMATION_UNAVAILABLE',
  message: "its signals wait for the operator's yes: try it again in the console's window",
};

function namesOf({ members }: GroupDocument): string[] {
  return members.map(({ account_name: name }) => name);
}

/** Whoever fired it saw these members, their shares and this kind of money. */
function expectShown({ name, revision, mode, testnet }: GroupDocument, shown: ShownGroup): void {
  if (revision !== shown.revision) {
    const message = `group ${name} is at revision ${revision} by now, and was shown at revision ${shown.revision}`;
    throw new QtError('REVISION_CONFLICT', message);
  }
  if (mode !== shown.mode || testnet !== shown.testnet) {
    throw new QtError('REVISION_CONFLICT', `the accounts of group ${name} are of another mode by now than was shown`);
  }
}

/** A yes that names no revision is one to the accounts that the group had when it was asked for, and to no others. */
function expectAsked(group: GroupDocument, { accountName: asked }: GivenApproval): void {
  const now = namesOf(group);
  if (now.toSorted().join(', ') === asked.split(', ').toSorted().join(', ')) return;
  const message = `it was to go to ${asked}, and group ${group.name} is ${now.join(', ')} by now`;
  throw new QtError('REVISION_CONFLICT', message);
}

function attempt(groupSignal: string, { account_name }: PlannedLeg, number: number): LegAttempt {
  return { account_name, attempt: number, signal_id: legSignalId(groupSignal, account_name, number) };
}

/** A placeable leg names its exchange and mode: the checks of its plan passed. */
function shownOf({ account_name, exchange, mode, testnet }: PlannedLeg): ShownRoute {
  if (exchange === null || mode === null) throw new Error(`leg ${account_name} was planned without an account`);
  return { account_name, exchange, mode, testnet };
}

/** Why a leg that is not placed is not tried again. */
function whyLeft({
  state,
  error,
  order,
}: {
  state: string;
  error: ErrorDocument | null;
  order: { id: string } | null;
}) {
  if (state === 'placed') return null;
  if (state === 'not_placed') return error;
  const message = order
    ? `the outcome of order ${order.id} is not known yet`
    : 'its answer is still awaited, so nobody knows yet whether it is at the exchange';
  return { code: 'OUTCOME_PENDING', message } as const;
}
