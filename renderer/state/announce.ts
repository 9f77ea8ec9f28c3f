import { create } from 'zustand';
import type { EngineEvent } from '../../shared/schema/event.ts';
import type { OrderDocument, OrderStatus } from '../../shared/schema/order.ts';

/** What the live regions of the page say. A new `key` makes the same words be said again. */
export interface Announcements {
  polite: { key: number; text: string };
  assertive: { key: number; text: string };
}

export const useAnnouncements = create<Announcements>(() => ({
  polite: { key: 0, text: '' },
  assertive: { key: 0, text: '' },
}));

export function announce(urgency: 'polite' | 'assertive', text: string): void {
  useAnnouncements.setState((before) => ({ [urgency]: { key: before[urgency].key + 1, text } }));
}

const seen = new Map<string, OrderStatus>();
const MAX_SEEN = 2_000;

/** Says fills politely, and rejections and unknown outcomes at once; only the last of a frame, so that a burst stays one sentence. */
export function announceEvents(events: readonly EngineEvent[]): void {
  const changed = events.flatMap((event) => (event.topic === 'order' && isNews(event.order) ? [event.order] : []));
  const bad = changed.filter((order) => order.status === 'rejected' || order.status === 'unknown');
  const filled = changed.filter((order) => order.status === 'filled');
  if (bad.length > 0)
    announce(
      'assertive',
      sentence(bad, (order) => (order.status === 'unknown' ? 'outcome unknown' : 'rejected')),
    );
  if (filled.length > 0)
    announce(
      'polite',
      sentence(filled, () => 'filled'),
    );
}

function isNews(order: OrderDocument): boolean {
  if (seen.get(order.id) === order.status) return false;
  seen.delete(order.id);
  seen.set(order.id, order.status);
  const [oldest] = seen.keys();
  if (seen.size > MAX_SEEN && oldest !== undefined) seen.delete(oldest);
  return true;
}

function sentence(orders: OrderDocument[], word: (order: OrderDocument) => string): string {
  const last = orders.at(-1);
  if (!last) return '';
  const more = orders.length > 1 ? `, and ${orders.length - 1} more` : '';
  return `Order ${word(last)}: ${last.side} ${last.amount} ${last.symbol} on ${last.account_name}${more}`;
}
