import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { DecisionDocument, PlannedOrderDocument } from '../../../shared/schema/decision.ts';
import type { Route } from '../../../shared/routing/decide.ts';
import type { Door, FireDocument, RouteSource, SignalRowDocument } from '../../../shared/schema/order.ts';
import type { ShownRoute, Signal } from '../../../shared/schema/signal.ts';
import type { Clock, Ids } from '../ports.ts';
import type { CommitBatch } from '../store/commit-batch.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { Log, LogFields } from '../telemetry/log.ts';
import type { Venue, VenueOrder } from '../venues/venue.ts';
import { hashBody } from './answer-once.ts';
import type { AnswerOnce, KnownAnswer } from './answer-once.ts';
import { clearedSignal } from './cleared-signal.ts';
import { movedSince } from './moved-since.ts';
import { evaluate, routeSignal, routeUnmoved } from './evaluate.ts';
import type { EvaluateDeps, Evaluation } from './evaluate.ts';
import type { InnerTerms } from './inner-terms.ts';
import type { KeyedQueue } from './keyed-queue.ts';
import { isMoved, logFailover } from './log-failover.ts';
import type { Cost } from './order-cost.ts';
import type { OrderJournal } from './order-journal.ts';
import type { OrderSender } from './order-sender.ts';
import type { SignalEntry, SignalJournal } from './signal-journal.ts';

export interface FireDeps extends EvaluateDeps {
  batch: CommitBatch;
  answers: AnswerOnce;
  audit: AuditChain;
  signals: SignalJournal;
  orders: OrderJournal;
  sender: OrderSender;
  queue: KeyedQueue;
  clock: Clock;
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
    of: { door: Door; shown: ShownRoute; groupSignal: string; objection: () => ErrorDocument | null },
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
  };
}

type Journaled =
  { refused: FireDocument } | { refused: null; orderId: string; venue: Venue; account: string; cost: Cost };

async function fireOnce(
  signal: Signal & { id: string },
  bodyHash: string,
  origin: Origin,
  deps: FireDeps,
): Promise<FireDocument> {
  const receivedMs = deps.clock.nowMs();
  const { inner, overridePending } = origin;
  const route = inner ? routeUnmoved(signal, deps) : routeSignal(signal, deps);
  const moved = origin.shown ? movedSince(origin.shown, route) : null;
  /** Told once nothing waits for it any more: writing a log takes its time. */
  const tell = (refused: FireDocument | null): void => {
    logRoute(signal, route, deps.log);
    if (refused) tellRefusal(signal, refused, deps);
    deps.onSignal(signal.id);
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
    const preparation = await prepareVenue(evaluation, clientOrderId, deps);
    const { facts } = evaluation;
    const journaled = await committed(deps, (): Journaled => {
      // Within the commit nothing is awaited: what the checks saw is what is journaled.
      const verdict = evaluation.verdict();
      const error = inner?.objection?.() ?? origin.objection?.() ?? moved ?? verdict.error ?? preparation.error;
      if (error || !verdict.order || !facts?.venue || !facts.cost) {
        const why = error ?? ({ code: 'INTERNAL', message: 'no order could be planned' } as const);
        return { refused: insertRefusal(entry(verdict.decision), why, deps) };
      }
      const { order } = verdict;
      const overridden = overridePending && deps.orders.hasUnknown(order.account_name, order.symbol);
      const prepared = { clientOrderId, note: preparation.note, cost: facts.cost };
      const orderId = insertOrder(entry(verdict.decision), order, prepared, inner, deps);
      if (overridden) noteOverride(orderId, order, origin.door, deps);
      return { refused: null, orderId, venue: facts.venue, account: order.account_name, cost: facts.cost };
    });
    // The account's queue is still ours: nobody checked its funds since.
    if (journaled.refused) tell(journaled.refused);
    else deps.reservations.hold(journaled.account, journaled.orderId, journaled.cost.asset, journaled.cost.needed);
    return journaled;
  };

  if (!route.ok) return (await evaluateAndJournal()).refused as FireDocument;
  const { name } = route.account;
  const journaled = await deps.queue.run(name, async () => {
    const result = await evaluateAndJournal();
    if (result.refused) return { document: result.refused };
    const settled = deps.sender.send(result.orderId, result.venue, signal.type).catch(sparingLost);
    // The request is written in this turn; what is told of it waits for the next.
    deps.soon(() => tell(null));
    // Where orders cannot carry our id, the next one waits for this one's answer.
    if (result.venue.oneInFlightPerMarket) await settled;
    return { settled };
  });
  if (journaled.document) return journaled.document;
  await journaled.settled;
  deps.onSignal(signal.id);
  const stored = deps.signals.find(signal.id);
  if (!stored) throw new Error(`signal ${signal.id} vanished from the journal`);
  return firedDocument(stored.row);
}

