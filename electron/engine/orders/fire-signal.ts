import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { DecisionDocument, PlannedOrderDocument } from '../../../shared/schema/decision.ts';
import type { Route } from '../../../shared/routing/decide.ts';
import type { Door, FireDocument, RouteSource, SignalRowDocument } from '../../../shared/schema/order.ts';
import type { ShownRoute, Signal } from '../../../shared/schema/signal.ts';
import type { Clock, Ids } from '../ports.ts';
import type { TurnWatch } from '../turn-watch.ts';
import type { CommitBatch } from '../store/commit-batch.ts';
import type { ApprovalDesk } from '../approvals/approval-desk.ts';
import type { ApprovalNeed } from '../approvals/approval-need.ts';
import type { GivenApproval } from '../approvals/given-approval.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import type { ExposureLedger } from '../risk/exposure-ledger.ts';
import type { Log } from '../telemetry/log.ts';
import type { Measures } from '../telemetry/metrics/measures.ts';
import { throughGate } from '../venues/http/leave-gate.ts';
import type { Venue } from '../venues/venue.ts';
import { hashBody } from './answer-once.ts';
import type { AnswerOnce, KnownAnswer } from './answer-once.ts';
import { clearedSignal } from './cleared-signal.ts';
import { movedSince } from './moved-since.ts';
import { decisionDocument, evaluate, routeSignal, routeUnmoved } from './evaluate.ts';
import type { EvaluateDeps } from './evaluate.ts';
import type { InnerTerms } from './inner-terms.ts';
import type { KeyedQueue } from './keyed-queue.ts';
import { isMoved } from './log-failover.ts';
import { logRefusal, logRoute } from './log-signal.ts';
import type { Cost } from './order-cost.ts';
import type { NewOrder, OrderJournal } from './order-journal.ts';
import type { OrderSender } from './order-sender.ts';
import { prepareVenue } from './prepare-venue.ts';
import { refuseSignal } from './refuse-signal.ts';
import type { SignalEntry, SignalJournal } from './signal-journal.ts';

export interface FireDeps extends EvaluateDeps {
  batch: CommitBatch;
  answers: AnswerOnce;
  approvals: Pick<ApprovalDesk, 'need' | 'ask' | 'asked'>;
  audit: AuditChain;
  signals: SignalJournal;
  orders: OrderJournal;
  exposure: Pick<ExposureLedger, 'hold' | 'drop'>;
  sender: OrderSender;
  /** Why nothing of this account and strategy may leave at this very moment, or null. */
  stopped: (order: { account_name: string; strategy_id: string | null }) => ErrorDocument | null;
  queue: KeyedQueue;
  turns: Pick<TurnWatch, 'begin'>;
  clock: Clock;
  /** Times the way of signals; must not throw. */
  measures: Pick<Measures, 'journaled' | 'answered'>;
  ids: Ids;
  log: Log;
  onSignal: (signalId: string) => void;
  /** Runs a task after the events that are ready now. */
  soon: (task: () => void) => void;
}

/** Where a signal comes from, and what was said of it before. */
interface Origin {
  door: Door;
  shown: ShownRoute | undefined;
  /** The signal to a group that this one is a leg of. */
  groupSignal: string | null;
  inner: InnerTerms | undefined;
  /** The operator sends it although an earlier order of the account and symbol is not settled. */
  overridePending: boolean;
  /** Asked in the turn of the commit, as that of the inner terms. */
  objection?: (() => ErrorDocument | null) | undefined;
  /** The operator's yes, where the signal waited for it. */
  approval?: GivenApproval | undefined;
  /** Of a leg: who said yes to the whole, for the story of its order. */
  approvedWords?: string | undefined;
}

