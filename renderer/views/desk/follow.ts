import type { SignalRowDocument } from '../../../shared/schema/order.ts';

/** The anchor of a log that was paused while it was empty. */
export const EMPTY_ANCHOR = '';

/** What of a paused log is shown: the rows from the one that was newest at the pause, and how many came since. */
export function held(
  rows: readonly SignalRowDocument[],
  anchorId: string | null,
): { rows: readonly SignalRowDocument[]; fresh: number } {
  if (anchorId === null) return { rows, fresh: 0 };
  if (anchorId === EMPTY_ANCHOR) return { rows: [], fresh: rows.length };
  const at = rows.findIndex((row) => row.signal_id === anchorId);
  return at <= 0 ? { rows, fresh: 0 } : { rows: rows.slice(at), fresh: at };
}

/** True where every word stands somewhere in the row. */
export function matches(row: SignalRowDocument, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = [
    row.signal_id,
    row.strategy_id,
    row.symbol,
    row.exchange,
    row.account_name,
    row.source,
    row.order?.status,
    row.order?.client_order_id,
    row.error?.code,
    row.error?.message,
    row.order?.error?.code,
  ]
    .filter(Boolean)
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
