import { normalize } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import { readError } from '../http/verdict.ts';
import type { Instruments } from '../instrument-cache.ts';
import type { OpenOrder } from '../venue.ts';
import type { FiriClient } from './firi-client.ts';
import { LIST_ROWS } from './snapshot.ts';
import { ordersSchema } from './wire-documents.ts';
import type { FiriOrder } from './wire-documents.ts';

/**
 * All active orders of the account, on every market. One list tells them all; where it may have been cut, because it is as
 * long as was asked for, each market is asked for its own. Throws `QtError`, also where a market has more than a list holds:
 * part of the orders is not all of them.
 */
export async function readAllOpen(client: FiriClient, instruments: Instruments): Promise<OpenOrder[]> {
  const orders = await readWhole(client, instruments);
  const symbols = new Map([...instruments.values()].map((each) => [each.venue_symbol, each.symbol]));
  return orders.map((order) => {
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

async function readWhole(client: FiriClient, instruments: Instruments): Promise<FiriOrder[]> {
  const all = await readList(client, '/v2/orders');
  if (all.length < LIST_ROWS) return all;
  const found = new Map<string, FiriOrder>();
  for (const { venue_symbol: marketId } of instruments.values()) {
    const own = await readList(client, `/v2/orders/${marketId}`);
    if (own.length >= LIST_ROWS) {
      throw new QtError('VENUE_ERROR', `${marketId} has more open orders than the venue lists`);
    }
    // Lists of one market leave its name out.
    for (const order of own) found.set(order.id, { ...order, market: marketId });
  }
  const missed = all.some(({ id, market }) => !found.has(id) && !isListed(instruments, market));
  if (missed) throw new QtError('VENUE_ERROR', 'the venue lists open orders of a market that it does not tell of');
  return [...found.values()];
}

function isListed(instruments: Instruments, market: string | undefined): boolean {
  return [...instruments.values()].some(({ venue_symbol: id }) => id === market);
}

async function readList(client: FiriClient, path: string): Promise<FiriOrder[]> {
  const verdict = await client.read({ path, query: { count: String(LIST_ROWS) } });
  if (verdict.kind !== 'ok') throw readError(verdict);
  const orders = ordersSchema.safeParse(verdict.document);
  if (!orders.success) throw new QtError('VENUE_ERROR', 'the venue gave a list of orders that cannot be read');
  return orders.data;
}