export interface SignalFirer {
  fire(signal: Signal, door: Door, shown?: ShownRoute, inner?: InnerTerms): Promise<FireDocument>;
  /** As `fire`, on the operator's word past an earlier order of the account and symbol that is not settled. */
  fireOverriding(signal: Signal, door: Door, shown?: ShownRoute): Promise<FireDocument>;
  /**
   * A leg of a signal to a group, whose plan is being journaled: without that the leg cannot be. `objection`: why it may not
   * be placed any more, asked in the turn of the commit.
   */
  fireLeg(
    leg: Signal & { id: string },
    of: {
      door: Door;
      shown: ShownRoute;
      groupSignal: string;
      objection: () => ErrorDocument | null;
      approvedWords: string | undefined;
    },
  ): Promise<FireDocument>;
  /**
   * A signal that waited, on the operator's yes: its whole way anew, as things are now. Throws REVISION_CONFLICT, and leaves
   * it waiting, where it goes elsewhere than was shown.
   */
  fireApproved(
    signal: Signal & { id: string },
    of: { bodyHash: string; door: Door; shown: ShownRoute | undefined; approval: GivenApproval },
  ): Promise<FireDocument>;
}

/** Fires signals: route, check, journal, send once. A signal id is answered once. */
export function createSignalFirer(deps: FireDeps): SignalFirer {
  const isAccount = (name: string): boolean => deps.snapshot().accounts.has(name);
  async function fire(signal: Signal, origin: Omit<Origin, 'groupSignal'>): Promise<FireDocument> {
    const id = signal.id ?? deps.ids.next('sig');
    const bodyHash = hashBody(signal);
    return deps.answers.answer(id, bodyHash, async () => {
      const cleared = clearedSignal({ ...signal, id }, deps.sources.redact, isAccount);
      return fireOnce(cleared, bodyHash, { ...origin, groupSignal: null }, deps);
    });
  }
  return {
    fire: (signal, door, shown, inner) => fire(signal, { door, shown, inner, overridePending: false }),
    fireOverriding: (signal, door, shown) => fire(signal, { door, shown, inner: undefined, overridePending: true }),
    fireLeg(leg, of) {
      const bodyHash = hashBody(leg);
      return deps.answers.answer(leg.id, bodyHash, () =>
        fireOnce(leg, bodyHash, { ...of, inner: undefined, overridePending: false }, deps),
      );
    },
    fireApproved: (signal, { bodyHash, ...of }) =>
      deps.answers.settle(signal.id, bodyHash, () =>
        fireOnce(signal, bodyHash, { ...of, groupSignal: null, inner: undefined, overridePending: false }, deps),
      ),
  };
}

type Journaled =
  /** `told`: by whoever journaled it. */
  { refused: FireDocument; told?: true } | { refused: null; orderId: string; venue: Venue };

