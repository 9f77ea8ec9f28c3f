import { isZero, normalize } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import { readError } from '../http/verdict.ts';
import type { OpenOrder } from '../venue.ts';
import { familyOf } from './order-family.ts';
import type { OrderFamily } from './order-family.ts';
import { readPages, readRows } from './paged-list.ts';
import { activeSymbolsSchema, orderSchema } from './wire-documents.ts';
import type { KucoinOrder } from './wire-documents.ts';

const FEW_MARKETS = 20;

/** What rests in one market; in all of them where `symbol` is null, which only the classic family can tell at once. */
export function readActive(client: SigningClient, family: OrderFamily, symbol: string | null): Promise<KucoinOrder[]> {
  if (family.needsSymbol) return readRows(client, 'privateGetHfOrdersActive', { symbol }, orderSchema);
  const params = { status: 'active', tradeType: 'TRADE', ...(symbol !== null && { symbol }) };
  return readPages(client, family, { call: 'privateGetOrders', params }, orderSchema);
}

/** Orders of one market that came to an end. Throws `QtError`. */
export function readDone(
  client: SigningClient,
  family: OrderFamily,
  symbol: string,
  sinceMs: number,
): Promise<KucoinOrder[]> {
  const kind = family.needsSymbol ? {} : { status: 'done', tradeType: 'TRADE' };
  return readPages(
    client,
    family,
    { call: family.done, params: { symbol, startAt: String(sinceMs), ...kind } },
    orderSchema,
  );
}

/** All that rests, on every market. High-frequency orders are listed by market only, so the markets are asked for first. */
export async function readOpenOrders({ client, bySymbolOfVenue, instruments }: Desk): Promise<OpenOrder[]> {
  const family = await familyOf(client);
  const orders: KucoinOrder[] = [];
  const symbols = family.needsSymbol ? await activeSymbols(client, instruments) : [null];
  for (const symbol of symbols) orders.push(...(await readActive(client, family, symbol)));
  return Promise.all(
    orders.map(async (order) => ({
      venueOrderId: order.id,
      clientOrderId: order.clientOid || null,
      symbol: (await bySymbolOfVenue(order.symbol))?.symbol ?? order.symbol,
      side: order.side,
      type: order.type,
      amount: normalize(order.size ?? '0'),
      price: order.price == null || isZero(order.price) ? null : normalize(order.price),
      filled: normalize(order.dealSize),
      createdAtMs: order.createdAt,
    })),
  );
}

async function activeSymbols(client: SigningClient, instruments: Desk['instruments']): Promise<string[]> {
  const verdict = await client.read('privateGetHfOrdersActiveSymbols', {});
  if (verdict.kind === 'unknown' || (verdict.kind === 'refused' && verdict.code === 'VENUE_NOT_SUPPORTED')) {
    // A venue in between that does not know the question, and is small enough for each market to be asked.
    const traded = await instruments();
    if (traded.length <= FEW_MARKETS) return traded.map((each) => each.venue_symbol);
  }
  if (verdict.kind !== 'ok') throw readError(verdict);
  const told = activeSymbolsSchema.safeParse(verdict.document);
  if (!told.success) throw new QtError('VENUE_ERROR', 'the venue gave a list of markets that cannot be read');
  return told.data.symbols ?? [];
}
