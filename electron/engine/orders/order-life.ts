import { isFinal } from '../../../shared/orders/transitions.ts';
import type { Exchange } from '../../../shared/schema/exchange.ts';
import type { AccountStatusDocument } from '../../../shared/schema/account.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type {
  CancelAllDocument,
  Door,
  ExternalOrderDocument,
  OrderDecision,
  OrderDocument,
  ReconcileDocument,
  ResolveDocument,
} from '../../../shared/schema/order.ts';
import type { AccountMonitor } from '../accounts/account-monitor.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import type { Clock } from '../ports.ts';
import type { ExposureLedger } from '../risk/exposure-ledger.ts';
import type { Reservations } from '../risk/reservations.ts';
import type { CommitBatch } from '../store/commit-batch.ts';
import type { Database } from '../store/sqlite.ts';
import type { Log } from '../telemetry/log.ts';
import type { Redact } from '../telemetry/redact.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import { cancelExternal } from './cancel-external.ts';
import type { CancelExternalDeps } from './cancel-external.ts';
import { cancelExternals } from './cancel-externals.ts';
import { createKeyedQueue } from './keyed-queue.ts';
import type { OrderJournal } from './order-journal.ts';
import { orderDocument } from './order-row.ts';
import type { OrderRow } from './order-row.ts';
import { createOrderSender } from './order-sender.ts';
import type { OrderSender } from './order-sender.ts';
import { createOrderStreams } from './order-streams.ts';
import { createOrderTracker } from './order-tracker.ts';
import type { OrderTracker } from './order-tracker.ts';
import { createOrderWatch } from './order-watch.ts';
import { createExternalOrders } from './reconcile/external-orders.ts';
import { createReconciler } from './reconcile/reconciler.ts';
import type { Reconciler } from './reconcile/reconciler.ts';
import { recoverOrders } from './recover.ts';
import { resolveOrder } from './resolve-order.ts';
import type { ResolveDeps } from './resolve-order.ts';
import type { SignalJournal } from './signal-journal.ts';

export interface OrderLifeDeps {
  db: Database;
  journal: OrderJournal;
  signals: SignalJournal;
  batch: CommitBatch;
  registry: AccountRegistry;
  pool: VenuePool;
  monitor: AccountMonitor;
  reservations: Reservations;
  exposure: ExposureLedger;
  audit: AuditChain;
  clock: Clock;
  log: Log;
  redact: Redact;
  /** Why nothing of this account and strategy may leave at this very moment, or null. */
  stopped: (order: Pick<OrderRow, 'account_name' | 'strategy_id'>) => ErrorDocument | null;
  /** The outcome of sending an order is booked. */
  onOutcome: (order: OrderRow) => void;
  /** Our books and those of the account's venue are not the same, for certain. */
  onDisagreement: (accountName: string, detail: string) => void;
  /** How long an order is unknown before its operator is asked. */
  askAfterMs: number;
  /** Somebody relies on this engine: it compares and listens all the time, not only when something is asked of it. */
  attended: boolean;
  onOrder: (row: OrderRow) => void;
  /** See `createOrderStreams`. */
  onStreamTold?: (exchange: Exchange, saidMs: number) => void;
}

/** Everything that follows orders, from the moment they are sent to their certain end. */
export interface OrderLife {
  tracker: OrderTracker;
  sender: OrderSender;
  reconciler: Reconciler;
  /** The order as every door shows it. */
  document(row: OrderRow): OrderDocument;
  /** What an account's status says of its orders. */
  facts(
    accountName: string,
    unknownOrders: number,
  ): Pick<AccountStatusDocument, 'stream' | 'reconcile' | 'external_orders'>;
  external(accountName: string | null): ExternalOrderDocument[];
  cancelExternal(accountName: string, venueOrderId: string, by: Door): Promise<CancelAllDocument['results'][number]>;
  /** Every one that the account's venue lists now. */
  cancelExternals(accountName: string, by: Door): Promise<CancelAllDocument['results']>;
  reconcile(accountName: string | null): Promise<ReconcileDocument[]>;
  resolve(orderId: string, decision: OrderDecision, by: Door): Promise<ResolveDocument>;
  /** Takes up what an earlier run left unsettled. Once, at the start. */
  recover(): void;
  /** Time went on without us: nothing that was known of an exchange is certain any more. */
  doubt(): void;
  /** Resolves when nothing is asked of a venue any more. */
  close(): Promise<void>;
}

