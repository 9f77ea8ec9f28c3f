import { createHash } from 'node:crypto';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { DecisionDocument, PlannedOrderDocument } from '../../../shared/schema/decision.ts';
import type { Route } from '../../../shared/routing/decide.ts';
import type { Door, FireDocument, RouteSource, SignalRowDocument } from '../../../shared/schema/order.ts';
import type { ShownRoute, Signal } from '../../../shared/schema/signal.ts';
import type { Clock, Ids } from '../ports.ts';
import { canonicalJson } from '../store/canonical-json.ts';
import type { Database } from '../store/sqlite.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { Log, LogFields } from '../telemetry/log.ts';
import type { VenueOrder } from '../venues/venue.ts';
import { clearedSignal } from './cleared-signal.ts';
import { movedSince } from './moved-since.ts';
import { evaluate, routeSignal } from './evaluate.ts';
import type { EvaluateDeps, Evaluation } from './evaluate.ts';
import type { KeyedQueue } from './keyed-queue.ts';
import type { OrderJournal } from './order-journal.ts';
import type { OrderSender } from './order-sender.ts';
import type { SignalEntry, SignalJournal } from './signal-journal.ts';

export interface FireDeps extends EvaluateDeps {
  db: Database;
  audit: AuditChain;
  signals: SignalJournal;
  orders: OrderJournal;
  sender: OrderSender;
  queue: KeyedQueue;
  clock: Clock;
  ids: Ids;
  log: Log;
  onSignal: (signalId: string) => void;
  onCommit: (tookMs: number) => void;
}

export interface SignalFirer {
  fire(signal: Signal, door: Door, shown?: ShownRoute): Promise<FireDocument>;
  /** Takes no new signals, and waits for the answers of those under way. */
  close(): Promise<void>;
}

/**
 * Fires signals: route, check, journal, send once. A signal id is answered once: asked again it gets the first decision and
 * orders, whether the first is still under way, long done, or was cut off by a crash after its commit.
 */
export function createSignalFirer(deps: FireDeps): SignalFirer {
  const underWay = new Map<string, { bodyHash: string; answer: Promise<FireDocument> }>();
  let closing = false;

  async function fire(signal: Signal, door: Door, shown?: ShownRoute): Promise<FireDocument> {
    if (closing) throw new QtError('ENGINE_UNREACHABLE', 'The engine is closing.');
    const id = signal.id ?? deps.ids.next('sig');
    const bodyHash = hashBody(signal);
    const running = underWay.get(id);
    if (running) {
      sameBody(id, running.bodyHash, bodyHash);
      return running.answer;
    }
    const known = deps.signals.find(id);
    if (known) {
      sameBody(id, known.bodyHash, bodyHash);
      return documentOf(known.row);
    }
    const isAccount = (name: string): boolean => deps.snapshot().accounts.has(name);
    const cleared = clearedSignal({ ...signal, id }, deps.sources.redact, isAccount);
    const answer = fireOnce(cleared, bodyHash, { door, shown }, deps).finally(() => underWay.delete(id));
    underWay.set(id, { bodyHash, answer });
    return answer;
  }

  return {
    fire,
    async close() {
      closing = true;
      await Promise.allSettled([...underWay.values()].map((entry) => entry.answer));
    },
  };
}

