import type { OrderChange } from '../venues/venue.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import type { Clock } from '../ports.ts';
import type { Database } from '../store/sqlite.ts';
import type { OrderEvidence } from './order-evidence.ts';
import type { OrderRow } from './order-row.ts';
import { terms } from './order-words.ts';

/** What was journaled of a change that is not known to have ended. */
export interface AmendUnderWay {
  order_id: string;
  /** The signal that is to place the replacement; null where the venue changes the order in place. */
  signal_id: string | null;
}

export interface AmendJournal {
  /** Notes the intent, in one durable commit, before anything is sent. */
  begin(order: OrderRow, change: OrderChange, by: string, signalId: string | null): void;
  /** Within the commit that journals the replacement: from here on the former order points to it. */
  replaced(orderId: string, replacementId: string): void;
  /** Notes how it ended; with `taken`, the order is from now on of this size and price. One durable commit. */
  end(orderId: string, detail: string, taken?: OrderChange): void;
  underWay(): AmendUnderWay[];
}

export function createAmendJournal(
  db: Database,
  deps: { audit: AuditChain; evidence: OrderEvidence; clock: Clock },
): AmendJournal {
  const { audit, evidence, clock } = deps;
  return {
    begin(order, change, by, signalId) {
      const way =
        signalId === null
          ? 'sent to the venue as a change of this order'
          : `the order is to be canceled, and its remainder placed anew by signal ${signalId}`;
      const detail = `${by} asks for ${terms(change)} instead of ${terms(order)}: ${way}`;
      db.transaction(() => {
        evidence.add(order.id, 'amend', detail);
        audit.append('order_amend_requested', order.id, { by, ...change, signal_id: signalId });
        db.run(
          'INSERT OR REPLACE INTO amends_under_way (order_id, signal_id, at_ms) VALUES (?, ?, ?)',
          order.id,
          signalId,
          clock.nowMs(),
        );
      });
    },
    replaced(orderId, replacementId) {
      evidence.add(orderId, 'amend', `its remainder is placed anew as ${replacementId}`);
      audit.append('order_amend_ended', orderId, { replaced_by: replacementId });
      db.run('UPDATE orders SET replaced_by = ?, updated_ms = ? WHERE id = ?', replacementId, clock.nowMs(), orderId);
      db.run('DELETE FROM amends_under_way WHERE order_id = ?', orderId);
    },
    end(orderId, detail, taken) {
      db.transaction(() => {
        evidence.add(orderId, 'amend', detail);
        audit.append('order_amend_ended', orderId, { detail, ...taken });
        db.run('DELETE FROM amends_under_way WHERE order_id = ?', orderId);
        if (!taken) return;
        db.run(
          'UPDATE orders SET amount = ?, price = ?, updated_ms = ? WHERE id = ?',
          taken.amount,
          taken.price,
          clock.nowMs(),
          orderId,
        );
      });
    },
    underWay: () => db.all<AmendUnderWay>('SELECT order_id, signal_id FROM amends_under_way ORDER BY at_ms, order_id'),
  };
}
