import type { AccountDocument, AccountStatusDocument, AccountTestDocument } from '../../shared/schema/account.ts';
import type { ArmConfirmationDocument, ArmedDocument, ArmingDocument } from '../../shared/schema/arming.ts';
import type { PreviewDocument } from '../../shared/schema/decision.ts';
import type { EventFrame } from '../../shared/schema/event.ts';
import type { Exchange } from '../../shared/schema/exchange.ts';
import type { FailoverChange, FailoverDocument } from '../../shared/schema/failover.ts';
import type {
  GroupDocument,
  GroupFiringDocument,
  GroupInput,
  GroupPreviewDocument,
  GroupRetryDocument,
  GroupSignal,
  ShownGroup,
} from '../../shared/schema/group.ts';
import type { LogLevel, LogPage } from '../../shared/schema/log-record.ts';
import type {
  ImpactDocument,
  MappingChange,
  RevisionDocument,
  RoutingDocument,
  StrategyDocument,
} from '../../shared/schema/mapping.ts';
import type { Instrument, TickerDocument } from '../../shared/schema/market.ts';
import type {
  CancelAllDocument,
  CancelAllInput,
  Door,
  ExternalOrderDocument,
  FireDocument,
  OrderChangeInput,
  OrderCountDocument,
  OrderDecision,
  OrderDetailDocument,
  OrderDocument,
  OrderStatus,
  PositionDocument,
  ReconcileDocument,
  ResolveDocument,
  RouteSource,
  SignalRowDocument,
} from '../../shared/schema/order.ts';
import type { ShownRoute, Signal } from '../../shared/schema/signal.ts';
import type { SystemDocument } from '../../shared/schema/system.ts';

