import type { DecisionDocument } from '../../../shared/schema/decision.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { Mode } from '../../../shared/schema/exchange.ts';
import type { GroupLegDocument, LegState } from '../../../shared/schema/group.ts';
import type { FireDocument, OrderDocument, SignalRowDocument } from '../../../shared/schema/order.ts';
import type { SignalJournal } from '../orders/signal-journal.ts';
import type { GroupJournal, GroupRecord, LegAttempt, PlannedLeg } from './group-journal.ts';

/** Where a signal to a group is read back from. */
export interface FiredGroupDeps {
  journal: GroupJournal;
  signals: Pick<SignalJournal, 'find'>;
  /** Whether a leg of this id is on its way now. */
  underWay: (signalId: string) => boolean;
}

/** What became of one attempt, by the journal. */
interface Attempt {
  attempt: number;
  signal_id: string;
  state: LegState;
  row: SignalRowDocument | null;
  error: ErrorDocument | null;
}

/** A signal to a group as it stands now, put together from the journal alone: after a crash it is the same answer. */
export function firedGroup(record: GroupRecord, deps: FiredGroupDeps): FireDocument & { legs: GroupLegDocument[] } {
  const { id, plan } = record;
  const attempts = deps.journal.attempts(id);
  const legs = plan.legs.map((leg) => {
    const own = attempts.filter(({ account_name: name }) => name === leg.account_name);
    return legDocument(
      leg,
      own.map((attempt) => attemptOf(attempt, deps)),
      record,
    );
  });
  const error = record.error ?? firstFailure(legs);
  return {
    signal_id: id,
    decision: groupDecision(plan),
    orders: legs.flatMap(({ order }) => order ?? []),
    ...(error ? { error } : {}),
    group: plan.group,
    legs,
  };
}

/** The decision about the whole names no account: each leg has its own. */
export function groupDecision({ mode, testnet }: { mode: Mode | null; testnet: boolean }): DecisionDocument {
  const route = { exchange: null, exchange_source: null, account_name: null, account_source: null };
  return { ...route, mode, testnet, trace: [], checks: [] };
}

function attemptOf({ attempt, signal_id }: LegAttempt, deps: FiredGroupDeps): Attempt {
  const row = deps.signals.find(signal_id)?.row ?? null;
  // Journaled, an order may have left; without its row, none can have.
  const state = row ? stateOf(row) : deps.underWay(signal_id) ? 'awaited' : 'not_placed';
  const never = { code: 'NOT_PLACED', message: 'it was never journaled, so it was never sent' } as const;
  const error = row ? (row.error ?? row.order?.error ?? null) : state === 'not_placed' ? never : null;
  return { attempt, signal_id, state, row, error };
}

/**
 * Why this attempt at a leg may not be placed: an earlier one may be at the venue after all. What was proven not placed when
 * the retry was asked for can have been found since, by the very comparison that goes before the new order.
 */
export function foundMeanwhile(groupSignal: string, leg: LegAttempt, deps: FiredGroupDeps): ErrorDocument | null {
  const found = deps.journal
    .attempts(groupSignal)
    .filter(({ account_name: name, attempt }) => name === leg.account_name && attempt < leg.attempt)
    .map((attempt) => attemptOf(attempt, deps))
    .find(({ state }) => state !== 'not_placed');
  if (!found) return null;
  const order = found.row?.order?.id ?? 'its order';
  const message = `attempt ${found.attempt} at this leg is at the exchange after all (${order}), so it is not placed again`;
  return { code: 'OUTCOME_PENDING', message };
}

function stateOf({ order }: SignalRowDocument): LegState {
  return order ? stateOfOrder(order) : 'not_placed';
}

function stateOfOrder({ status, filled }: OrderDocument): LegState {
  switch (status) {
    case 'journaled':
    case 'sent':
      return 'awaited';
    case 'unknown':
      return 'unknown';
    case 'rejected':
    case 'not_placed':
      // A refusal that traded is a contradiction, and no proof.
      return /[1-9]/.test(filled) ? 'placed' : 'not_placed';
    case 'open':
    case 'partially_filled':
    case 'filled':
    case 'canceled':
    case 'expired':
      return 'placed';
  }
}

/** One attempt that may be at the venue settles the leg, whatever came after it. */
function decisive(attempts: readonly Attempt[]): Attempt | undefined {
  return attempts.find(({ state }) => state !== 'not_placed') ?? attempts.at(-1);
}

function legDocument(leg: PlannedLeg, attempts: readonly Attempt[], record: GroupRecord): GroupLegDocument {
  const { account_name, exchange, mode, testnet, amount, quote_amount } = leg;
  const planned = { account_name, exchange, mode, testnet, amount, quote_amount };
  const settled = decisive(attempts);
  if (!settled) {
    return {
      ...planned,
      attempt: 0,
      signal_id: null,
      state: 'not_placed',
      decision: leg.decision,
      order: null,
      error: leg.error ?? (record.error ? heldBack() : null),
      retryable: !record.error && hasShare(leg),
    };
  }
  return {
    ...planned,
    attempt: settled.attempt,
    signal_id: settled.signal_id,
    state: settled.state,
    decision: settled.row?.decision ?? null,
    order: settled.row?.order ?? null,
    error: settled.error,
    retryable: settled.state === 'not_placed' && hasShare(leg),
  };
}

function hasShare({ amount, quote_amount }: PlannedLeg): boolean {
  return amount !== null || quote_amount !== null;
}

function heldBack(): ErrorDocument {
  return { code: 'GROUP_LEG_UNPLACEABLE', message: 'held back, because another leg cannot be placed' };
}

/** What a caller that looks at `error` alone has to see: that not every leg is placed. */
function firstFailure(legs: readonly GroupLegDocument[]): ErrorDocument | null {
  const failed = legs.find(({ state, error }) => state === 'not_placed' && error);
  return failed?.error ? { code: failed.error.code, message: `${failed.account_name}: ${failed.error.message}` } : null;
}
