import type { AccountDocument, AccountStatusDocument, AccountTestDocument } from '../../shared/schema/account.ts';
import type { ArmConfirmationDocument, ArmedDocument, ArmingDocument } from '../../shared/schema/arming.ts';
import type { ConfirmedAction } from '../../shared/schema/confirmation.ts';
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
  ShownLeg,
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
import type {
  MoneyKind,
  OrderChoicesDocument,
  OrderPageDocument,
  OrderPageQuery,
  OrderTodayDocument,
} from '../../shared/schema/order-page.ts';
import type { AuditHeadDocument } from '../../shared/schema/audit.ts';
import type { BackupDocument } from '../../shared/schema/backup.ts';
import type { PnlDocument, TradePage, TradeQuery, VerifyDocument } from '../../shared/schema/books.ts';
import type {
  AssetMarksDocument,
  EquityDocument,
  EquityQuery,
  FeeDayDocument,
  PerformanceDocument,
  PerformanceQuery,
  SummaryDocument,
} from '../../shared/schema/equity.ts';
import type { FlowDocument, ImportDocument } from '../../shared/schema/history.ts';
import type { StatementDocument, StatementInput } from '../../shared/schema/statement.ts';
import type { ApprovalDocument, ApprovalState } from '../../shared/schema/approval.ts';
import type {
  ReleaseConfirmationDocument,
  RiskDocument,
  RiskImpactDocument,
  StopDocument,
  StopsDocument,
} from '../../shared/schema/risk.ts';
import type { KillInput, RiskChange, RiskScope } from '../../shared/schema/risk-policy.ts';
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
    /**
     * Tries again what is proven not placed, and nothing else. `groupSignal` is the id of the signal to the group. With `shown`
     * it throws REVISION_CONFLICT, and sends nothing, where other legs can be tried again by now.
     */
    retry(groupSignal: string, door: Door, shown?: readonly ShownLeg[]): Promise<GroupRetryDocument>;
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
    /** Any part of a filtered and sorted list, with how many there are. `as_of` of the first page keeps the others from shifting. */
    page(query: OrderPageQuery): OrderPageDocument;
    choices(): OrderChoicesDocument;
    /** Of one kind of money. The day is that of UTC. */
    today(kind: MoneyKind): OrderTodayDocument;
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
    /**
     * Compares the account with its exchange and asks what its key may do. Throws ACCOUNT_UNRECONCILED, KEY_CAN_WITHDRAW,
     * or why it could not be asked.
     */
    prepare(accountName: string, durationMs: number): Promise<ArmConfirmationDocument>;
    /** That this account's key may withdraw is known: `typed` is the account's name. Holds for exactly this key. */
    acknowledgeKey(accountName: string, typed: string, door: Door): void;
    arm(confirmationId: string, typed: string, door: Door): ArmedDocument;
    /** Null disarms every account. */
    disarm(accountName: string | null, door: Door): ArmingDocument;
  };
  risk: {
    /** Limits, flags and gauges, as last measured. */
    current(): RiskDocument;
    /** Measures what is limited now; null: of every account. What cannot be told is said in the answer. */
    measure(accountName: string | null): Promise<RiskDocument>;
    /** Writes a new revision; as `routing.apply`. */
    change(changes: RiskChange[], baseRevision: number | null, by: Door): RiskDocument;
    /** What a draft would have refused of the last 24 hours' orders. No effect. */
    impact(changes: RiskChange[]): Promise<RiskImpactDocument>;
  };
  stops: {
    current(): StopsDocument;
    /**
     * Stops at once, and durably; then cancels and flattens in the background, where asked. Throws ACCOUNT_NOT_FOUND where
     * nothing like the scope is known, and JOURNAL_UNAVAILABLE where it is in effect but could not be written yet.
     */
    kill(input: KillInput, door: Door): StopDocument;
    prepareRelease(scope: RiskScope): ReleaseConfirmationDocument;
    /** Releases what the confirmation was made for. Throws CONFIRMATION_INVALID. */
    release(confirmationId: string, typed: string, door: Door): StopsDocument;
  };
  approvals: {
    /** Newest first, at most 500. Null: in every state. */
    list(state: ApprovalState | null): ApprovalDocument[];
    /** How many signals wait now. */
    waitingCount(): number;
    /** Throws APPROVAL_NOT_FOUND. */
    get(id: string): ApprovalDocument;
    /**
     * Fires the signal as things are now; said again, it has the same answer. Throws APPROVAL_NOT_FOUND, APPROVAL_EXPIRED,
     * APPROVAL_DECLINED; and with `shown` (of a group: the group) REVISION_CONFLICT where it would go elsewhere by now. Whatever
     * is thrown but those of an end leaves it waiting.
     */
    approve(id: string, door: Door, shown?: ShownRoute | ShownGroup): Promise<FireDocument>;
    /** Throws APPROVAL_NOT_FOUND (also where it was approved already), APPROVAL_EXPIRED. */
    decline(id: string, door: Door): ApprovalDocument;
  };
  confirmations: {
    /** Keeps in the audit chain that an operator said yes outside of the page. Throws JOURNAL_UNAVAILABLE. */
    record(action: ConfirmedAction, door: Door): void;
  };
  books: {
    /** Newest first. */
    trades(query: TradeQuery): Promise<TradePage>;
    /** Null: of every account. Marks are asked for; what cannot be told is said in the answer. */
    pnl(accountName: string | null): Promise<PnlDocument>;
    /** Recomputes the books from the journal, and compares them with what is kept and with what the exchange shows. */
    verify(accountName: string | null): Promise<VerifyDocument>;
    /** Money that came or went without a trade, newest first, at most 500. */
    flows(accountName: string): FlowDocument[];
  };
  equity: {
    /** Every account as last measured. */
    summary(): SummaryDocument;
    /** Measures it now; null: every account. */
    measure(accountName: string | null): Promise<SummaryDocument>;
    curve(query: EquityQuery): EquityDocument;
    /** By which prices its equity was last measured. */
    marks(accountName: string): AssetMarksDocument;
    performance(query: PerformanceQuery): Promise<PerformanceDocument[]>;
    /** The last `days` days, oldest first, days without trades included. */
    feeDays(accountName: string, days: number): Promise<FeeDayDocument[]>;
  };
  history: {
    list(): ImportDocument[];
    /** Begins, or goes on from where it was left. Throws HISTORY_UNAVAILABLE. */
    start(accountName: string, door: Door): ImportDocument;
    pause(accountName: string, door: Door): ImportDocument;
  };
  statements: { make(input: StatementInput): Promise<StatementDocument> };
  audit: { head(): AuditHeadDocument };
  backups: {
    /** Newest first. */
    list(): BackupDocument[];
    /** Copies the journal while all goes on, verifies the copy, and tells of it. Throws BACKUP_FAILED. */
    make(): Promise<BackupDocument>;
  };
  /** All figures in the text format of Prometheus. */
  metrics(): Promise<string>;
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