export function createOrderLife(deps: OrderLifeDeps): OrderLife {
  const { journal, registry, pool, monitor, clock, log, redact, attended, db, audit, reservations, exposure } = deps;
  const lookups = createKeyedQueue();
  /** What is told of a change must never undo it, nor end the process where the journal fails meanwhile. */
  const spared = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      log.error('A change could not be told', { detail: String(error) });
    }
  };
  const tell = (accountName: string): void => spared(() => monitor.tell(accountName));
  const watch = createOrderWatch({
    evidence: journal.evidence,
    clock,
    redact,
    askAfterMs: deps.askAfterMs,
    onAsk: (orderId) =>
      spared(() => {
        const row = journal.row(orderId);
        const { account_name, exchange } = row;
        log.error('An order of unknown outcome needs a decision', { account_name, exchange, order_id: orderId });
        deps.onOrder(row);
      }),
  });
  const onOrder = (row: OrderRow): void => {
    deps.onOrder(row);
    if (row.mode !== 'real') return;
    spared(() => (isFinal(row.status) ? streams.release(row.account_name) : streams.listen(row.account_name)));
  };
  const tracker = createOrderTracker({
    ...{ journal, pool, monitor, reservations, exposure, watch, clock, log, redact, lookups, onOrder },
    isLive: (accountName) => streams.isLive(accountName),
  });
  const externals = createExternalOrders(db, { registry, pool, clock });
  const reconciler = createReconciler({
    ...{ journal, tracker, pool, externals, monitor, clock, log, registry, redact },
    onChange: tell,
    onCompared: (accountName) => streams.listen(accountName),
    onDisagreement: deps.onDisagreement,
  });
  const streams = createOrderStreams({
    ...{ registry, pool, journal, tracker, clock, log, attended },
    refreshBalances: monitor.refreshSoon,
    rereadOpen: reconciler.rereadOpen,
    onGap: reconciler.soon,
    onState: tell,
    onTold: deps.onStreamTold,
  });
  const sender = createOrderSender({
    ...{ journal, tracker, monitor, reservations, exposure, clock, log, redact, onOrder },
    signals: deps.signals,
    batch: deps.batch,
    stopped: deps.stopped,
    onOutcome: deps.onOutcome,
  });
  const document = (row: OrderRow): OrderDocument => orderDocument(row, watch.document(row));
  const canceling: CancelExternalDeps = { journal, externals, pool, audit, log, redact, onChange: tell };
  const resolving: ResolveDeps = {
    ...{ journal, tracker, watch, pool, audit, lookups, clock, log, redact, onOrder },
    askAfterMs: deps.askAfterMs,
  };

  return {
    tracker,
    sender,
    reconciler,
    document,
    facts: (accountName, unknownOrders) => ({
      stream: streams.state(accountName),
      reconcile: { ...reconciler.document(accountName), unknown_orders: unknownOrders },
      external_orders: externals.count(accountName),
    }),
    external: externals.list,
    cancelExternal: (accountName, venueOrderId, by) => cancelExternal(accountName, venueOrderId, by, canceling),
    cancelExternals: (accountName, by) => cancelExternals(accountName, by, canceling),
    reconcile: reconciler.run,
    async resolve(orderId, decision, by) {
      const { row, outcome, detail } = await resolveOrder(orderId, decision, by, resolving);
      return { order: document(row), outcome, detail };
    },
    recover() {
      recoverOrders({ journal, tracker, reservations, exposure, log, pool });
      if (attended) reconciler.attend();
    },
    doubt() {
      pool.doubtClocks();
      reconciler.doubt();
      streams.doubt();
    },
    async close() {
      streams.close();
      const ended = [tracker.close(), reconciler.close()];
      await Promise.all(ended);
      sender.close();
    },
  };
}
