import { z } from 'zod';
import { isZero, normalize } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import { readError } from '../http/verdict.ts';
import type { AccountFill, OpenOrder } from '../venue.ts';
import { fillFrom } from './order-report.ts';
import { openOrderSchema, tradesSchema } from './wire-documents.ts';

/** All that rests, on every market: one request without a symbol (weight 80). */
export async function readOpenOrders({ client, bySymbolOfVenue }: Desk): Promise<OpenOrder[]> {
  const verdict = await client.read('privateGetOpenOrders', {});
  if (verdict.kind !== 'ok') throw readError(verdict);
  const orders = z.array(openOrderSchema).safeParse(verdict.document);
  if (!orders.success) throw new QtError('VENUE_ERROR', 'the venue gave a list of orders that cannot be read');
  return Promise.all(
    orders.data.map(async (order) => ({
      venueOrderId: order.orderId,
      clientOrderId: order.clientOrderId,
      symbol: (await bySymbolOfVenue(order.symbol))?.symbol ?? order.symbol,
      side: order.side === 'BUY' ? ('buy' as const) : ('sell' as const),
      type: order.type.toLowerCase(),
      amount: normalize(order.origQty),
      price: isZero(order.price) ? null : normalize(order.price),
      filled: normalize(order.executedQty),
      createdAtMs: order.time,
    })),
  );
}

/** The most that `myTrades` gives at once. */
const PAGE = 1_000;
/** More pages than this and something is wrong: a loop must end. */
const MAX_PAGES = 100;

/** Oldest first. Pages by trade id, because a time can be shared by more trades than fit on a page. */
export async function readFillsSince(client: SigningClient, symbol: string, sinceMs: number): Promise<AccountFill[]> {
  const fills: AccountFill[] = [];
  let from: Record<string, string> = { startTime: String(Math.max(0, Math.floor(sinceMs))) };
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const verdict = await client.read('privateGetMyTrades', { symbol, ...from, limit: String(PAGE) });
    if (verdict.kind !== 'ok') throw readError(verdict);
    const trades = tradesSchema.safeParse(verdict.document);
    if (!trades.success) throw new QtError('VENUE_ERROR', 'the venue gave a list of trades that cannot be read');
    for (const trade of trades.data) {
      const side = trade.isBuyer ? 'buy' : 'sell';
      fills.push({ ...fillFrom(trade), venueOrderId: trade.orderId, clientOrderId: null, side });
    }
    const last = trades.data.at(-1);
    if (trades.data.length < PAGE || !last) return fills;
    from = { fromId: String(BigInt(last.id) + 1n) };
  }
  throw new QtError('VENUE_ERROR', `the venue has more than ${MAX_PAGES * PAGE} trades of ${symbol} to tell`);
}
