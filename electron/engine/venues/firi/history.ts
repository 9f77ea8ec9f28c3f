import { isPositive, isZero, normalize } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import { readError } from '../http/verdict.ts';
import type { HistoryPage, HistoryTrade, MarketData, VenueHistory } from '../venue.ts';
import type { FiriClient } from './firi-client.ts';
import { askedCount, lastYear, nextList, nextYear, yearOf } from './history-cursor.ts';
import { flowsOf } from './transaction-flows.ts';
import { closedOrdersSchema, transactionsSchema } from './wire-documents.ts';
import type { ClosedOrder } from './wire-documents.ts';

const LIMITS = [
  'Firi tells closed orders and not their trades: each counts as one trade, at its limit price and at the time it was placed.',
  'Firi does not tell what an order cost in fees.',
  'How many orders of a market Firi tells at most is not documented: of a very long past the oldest may be missing.',
  'Of an order that is still open Firi tells what it traded once it is closed.',
];
const TRADES = 'trades ';

/**
 * The past of an account as Firi's clients ask for it (developers.firi.com; jeircul/firipy, read 2026-11): the closed orders of
 * each market, and the transactions of each year. A transaction of a match tells neither its order nor its price, so what was
 * traded is taken from the orders, by the ids that our own orders have.
 */
export function firiHistory(client: FiriClient, market: MarketData, nowMs: () => number): VenueHistory {
  async function ask(path: string, count: number): Promise<unknown> {
    const verdict = await client.read({ path, query: { count: String(count) } });
    if (verdict.kind !== 'ok') throw readError(verdict);
    return verdict.document;
  }

  async function readTrades(symbol: string, cursor: string | null): Promise<HistoryPage> {
    const instrument = (await market.instruments()).get(symbol);
    if (!instrument) throw new QtError('UNKNOWN_SYMBOL', `Firi has no market ${symbol} any more`);
    const count = askedCount(cursor);
    const told = closedOrdersSchema.safeParse(await ask(`/v2/orders/${instrument.venue_symbol}/history`, count));
    if (!told.success) throw new QtError('VENUE_ERROR', 'the venue gave a list of orders that cannot be read');
    const trades = told.data.flatMap((order) => tradeOf(order, symbol) ?? []);
    return { trades, flows: [], ...nextList(count, told.data.length) };
  }

  async function readTransactions(cursor: string | null): Promise<HistoryPage> {
    const { year, count } = yearOf(cursor);
    const told = transactionsSchema.safeParse(await ask(`/v2/history/transactions/${year}`, count));
    if (!told.success) throw new QtError('VENUE_ERROR', 'the venue gave a list of transactions that cannot be read');
    return { trades: [], flows: flowsOf(told.data), ...nextYear({ year, count }, told.data.length, lastYear(nowMs())) };
  }

  return {
    limits: LIMITS,
    async parts(symbols) {
      const all = [...(await market.instruments()).keys()];
      const first = all.filter((symbol) => symbols.includes(symbol));
      const rest = all.filter((symbol) => !symbols.includes(symbol));
      return [...first.map((symbol) => `${TRADES}${symbol}`), 'ledger', ...rest.map((symbol) => `${TRADES}${symbol}`)];
    },
    page: (part, cursor) =>
      part.startsWith(TRADES) ? readTrades(part.slice(TRADES.length), cursor) : readTransactions(cursor),
  };
}

/** Null for an order that traded nothing, or can still trade. */
function tradeOf(order: ClosedOrder, symbol: string): HistoryTrade | null {
  const { id, type, price, matched, remaining, cancelled, created_at: atMs } = order;
  if (!isPositive(matched) || (!isZero(remaining) && isZero(cancelled))) return null;
  return {
    symbol,
    side: type === 'bid' ? 'buy' : 'sell',
    venueOrderId: id,
    tradeId: `order ${id}`,
    price: normalize(price),
    amount: normalize(matched),
    fee: null,
    feeAsset: null,
    liquidity: null,
    atMs,
  };
}