/** What a caller may ask of a running engine. Every method throws `QtError` for an expected failure. */
export interface Engine {
  accounts: {
    list(): AccountDocument[];
    get(name: string): AccountDocument;
    statuses(): AccountStatusDocument[];
    /** Asks the venue: markets, clock, key permissions. */
    test(name: string): Promise<AccountTestDocument>;
    /** Reads the balance afresh. */
    balance(name: string): Promise<AccountStatusDocument>;
  };
  routing: {
    current(): RoutingDocument;
    strategies(): StrategyDocument[];
    /** Writes a new revision. `baseRevision` other than the current one gives REVISION_CONFLICT; null skips that check. */
    apply(changes: MappingChange[], baseRevision: number | null, by: string): RoutingDocument;
    /** Writes the state before the last change as a new revision. */
    undo(by: string): RoutingDocument;
    revisions(limit: number): RevisionDocument[];
    /** Replays a draft over the stored signals of the last 24 hours. No effect. */
    impact(changes: MappingChange[]): ImpactDocument;
  };
  failover: {
    /** The policy, and the health of every place that an account uses. */
    current(): FailoverDocument;
    /** Writes a new revision; as `routing.apply`. INVALID_INPUT where a stand-in could never stand in. */
    change(changes: FailoverChange[], baseRevision: number | null, by: string): FailoverDocument;
  };
  signals: {
    /** Steps 1 to 4, without effect. */
    preview(signal: Signal, terms?: Pick<FireTerms, 'override_pending'>): Promise<PreviewDocument>;
    /** A signal that names a group is fired as `groups.fire` does. With `shown` it is refused (`REVISION_CONFLICT`) where it would go elsewhere than a preview said. */
    fire(signal: Signal, door: Door, terms?: FireTerms): Promise<FireDocument>;
    /** Newest first. */
    list(query: SignalQuery): { rows: SignalRowDocument[]; next_before: string | null };
  };
  groups: {
    list(): GroupDocument[];
    get(name: string): GroupDocument;
    /** Throws GROUP_INVALID; `baseRevision` other than the group's own (0: none yet) gives REVISION_CONFLICT, null skips that. */
    set(group: GroupInput, baseRevision: number | null, door: Door): GroupDocument;
    remove(name: string, door: Door): void;
    /** Every leg with its share, decision, rounded order and what speaks against it. No effect. */
    preview(signal: GroupSignal): Promise<GroupPreviewDocument>;
    /**
     * Evaluates all legs, journals the plan, and sends the legs side by side. A known id gets its first answer. With `shown`
     * it is refused (REVISION_CONFLICT) where the group is another one by now than a preview said.
     */
    fire(signal: GroupSignal, door: Door, shown?: ShownGroup): Promise<FireDocument>;
    /** Tries again what is proven not placed, and nothing else. `groupSignal` is the id of the signal to the group. */
    retry(groupSignal: string, door: Door): Promise<GroupRetryDocument>;
    /** A signal to a group as it stands now. Throws NOT_FOUND. */
    firing(groupSignal: string): FireDocument;
    /** Newest first. */
    firings(limit: number): GroupFiringDocument[];
  };
  orders: {
    /** Newest first. */
    list(query: OrderQuery): { orders: OrderDocument[]; next_before: string | null };
    get(id: string): OrderDetailDocument;
    cancel(id: string, door: Door): Promise<OrderDocument>;
    /** Every unsettled order of an account or a strategy, each with its own outcome. */
    cancelAll(scope: CancelAllInput, door: Door): Promise<CancelAllDocument>;
    /** The order that stands now: the changed one, or the new one that took its place. */
    amend(id: string, change: OrderChangeInput, door: Door): Promise<OrderDocument>;
    /** Orders at the venues that the console never placed, as they were last listed. Null: of every account. */
    external(accountName: string | null): ExternalOrderDocument[];
    /** Cancels one of them, by the venue's id. */
    cancelExternal(
      accountName: string,
      venueOrderId: string,
      door: Door,
    ): Promise<CancelAllDocument['results'][number]>;
    /** Compares an account with its venue now; null: every one. What failed is in the answer. */
    reconcile(accountName: string | null): Promise<ReconcileDocument[]>;
    /** The operator's word on an order of unknown outcome. ORDER_NOT_UNKNOWN, ORDER_NOT_ADOPTABLE. */
    resolve(id: string, decision: OrderDecision, door: Door): Promise<ResolveDocument>;
    /** How many orders there are of each account, exchange, mode and status. For metrics. */
    counts(): OrderCountDocument[];
  };
  positions: {
    /** As the venue shows them now; null: of every account that can be asked. */
    list(accountName: string | null): Promise<PositionDocument[]>;
    /** Fires a market order that closes what the account holds of the symbol. NO_POSITION where that is nothing. */
    close(accountName: string, symbol: string, door: Door): Promise<FireDocument>;
  };
  arming: {
    current(): ArmingDocument;
    prepare(accountName: string, durationMs: number): ArmConfirmationDocument;
    arm(confirmationId: string, typed: string, door: Door): ArmedDocument;
    /** Null disarms every account. */
    disarm(accountName: string | null, door: Door): ArmingDocument;
  };
  market: {
    instruments(exchange: Exchange): Promise<Instrument[]>;
    ticker(exchange: Exchange, symbol: string): Promise<TickerDocument>;
  };
  log: { query(query: LogQuery): LogPage };
  system(): SystemDocument;
  events: {
    /** Calls `listener` with frames, at most 30 a second, until the returned function is called. */
    subscribe(listener: (frame: EventFrame) => void): () => void;
  };
  close(): Promise<void>;
}

/** What an operator says of a signal beside the signal itself. */
export interface FireTerms {
  /** Where it was shown to go. */
  shown?: ShownRoute | undefined;
  /** Past OUTCOME_PENDING. A person's word only: INVALID_INPUT at the door of other programs. */
  override_pending?: boolean | undefined;
}

export interface SignalQuery {
  limit: number;
  /** Cursor from a former answer. */
  before: string | null;
  source: RouteSource | null;
  account_name: string | null;
}

export interface OrderQuery {
  limit: number;
  before: string | null;
  account_name: string | null;
  /** `open` as a filter also finds partially filled ones; `unsettled` finds all that are not final. */
  status: OrderStatus | 'unsettled' | null;
}

export interface LogQuery {
  limit: number;
  account_name: string | null;
  strategy_id: string | null;
  source: string | null;
  /** This level and above. */
  level: LogLevel | null;
  /** ISO 8601. */
  since: string | null;
  /** Older than this record. */
  before_seq: number | null;
  /** Newer than this record; answers oldest first. For following. */
  after_seq: number | null;
}
