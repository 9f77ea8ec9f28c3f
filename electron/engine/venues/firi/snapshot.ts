import { z } from 'zod';
import { QtError } from '../../../../shared/schema/error-code.ts';
import { readError } from '../http/verdict.ts';
import type { FiriClient } from './firi-client.ts';
import { ordersSchema } from './wire-documents.ts';
import type { FiriOrder } from './wire-documents.ts';

/** Rows asked of each list. What lies further back is told apart by its time. */
export const LIST_ROWS = 200;

const noteSchema = z.object({ ids: z.array(z.string()).max(2 * LIST_ROWS) });

/** The open and the closed orders of one market. Open first: an order that closes meanwhile is then in both, not in none. */
export async function readOrders(
  client: FiriClient,
  marketId: string,
): Promise<{ open: FiriOrder[]; closed: FiriOrder[] }> {
  const query = { count: String(LIST_ROWS) };
  const open = await readList(client, `/v2/orders/${marketId}`, query);
  const closed = await readList(client, `/v2/orders/${marketId}/history`, query);
  return { open, closed };
}

async function readList(client: FiriClient, path: string, query: Record<string, string>): Promise<FiriOrder[]> {
  const verdict = await client.read({ path, query });
  if (verdict.kind !== 'ok') throw readError(verdict);
  const orders = ordersSchema.safeParse(verdict.document);
  if (!orders.success) throw new QtError('VENUE_ERROR', 'the venue gave a list of orders that cannot be read');
  return orders.data;
}

/** The ids that exist before an order is sent, as the note that is journaled with it. */
export async function takeSnapshot(client: FiriClient, marketId: string): Promise<string> {
  const { open, closed } = await readOrders(client, marketId);
  const ids = new Set([...open.slice(0, LIST_ROWS), ...closed.slice(0, LIST_ROWS)].map(({ id }) => id));
  return JSON.stringify({ ids: [...ids] });
}

/** Null where there is no such note, or none that can be read. */
export function idsBefore(note: string | null): ReadonlySet<string> | null {
  try {
    return new Set(noteSchema.parse(JSON.parse(note ?? '')).ids);
  } catch {
    return null;
  }
}