async function fireOnce(
  signal: Signal & { id: string },
  bodyHash: string,
  { door, shown }: { door: Door; shown: ShownRoute | undefined },
  deps: FireDeps,
): Promise<FireDocument> {
  const receivedMs = deps.clock.nowMs();
  const route = routeSignal(signal, deps);
  const moved = shown ? movedSince(shown, route) : null;
  logRoute(signal, route, deps.log);
  const entry = (decision: DecisionDocument): SignalEntry => ({
    id: signal.id,
    bodyHash,
    signal,
    door,
    source: sourceOf(route),
    decision,
    error: null,
    receivedMs,
    answeredMs: null,
  });

  const evaluateAndJournal = async () => {
    const evaluation = await evaluate(signal, route, deps);
    const clientOrderId = deps.ids.clientOrderId();
    const preparation = await prepareVenue(evaluation, clientOrderId, deps);
    // From here to the commit nothing is awaited: what the checks saw is what is journaled.
    const verdict = evaluation.verdict();
    const error = moved ?? verdict.error ?? preparation.error;
    const { facts } = evaluation;
    if (error || !verdict.order || !facts?.venue || !facts.cost) {
      return {
        refused: refuse(
          entry(verdict.decision),
          error ?? { code: 'INTERNAL', message: 'no order could be planned' },
          deps,
        ),
      };
    }
    const orderId = journalOrder(entry(verdict.decision), verdict.order, clientOrderId, preparation.note, deps);
    deps.reservations.hold(verdict.order.account_name, orderId, facts.cost.asset, facts.cost.needed);
    return { orderId, venue: facts.venue };
  };

  if (!route.ok) return (await evaluateAndJournal()).refused as FireDocument;
  const { name } = route.account;
  const journaled = await deps.queue.run(name, async () => {
    const result = await evaluateAndJournal();
    if (result.refused) return { document: result.refused };
    const settled = deps.sender.send(result.orderId, result.venue).catch(sparingLost);
    // Where orders cannot carry our id, the next one waits for this one's answer.
    if (result.venue.oneInFlightPerMarket) await settled;
    return { settled };
  });
  if (journaled.document) return journaled.document;
  await journaled.settled;
  deps.onSignal(signal.id);
  const stored = deps.signals.find(signal.id);
  if (!stored) throw new Error(`signal ${signal.id} vanished from the journal`);
  return documentOf(stored.row);
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

/** Signal, order, first transition and audit entry in one durable commit. Nothing was sent before, and without it nothing is. */
function journalOrder(
  entry: SignalEntry,
  order: PlannedOrderDocument,
  clientOrderId: string,
  prepared: string | null,
  deps: FireDeps,
): string {
  const orderId = deps.ids.next('ord');
  const started = deps.clock.monotonicMs();
  committed(deps, () => {
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
      replaces: null,
      amount: order.amount,
      price: order.price,
      prepared,
      seat: deps.sources.pool.seatMark(order.account_name),
      note: order.note,
      created_ms: deps.clock.nowMs(),
    });
  });
  deps.onCommit(deps.clock.monotonicMs() - started);
  deps.onSignal(entry.id);
  return orderId;
}

function refuse(entry: SignalEntry, error: ErrorDocument, deps: FireDeps): FireDocument {
  const refused: SignalEntry = { ...entry, source: 'rejected', error, answeredMs: deps.clock.nowMs() };
  committed(deps, () => {
    deps.signals.insert(refused);
    deps.audit.append('signal_refused', entry.id, { signal: entry.signal, decision: entry.decision, error });
  });
  deps.log.warn('Signal refused', {
    ...fieldsOf(entry.signal, entry.decision),
    code: error.code,
    detail: error.message,
  });
  deps.onSignal(entry.id);
  return { signal_id: entry.id, decision: entry.decision, orders: [], error };
}

function committed(deps: FireDeps, work: () => void): void {
  try {
    deps.db.transaction(work);
  } catch (error) {
    deps.log.error('The journal cannot be written', { detail: String(error) });
    throw new QtError('JOURNAL_UNAVAILABLE');
  }
}

/** The decision as it was, and the orders as they stand now. */
function documentOf(row: SignalRowDocument): FireDocument {
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

/** Identifies a signal's content; the id itself is not part of it. */
function hashBody(signal: Signal): string {
  const { id: _, ...body } = signal;
  return createHash('sha256').update(canonicalJson(body)).digest('hex');
}

function sameBody(id: string, known: string, given: string): void {
  if (known !== given) throw new QtError('DUPLICATE_SIGNAL', `Signal ${id} was already used with another body.`);
}

export function sourceOf(route: Route): RouteSource {
  if (!route.ok) return 'rejected';
  const names = { 'signal.account_name': 'explicit', strategy_policy: 'strategy', default: 'default' } as const;
  return names[route.accountSource];
}

function logRoute(signal: Signal & { id: string }, route: Route, log: Log): void {
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