/** An outcome that could not be recorded: the order as it stands, still awaited, says more than an error could. */
function sparingLost(error: unknown): void {
  if (!(error instanceof QtError) || error.code !== 'OUTCOME_UNKNOWN') throw error;
}

/** Asks the venue for what it must remember before this order (see `Venue.prepare`), unless the order is refused anyway. */
async function prepareVenue(
  evaluation: Evaluation,
  clientOrderId: string,
  deps: FireDeps,
): Promise<{ note: string | null; error: ErrorDocument | null }> {
  const { order, error } = evaluation.verdict();
  const venue = evaluation.facts?.venue;
  if (error || !order || !venue) return { note: null, error: null };
  try {
    return { note: await venue.prepare(venueOrder(order, clientOrderId)), error: null };
  } catch (cause) {
    return { note: null, error: errorDocument(cause, deps.sources.redact) };
  }
}

function venueOrder(order: PlannedOrderDocument, clientOrderId: string): VenueOrder {
  const { symbol, side, type, time_in_force: timeInForce, amount, price } = order;
  const options = { postOnly: order.post_only, reduceOnly: order.reduce_only };
  return { clientOrderId, symbol, side, type, timeInForce, amount, price, ...options };
}

/** Signal, order, first transition and audit entry. Nothing was sent before, and without their commit nothing is. */
function insertOrder(
  entry: SignalEntry,
  order: PlannedOrderDocument,
  { clientOrderId, note, cost }: { clientOrderId: string; note: string | null; cost: Cost },
  inner: InnerTerms | undefined,
  deps: FireDeps,
): string {
  const orderId = deps.ids.next('ord');
  deps.signals.insert(entry);
  deps.orders.insert({
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
  });
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

function insertRefusal(entry: SignalEntry, error: ErrorDocument, deps: FireDeps): FireDocument {
  deps.signals.insert({ ...entry, source: 'rejected', error, answeredMs: deps.clock.nowMs() });
  deps.audit.append('signal_refused', entry.id, { signal: entry.signal, decision: entry.decision, error });
  return { signal_id: entry.id, decision: entry.decision, orders: [], error };
}

function tellRefusal(signal: Signal, { decision, error }: FireDocument, deps: FireDeps): void {
  const why = error ? { code: error.code, detail: error.message } : {};
  deps.log.warn('Signal refused', { ...fieldsOf(signal, decision), ...why });
}

async function committed<T>(deps: FireDeps, work: () => T): Promise<T> {
  try {
    return await deps.batch.commit(work);
  } catch (error) {
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

function logRoute(signal: Signal & { id: string }, route: Route, log: Log): void {
  logFailover(route, { signal_id: signal.id, ...(signal.strategy_id ? { strategy_id: signal.strategy_id } : {}) }, log);
  if (!route.ok) return;
  const fields: LogFields = {
    account_name: route.account.name,
    exchange: route.exchange,
    source: route.accountSource,
    signal_id: signal.id,
    mode: route.account.mode,
    testnet: route.account.testnet,
    ...(signal.strategy_id ? { strategy_id: signal.strategy_id } : {}),
  };
  if (route.accountSource === 'signal.account_name') log.info('Using explicit account from signal', fields);
  log.info('Resolved account for signal', fields);
}

function fieldsOf(signal: Signal, decision: DecisionDocument): LogFields {
  return {
    ...(signal.id ? { signal_id: signal.id } : {}),
    ...(signal.strategy_id ? { strategy_id: signal.strategy_id } : {}),
    ...(decision.account_name ? { account_name: decision.account_name } : {}),
    ...(decision.exchange ? { exchange: decision.exchange } : {}),
    ...(decision.account_source ? { source: decision.account_source } : {}),
    ...(decision.mode ? { mode: decision.mode, testnet: decision.testnet } : {}),
  };
}
