import { isZero, normalize } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { readError } from '../http/verdict.ts';
import type { AccountFill, OpenOrder } from '../venue.ts';
import type { Category } from './category.ts';
import { EXECUTIONS_PAGE, ORDERS_PAGE } from './lookup.ts';
import { fillFrom, isTrade } from './order-report.ts';
import { readList } from './read-list.ts';
import type { ListRead } from './read-list.ts';
import { executionSchema, orderSchema } from './wire-documents.ts';

/** The currencies that linear contracts settle in. A list of all of them at once does not exist. */
export const SETTLE_COINS = ['USDT', 'USDC'] as const;

/** All that rests, on every market of the category, conditional orders included. */
export async function readOpenOrders({ client, bySymbolOfVenue }: Desk, category: Category): Promise<OpenOrder[]> {
  const questions = category === 'spot' ? [{ category }] : SETTLE_COINS.map((settleCoin) => ({ category, settleCoin }));
  const orders: OpenOrder[] = [];
  for (const question of questions) {
    const rows = rowsOf(await readList(client, 'privateGetV5OrderRealtime', question, orderSchema, ORDERS_PAGE));
    for (const row of rows) {
      orders.push({
        venueOrderId: row.orderId,
        clientOrderId: row.orderLinkId === '' ? null : row.orderLinkId,
        symbol: (await bySymbolOfVenue(row.symbol))?.symbol ?? row.symbol,
        side: row.side === 'Buy' ? 'buy' : 'sell',
        type: row.orderType.toLowerCase(),
        amount: normalize(row.qty),
        price: row.price && !isZero(row.price) ? normalize(row.price) : null,
        filled: normalize(row.cumExecQty ?? '0'),
        createdAtMs: row.createdTime,
      });
    }
  }
  return orders;
}

/** The longest span that one question may cover (docs/v5/order/execution). */
const SPAN_MS = 7 * 86_400_000;
/** As far back as the venue remembers. */
const REMEMBERED_MS = 730 * 86_400_000;

/** Oldest first, asked for week by week, because the venue gives the newest first and a week at most. */
export async function readFillsSince(
  { client }: Desk,
  instrument: Instrument,
  sinceMs: number,
  category: Category,
): Promise<AccountFill[]> {
  const symbol = instrument.venue_symbol;
  await client.time.ensure();
  // Past the venue's present, so that a trade of this very moment is not left out by a clock that is behind.
  const untilMs = Math.ceil(client.time.nowMs()) + 60_000;
  const fills = new Map<string, AccountFill>();
  let fromMs = Math.max(Math.floor(sinceMs), untilMs - REMEMBERED_MS);
  while (fromMs <= untilMs) {
    const toMs = Math.min(fromMs + SPAN_MS, untilMs);
    const span = { category, symbol, startTime: String(fromMs), endTime: String(toMs) };
    const read = await readList(client, 'privateGetV5ExecutionList', span, executionSchema, EXECUTIONS_PAGE);
    for (const row of rowsOf(read)) {
      if (!isTrade(row) || row.symbol !== symbol || row.execTime < sinceMs) continue;
      fills.set(row.execId, {
        ...fillFrom(row, instrument),
        venueOrderId: row.orderId,
        clientOrderId: row.orderLinkId === '' ? null : row.orderLinkId,
        side: row.side === 'Buy' ? 'buy' : 'sell',
      });
    }
    fromMs = toMs + 1;
  }
  return [...fills.values()].toReversed().toSorted((a, b) => a.atMs - b.atMs);
}

export function rowsOf<T>(read: ListRead<T>): T[] {
  if (read.kind === 'failed') throw readError(read.verdict);
  if (!read.complete) throw new QtError('VENUE_ERROR', 'the venue has more to tell than can be asked for');
  return read.rows;
}
