import type { GroupInput, GroupFiringDocument } from '../../shared/schema/group.ts';
import type {
  ExternalOrderDocument,
  OrderChangeInput,
  OrderDecision,
  OrderDetailDocument,
  OrderDocument,
  PositionDocument,
  ReconcileDocument,
} from '../../shared/schema/order.ts';
import type { SignalInput } from '../../shared/schema/signal.ts';
import type { BooksDump } from './compare-money.ts';

/** What the campaign asks of a trader: one JSON document a line on its standard input. */
export type TraderRequest =
  | { ask: 'fire'; signal: SignalInput; override?: boolean }
  | { ask: 'retry'; signal_id: string }
  | { ask: 'cancel'; order_id: string }
  | { ask: 'cancel_all'; account_name: string; external: boolean }
  | { ask: 'cancel_external'; account_name: string; venue_order_id: string }
  | { ask: 'amend'; order_id: string; change: OrderChangeInput }
  | { ask: 'resolve'; order_id: string; decision: OrderDecision }
  | { ask: 'close_position'; account_name: string; symbol: string }
  | { ask: 'group_set'; group: GroupInput }
  | { ask: 'reconcile'; account_name: string | null }
  /** Its wall clock is put forward or back by so much. */
  | { ask: 'jump'; ms: number }
  | { ask: 'unsettled' }
  | { ask: 'dump' };

/** Its answers, one a line, in the order in which they are ready. `error`: the code of an expected failure. */
export type TraderAnswer =
  /** The engine is open, and recovers. */
  | { tell: 'opened' }
  | { tell: 'ready' }
  /** The engine could not be opened. */
  | { tell: 'refused'; error: string }
  | { tell: 'fired'; signal_id: string; orders: OrderDocument[]; error: string | null }
  | { tell: 'done'; ask: TraderRequest['ask']; error: string | null }
  | { tell: 'reconciled'; accounts: ReconcileDocument[] }
  | { tell: 'unsettled'; orders: OrderDocument[] }
  | ({ tell: 'dump' } & Dump)
  | { tell: 'failed'; message: string };

/** All that a trader knows in the end. */
export interface Dump {
  orders: OrderDetailDocument[];
  external: ExternalOrderDocument[];
  positions: PositionDocument[];
  firings: GroupFiringDocument[];
  books: BooksDump;
}
