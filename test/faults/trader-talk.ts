import type { OrderDetailDocument, OrderDocument } from '../../shared/schema/order.ts';
import type { SignalInput } from '../../shared/schema/signal.ts';

/** What the campaign asks of a trader: one JSON document a line on its standard input. */
export type TraderRequest =
  { ask: 'fire'; signal: SignalInput } | { ask: 'cancel'; order_id: string } | { ask: 'unsettled' } | { ask: 'dump' };

/** Its answers, one a line, in the order in which they are ready. */
export type TraderAnswer =
  | { tell: 'ready' }
  | { tell: 'fired'; signal_id: string; orders: string[]; error: string | null }
  | { tell: 'canceled'; order_id: string; error: string | null }
  | { tell: 'unsettled'; orders: OrderDocument[] }
  | { tell: 'dump'; orders: OrderDetailDocument[] }
  | { tell: 'failed'; message: string };
