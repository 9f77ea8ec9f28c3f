import type { AccountStatusDocument } from './account.ts';
import type { ApprovalDocument } from './approval.ts';
import type { ArmingDocument } from './arming.ts';
import type { WaitingConfirmation } from './confirmation.ts';
import type { SummaryDocument } from './equity.ts';
import type { FailoverDocument } from './failover.ts';
import type { GroupDocument } from './group.ts';
import type { ImportDocument } from './history.ts';
import type { LogRecord } from './log-record.ts';
import type { RoutingDocument } from './mapping.ts';
import type { TickerDocument } from './market.ts';
import type { OrderDocument, SignalRowDocument } from './order.ts';
import type { RiskDocument, StopsDocument } from './risk.ts';
import type { VenueHealthDocument } from './system.ts';

/** One change of engine state. Each replaces what its key held before, so the latest per key is enough. */
export type EngineEvent =
  | { topic: 'signal'; row: SignalRowDocument }
  | { topic: 'order'; order: OrderDocument }
  | { topic: 'account'; status: AccountStatusDocument }
  | { topic: 'arming'; arming: ArmingDocument }
  | { topic: 'routing'; routing: RoutingDocument }
  | { topic: 'failover'; failover: FailoverDocument }
  | { topic: 'groups'; groups: GroupDocument[] }
  | { topic: 'risk'; risk: RiskDocument }
  | { topic: 'stops'; stops: StopsDocument }
  /** Those that wait. */
  | { topic: 'approvals'; approvals: ApprovalDocument[] }
  /** What accounts are worth. */
  | { topic: 'worth'; summary: SummaryDocument }
  /** Trades were booked for this account: its books are others by now. */
  | { topic: 'books'; account_name: string }
  | { topic: 'history'; history: ImportDocument }
  | { topic: 'price'; ticker: TickerDocument }
  | { topic: 'health'; venue: VenueHealthDocument }
  | { topic: 'log'; record: LogRecord & { seq: number } };

/**
 * What a subscriber receives. `seq` is the number of the last event included and grows by one an event; `from_seq` is the
 * `seq` of the frame before. A gap, or `reset: true`, means that deltas were dropped: refetch, then go on from `seq`.
 * An empty frame every few seconds is the heartbeat.
 */
export interface EventFrame {
  from_seq: number;
  seq: number;
  reset: boolean;
  at: string;
  events: EngineEvent[];
  /** What the operator of this client alone is asked to confirm now, or null; absent where that did not change. */
  confirmation?: WaitingConfirmation | null;
}

export const HEARTBEAT_MS = 2_000;
