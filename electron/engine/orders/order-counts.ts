import type { OrderCountDocument } from '../../../shared/schema/order.ts';
import type { Database } from '../store/sqlite.ts';

/** Statuses that one transition left and took. */
interface Step extends Omit<OrderCountDocument, 'status' | 'count'> {
  seq: number;
  from_status: OrderCountDocument['status'] | null;
  to_status: OrderCountDocument['status'];
}

/**
 * How many orders there are of each account, exchange, mode and status. Counted once, and from then on carried along by the
 * transitions since: whoever scrapes every few seconds must not have a hundred thousand orders counted each time.
 */
export function createOrderCounts(db: Database): () => OrderCountDocument[] {
  const counts = new Map<string, OrderCountDocument>();
  let seq: number | null = null;

  function count(of: Omit<OrderCountDocument, 'count'>, change: number): void {
    const { account_name, exchange, mode, status } = of;
    const key = JSON.stringify([account_name, exchange, mode, status]);
    const entry = counts.get(key) ?? { account_name, exchange, mode, status, count: 0 };
    entry.count += change;
    if (entry.count === 0) counts.delete(key);
    else counts.set(key, entry);
  }

  function begin(): void {
    seq = db.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM order_transitions')?.seq ?? 0;
    const rows = db.all<OrderCountDocument>(
      'SELECT account_name, exchange, mode, status, count(*) AS count FROM orders GROUP BY 1, 2, 3, 4',
    );
    for (const row of rows) count(row, row.count);
  }

  function goOn(sinceSeq: number): void {
    const steps = db.all<Step>(
      `SELECT seq, account_name, exchange, mode, from_status, to_status
       FROM order_transitions JOIN orders ON orders.id = order_id WHERE seq > ? ORDER BY seq`,
      sinceSeq,
    );
    for (const { from_status: from, to_status: to, ...of } of steps) {
      if (from !== null) count({ ...of, status: from }, -1);
      count({ ...of, status: to }, 1);
      seq = of.seq;
    }
  }

  return () => {
    if (seq === null) begin();
    else goOn(seq);
    return [...counts.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => ({ ...entry }));
  };
}
