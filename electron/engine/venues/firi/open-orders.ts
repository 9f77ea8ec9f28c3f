import { normalize } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import { readError } from '../http/verdict.ts';
import type { Instruments } from '../instrument-cache.ts';
import type { OpenOrder } from '../venue.ts';
import type { FiriClient } from './firi-client.ts';
import { LIST_ROWS } from './snapshot.ts';
import { ordersSchema } from './wire-documents.ts';

/** All active orders of the account, on every market. Throws `QtError`. */
export async function readAllOpen(client: FiriClient, instruments: Instruments): Promise<OpenOrder[]> {
  const verdict = await client.read({ path: '/v2/orders', query: { count: String(LIST_ROWS) } });
  if (verdict.kind !== 'ok') throw readError(verdict);
  const orders = ordersSchema.safeParse(verdict.document);
  if (!orders.success) throw new QtError('VENUE_ERROR', 'the venue gave a list of orders that cannot be read');
  const symbols = new Map([...instruments.values()].map((each) => [each.venue_symbol, each.symbol]));
  return orders.data.map((order) => {
    const createdAtMs = Date.parse(order.created_at ?? '');
    return {
      venueOrderId: order.id,
      clientOrderId: null,
      symbol: symbols.get(order.market ?? '') ?? order.market ?? '',
      side: order.type === 'bid' ? 'buy' : 'sell',
      type: 'limit',
      amount: normalize(order.amount),
      price: normalize(order.price),
      filled: normalize(order.matched),
      createdAtMs: Number.isNaN(createdAtMs) ? null : createdAtMs,
    };
  });
}
