import type { OrderEvidenceDocument } from '../../../shared/schema/order.ts';
import { isoTime } from '../ports.ts';
import type { Clock } from '../ports.ts';
import type { Database } from '../store/sqlite.ts';

export type EvidenceKind = OrderEvidenceDocument['kind'];

/** What belongs to an order's story and is no change of its status. */
export interface OrderEvidence {
  /** Within the caller's transaction, or durable by itself. */
  add(orderId: string, kind: EvidenceKind, detail: string): void;
  /** As `add`, but what was said of this order before is not said again. True where it was new. */
  addOnce(orderId: string, kind: EvidenceKind, detail: string): boolean;
  list(orderId: string): OrderEvidenceDocument[];
}

export function createOrderEvidence(db: Database, clock: Clock): OrderEvidence {
  const add: OrderEvidence['add'] = (orderId, kind, detail) =>
    void db.run(
      'INSERT INTO order_evidence (order_id, kind, at_ms, detail) VALUES (?, ?, ?, ?)',
      orderId,
      kind,
      clock.nowMs(),
      detail,
    );
  return {
    add,
    addOnce(orderId, kind, detail) {
      const known = db.get(
        'SELECT 1 FROM order_evidence WHERE order_id = ? AND kind = ? AND detail = ? LIMIT 1',
        orderId,
        kind,
        detail,
      );
      if (known) return false;
      add(orderId, kind, detail);
      return true;
    },
    list: (orderId) =>
      db
        .all<{ seq: number; kind: EvidenceKind; at_ms: number; detail: string }>(
          'SELECT seq, kind, at_ms, detail FROM order_evidence WHERE order_id = ? ORDER BY seq',
          orderId,
        )
        .map(({ at_ms, ...entry }) => ({ ...entry, at: isoTime(at_ms) })),
  };
}
