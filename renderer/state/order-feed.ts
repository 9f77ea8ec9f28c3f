import type { EngineEvent } from '../../shared/schema/event.ts';
import type { OrderDocument } from '../../shared/schema/order.ts';

/** What happened to orders and trades since it was last told. */
export interface OrderNews {
  orders: readonly OrderDocument[];
  /** Trades were booked. */
  books: boolean;
  /** News may have been lost: whatever is shown has to be asked for again. */
  resync: boolean;
}

type Listener = (news: OrderNews) => void;
const listeners = new Set<Listener>();

/** For lists that are too long for the query cache: tells them what the event stream says. Until the returned function is called. */
export function onOrderNews(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function tellOrderNews(events: readonly EngineEvent[]): void {
  const orders = events.flatMap((event) => (event.topic === 'order' ? [event.order] : []));
  const books = events.some(({ topic }) => topic === 'books');
  if (orders.length > 0 || books) tell({ orders, books, resync: false });
}

export function tellOrderResync(): void {
  tell({ orders: [], books: false, resync: true });
}

function tell(news: OrderNews): void {
  for (const listener of [...listeners]) listener(news);
}