async function fireOnce(
  signal: Signal & { id: string },
  bodyHash: string,
  origin: Origin,
  deps: FireDeps,
): Promise<FireDocument> {
  deps.turns.begin();
  const startedMs = deps.clock.monotonicMs();
  const { inner, overridePending, approval } = origin;
  const receivedMs = approval?.receivedMs ?? deps.clock.nowMs();
  const route = inner ? routeUnmoved(signal, deps) : routeSignal(signal, deps);
  const moved = origin.shown ? movedSince(origin.shown, route) : null;
  // The yes was meant for another account, so it is none for this one.
  const misled = approval && route.ok ? (moved ?? approval.crossed(route.account)) : null;
  if (misled) throw new QtError(misled.code, misled.message);
  /** Told once nothing waits for it any more: writing a log takes its time. */
  const tell = (refused: FireDocument | null): void => {
    logRoute(signal, route, deps.log);
    if (refused?.approval) return deps.approvals.asked(refused);
    if (refused) logRefusal(signal, refused, deps.log);
    approval?.tell();
    deps.onSignal(signal.id);
  };
  const needsYes = (): ApprovalNeed | null => {
    if (!route.ok || moved || inner || approval || origin.groupSignal !== null) return null;
    return deps.approvals.need(origin.door, [route.account], signal.strategy_id);
  };
  /** Within a commit: the signal's answer, where it has to wait. */
  const wait = (): FireDocument | null => {
    const need = needsYes();
    if (!need || !route.ok) return null;
    const asking = { signal, bodyHash, door: origin.door, accountName: route.account.name, receivedMs };
    return deps.approvals.ask({ ...asking, decision: decisionDocument(route, []) }, need);
  };
  const entry = (decision: DecisionDocument): SignalEntry => ({
    id: signal.id,
    bodyHash,
    signal,
    door: origin.door,
    source: sourceOf(route),
    decision,
    error: null,
    receivedMs,
    answeredMs: null,
    groupSignal: origin.groupSignal,
  });

  const evaluateAndJournal = async (): Promise<Journaled> => {
    const evaluation = await evaluate(signal, route, deps, { ...inner, overridePending });
    const clientOrderId = deps.ids.clientOrderId();
    const strategyId = signal.strategy_id ?? null;
    const stopped = (): ErrorDocument | null =>
      route.ok && !inner?.flatten ? deps.stopped({ account_name: route.account.name, strategy_id: strategyId }) : null;
    const preparation = await throughGate(stopped, () => prepareVenue(evaluation, clientOrderId, deps.sources.redact));
    const { facts } = evaluation;
    let held: string | null = null;
    const journal = (): Journaled => {
      // Within the commit nothing is awaited: what the checks saw is what is journaled.
      const settled = approval?.settled();
      if (settled) return { refused: settled, told: true };
      // Asked again, because the flags can have been set since.
      const waiting = wait();
      if (waiting) return { refused: waiting };
      const verdict = evaluation.verdict();
      const objection = approval?.lapsed() ?? inner?.objection?.() ?? origin.objection?.() ?? moved;
      const error = objection ?? verdict.error ?? preparation.error;
      if (error || !verdict.order || !facts?.venue || !facts.cost) {
        const why = error ?? ({ code: 'INTERNAL', message: 'no order could be planned' } as const);
        approval?.decide(why);
        return { refused: refuseSignal(entry(verdict.decision), why, deps) };
      }
      approval?.decide(null);
      const { order } = verdict;
      const overridden = overridePending && deps.orders.hasUnknown(order.account_name, order.symbol);
      const { cost, decidedPrice } = facts;
      const prepared = { clientOrderId, note: preparation.note, cost, decidedPrice };
      const orderId = insertOrder(entry(verdict.decision), order, prepared, inner, deps);
      if (overridden) noteOverride(orderId, order, origin.door, deps);
      const saidYes = approval?.words ?? origin.approvedWords;
      if (saidYes) deps.orders.evidence.add(orderId, 'operator', saidYes);
      // In this very turn: whatever is checked next, of whichever order, sees it.
      held = orderId;
      holdRoom(orderId, order, facts.cost, deps);
      return { refused: null, orderId, venue: facts.venue };
    };
    const journaled = await committed(deps, journal, () => held !== null && freeRoom(held, deps));
    deps.measures.journaled(deps.clock.monotonicMs() - startedMs);
    if (journaled.refused && !journaled.told) tell(journaled.refused);
    return journaled;
  };

  if (!route.ok) return (await evaluateAndJournal()).refused as FireDocument;
  const waiting = needsYes() && (await committed(deps, wait));
  if (waiting) {
    tell(waiting);
    return waiting;
  }
  const { name } = route.account;
  const journaled = await deps.queue.run(name, async () => {
    const result = await evaluateAndJournal();
    if (result.refused) return { document: result.refused };
    const settled = deps.sender
      .send(result.orderId, result.venue, { meant: signal.type, pastStops: inner?.flatten })
      .catch(sparingLost);
    // The request is written in this turn; what is told of it waits for the next.
    const logged = new Promise<void>((resolve) => {
      deps.soon(() => {
        try {
          tell(null);
        } finally {
          resolve();
        }
      });
    });
    // Where orders cannot carry our id, the next one waits for this one's answer.
    if (result.venue.oneInFlightPerMarket) await settled;
    return { settled, logged };
  });
  if (journaled.document) return journaled.document;
  const placed = await journaled.settled;
  // An answer can be quicker than that; whoever gets it may close the engine, and its log.
  await journaled.logged;
  if (placed) deps.measures.answered(placed, deps.clock.monotonicMs() - startedMs);
  deps.onSignal(signal.id);
  const stored = deps.signals.find(signal.id);
  if (!stored) throw new Error(`signal ${signal.id} vanished from the journal`);
  return firedDocument(stored.row);
}

/** An outcome that could not be recorded: the order as it stands, still awaited, says more than an error could. */
function sparingLost(error: unknown): null {
  if (!(error instanceof QtError) || error.code !== 'OUTCOME_UNKNOWN') throw error;
  return null;
}

