import type { TradeDocument, TradePage, TradeQuery } from '../../../shared/schema/books.ts';
import type { OrderPageDocument, OrderPageInput } from '../../../shared/schema/order-page.ts';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { CSV_LINE_END, csvLine } from './csv.ts';

/** Rows of one question to the engine. */
const PAGE = 1_000;

type Columns<T> = readonly (readonly [head: string, cell: (row: T) => string | null])[];

const kindOf = ({ mode, testnet }: { mode: string; testnet: boolean }): string =>
  mode === 'real' && testnet ? 'testnet' : mode;

const ORDER_COLUMNS: Columns<OrderDocument> = [
  ['time_utc', (order) => order.created_at],
  ['account', (order) => order.account_name],
  ['mode', kindOf],
  ['exchange', (order) => order.exchange],
  ['symbol', (order) => order.symbol],
  ['side', (order) => order.side],
  ['type', (order) => order.type],
  ['time_in_force', (order) => order.time_in_force],
  ['amount', (order) => order.amount],
  ['price', (order) => order.price],
  ['filled', (order) => order.filled],
  ['average', (order) => order.average],
  ['status', (order) => order.status],
  ['strategy', (order) => order.strategy_id],
  ['order_id', (order) => order.id],
  ['client_order_id', (order) => order.client_order_id],
  ['venue_order_id', (order) => order.venue_order_id],
  ['signal_id', (order) => order.signal_id],
  ['error_code', (order) => order.error?.code ?? null],
  ['updated_utc', (order) => order.updated_at],
];

const TRADE_COLUMNS: Columns<TradeDocument> = [
  ['time_utc', (trade) => trade.at],
  ['account', (trade) => trade.account_name],
  ['mode', kindOf],
  ['exchange', (trade) => trade.exchange],
  ['symbol', (trade) => trade.symbol],
  ['side', (trade) => trade.side],
  ['price', (trade) => trade.price],
  ['amount', (trade) => trade.amount],
  ['value', (trade) => trade.value],
  ['fee', (trade) => trade.fee],
  ['fee_asset', (trade) => trade.fee_asset],
  ['liquidity', (trade) => trade.liquidity],
  ['slippage_bps', (trade) => trade.slippage_bps],
  ['realised', (trade) => trade.realised],
  ['strategy', (trade) => trade.strategy_id],
  ['origin', (trade) => trade.origin],
  ['trade_id', (trade) => trade.trade_id],
  ['order_id', (trade) => trade.order_id],
  ['venue_order_id', (trade) => trade.venue_order_id],
];

/** Lines of a file, and how many of how many rows are in it so far. */
export interface ExportProgress {
  lines: string;
  done: number;
  total: number;
}

/** Every order of a list, as one reading of it, however many arrive meanwhile. */
export async function* orderLines(
  query: OrderPageInput,
  ask: (query: OrderPageInput) => Promise<OrderPageDocument>,
): AsyncGenerator<ExportProgress, void> {
  yield { lines: head(ORDER_COLUMNS), done: 0, total: 0 };
  let asOf: string | null = null;
  for (let offset = 0; ;) {
    const page: OrderPageDocument = await ask({ ...query, offset, limit: PAGE, as_of: asOf });
    asOf = page.as_of;
    offset += page.orders.length;
    yield { lines: lines(ORDER_COLUMNS, page.orders), done: offset, total: page.total };
    if (page.orders.length < PAGE) return;
  }
}

/** Every fill of a list. */
export async function* tradeLines(
  query: Partial<TradeQuery>,
  ask: (query: Partial<TradeQuery>) => Promise<TradePage>,
): AsyncGenerator<ExportProgress, void> {
  yield { lines: head(TRADE_COLUMNS), done: 0, total: 0 };
  let before: string | null = null;
  for (let done = 0; ;) {
    const page: TradePage = await ask({ ...query, limit: PAGE, before });
    done += page.trades.length;
    yield { lines: lines(TRADE_COLUMNS, page.trades), done, total: page.total };
    before = page.next_before;
    if (before === null) return;
  }
}

/** Orders that are at hand already. */
export async function* linesOf(orders: readonly OrderDocument[]): AsyncGenerator<ExportProgress, void> {
  yield { lines: head(ORDER_COLUMNS) + lines(ORDER_COLUMNS, orders), done: orders.length, total: orders.length };
}

const head = <T>(columns: Columns<T>): string => csvLine(columns.map(([name]) => name)) + CSV_LINE_END;

const lines = <T>(columns: Columns<T>, rows: readonly T[]): string =>
  rows.map((row) => csvLine(columns.map(([, cell]) => cell(row))) + CSV_LINE_END).join('');
