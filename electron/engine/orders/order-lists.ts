import type { OrderDocument } from '../../../shared/schema/order.ts';
import type { Engine } from '../engine-interface.ts';
import type { Clock } from '../ports.ts';
import type { Database } from '../store/sqlite.ts';
import { createOrderChoices } from './order-choices.ts';
import { createOrderPages } from './order-page.ts';
import type { OrderRow } from './order-row.ts';
import { createOrdersToday } from './order-today.ts';

export type OrderLists = Pick<Engine['orders'], 'page' | 'choices' | 'today'>;

/** What the blotter asks of the journal's orders. Reads, and writes nothing. */
export function createOrderLists(
  db: Database,
  clock: Clock,
  life: { document(row: OrderRow): OrderDocument },
): OrderLists {
  const choices = createOrderChoices(db);
  const page = createOrderPages(db, choices);
  return {
    page(query) {
      const { rows, ...rest } = page(query);
      return { orders: rows.map((row) => life.document(row)), ...rest };
    },
    choices,
    today: createOrdersToday(db, choices, clock),
  };
}