interface Prepared {
  clientOrderId: string;
  note: string | null;
  cost: Cost;
  decidedPrice: string | null;
}

/** Signal, order, first transition and audit entry. Nothing was sent before, and without their commit nothing is. */
function insertOrder(
  entry: SignalEntry,
  order: PlannedOrderDocument,
  { clientOrderId, note, cost, decidedPrice }: Prepared,
  inner: InnerTerms | undefined,
  deps: FireDeps,
): string {
  const orderId = deps.ids.next('ord');
  const decided = deps.signals.insert(entry);
  const row: NewOrder = {
    id: orderId,
    signal_id: entry.id,
    client_order_id: clientOrderId,
    account_name: order.account_name,
    exchange: order.exchange,
    mode: entry.decision.mode ?? 'paper',
    testnet: entry.decision.testnet ? 1 : 0,
    strategy_id: entry.signal.strategy_id ?? null,
    symbol: order.symbol,
    side: order.side,
    type: order.type,
    time_in_force: order.time_in_force,
    post_only: order.post_only ? 1 : 0,
    reduce_only: order.reduce_only ? 1 : 0,
    replaces: inner?.replaces ?? null,
    amount: order.amount,
    price: order.price,
    prepared: note,
    seat: deps.sources.pool.seatMark(order.account_name),
    note: [order.note, inner?.note].filter(Boolean).join('; ') || null,
    created_ms: deps.clock.nowMs(),
    held_asset: cost.asset,
    held_amount: cost.needed,
    decided_price: decidedPrice,
  };
  deps.orders.insert(row, 'signal', decided);
  inner?.alsoCommit?.(orderId);
  return orderId;
}

/** With the order itself, in one commit: that it was sent past another one's unknown outcome, and on whose word. */
function noteOverride(orderId: string, order: PlannedOrderDocument, door: Door, deps: FireDeps): void {
  const { account_name, symbol } = order;
  const detail = `${door}: sent although an earlier ${symbol} order of ${account_name} has an unknown outcome`;
  deps.orders.evidence.add(orderId, 'override', detail);
  deps.audit.append('outcome_overridden', orderId, { by: door, account_name, symbol });
}

/** What the order may take and do to the account's positions is held back from every other one. */
function holdRoom(id: string, order: PlannedOrderDocument, cost: Cost, deps: FireDeps): void {
  const { account_name, symbol, side, amount } = order;
  deps.reservations.hold(account_name, id, cost.asset, cost.needed);
  const price = order.price ?? order.reference_price;
  const reduce_only = order.reduce_only ? 1 : 0;
  deps.exposure.hold({ id, account_name, symbol, side, amount, price, reduce_only });
}

function freeRoom(orderId: string, deps: FireDeps): void {
  deps.reservations.settle(orderId);
  deps.exposure.drop(orderId);
}

/** `undo`: takes back what was done beside the journal, where it could not be written. */
async function committed<T>(deps: FireDeps, work: () => T, undo: () => unknown = () => {}): Promise<T> {
  try {
    return await deps.batch.commit(work);
  } catch (error) {
    undo();
    deps.log.error('The journal cannot be written', { detail: String(error) });
    throw new QtError('JOURNAL_UNAVAILABLE', deps.halt.current()?.message);
  }
}

/** What was answered before to a signal of this id. */
export function knownAnswer(id: string, signals: Pick<SignalJournal, 'find'>): KnownAnswer | null {
  const known = signals.find(id);
  return known && { bodyHash: known.bodyHash, document: () => firedDocument(known.row) };
}

/** The decision as it was, and the orders as they stand now. */
function firedDocument(row: SignalRowDocument): FireDocument {
  const { order } = row;
  const error =
    row.error ?? (order && (order.status === 'rejected' || order.status === 'not_placed') ? order.error : null);
  return {
    signal_id: row.signal_id,
    decision: row.decision,
    orders: order ? [order] : [],
    ...(error ? { error } : {}),
  };
}

export function sourceOf(route: Route): RouteSource {
  if (!route.ok) return 'rejected';
  if (isMoved(route)) return 'failover';
  const names = { 'signal.account_name': 'explicit', strategy_policy: 'strategy', default: 'default' } as const;
  return names[route.accountSource];
}
