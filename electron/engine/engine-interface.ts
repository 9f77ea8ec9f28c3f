import type { AccountDocument, AccountStatusDocument, AccountTestDocument } from '../../shared/schema/account.ts';
import type { ArmConfirmationDocument, ArmedDocument, ArmingDocument } from '../../shared/schema/arming.ts';
import type { PreviewDocument } from '../../shared/schema/decision.ts';
import type { EventFrame } from '../../shared/schema/event.ts';
import type { Exchange } from '../../shared/schema/exchange.ts';
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
  Door,
  FireDocument,
  OrderCountDocument,
  OrderDetailDocument,
  OrderDocument,
  OrderStatus,
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
  signals: {
    /** Steps 1 to 4, without effect. */
    preview(signal: Signal): Promise<PreviewDocument>;
    /** With `shown` it is refused (`REVISION_CONFLICT`) where it would go elsewhere than a preview said. */
    fire(signal: Signal, door: Door, shown?: ShownRoute): Promise<FireDocument>;
    /** Newest first. */
    list(query: SignalQuery): { rows: SignalRowDocument[]; next_before: string | null };
  };
  orders: {
    /** Newest first. */
    list(query: OrderQuery): { orders: OrderDocument[]; next_before: string | null };
    get(id: string): OrderDetailDocument;
    cancel(id: string, door: Door): Promise<OrderDocument>;
    /** How many orders there are of each account, exchange, mode and status. For metrics. */
    counts(): OrderCountDocument[];
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
