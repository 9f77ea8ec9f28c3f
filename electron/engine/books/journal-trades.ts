import { compare, exact, plus, ZERO } from '../../../shared/money/exact.ts';
import type { TradeOrigin } from '../../../shared/schema/books.ts';
import type { Exchange, Mode } from '../../../shared/schema/exchange.ts';
import type { Database } from '../store/sqlite.ts';
import type { BookTrade, Ledger } from './books-ports.ts';

/** A trade as the journal tells it, with the number under which it stands there. */
export interface JournaledTrade {
  seq: number;
  trade: Omit<BookTrade, 'value'>;
}

/** Of a fill: how its order stands by now. */
export interface JournaledFill extends JournaledTrade {
  hasEnded: boolean;
  filled: string;
}

interface FillRow {
  seq: number;
  order_id: string;
  account_name: string;
  symbol: string;
  trade_id: string;
  price: string;
  amount: string;
  fee: string | null;
  fee_asset: string | null;
  liquidity: 'maker' | 'taker' | null;
  at_ms: number;
  side: 'buy' | 'sell';
  exchange: Exchange;
  mode: Mode;
  testnet: number;
  strategy_id: string | null;
  venue_order_id: string | null;
  status: string;
  filled: string;
}

type FillColumns = [
  ...[
    seq: number,
    orderId: string,
    accountName: string,
    symbol: string,
    tradeId: string,
    price: string,
    amount: string,
  ],
  ...[
    fee: string | null,
    feeAsset: string | null,
    liquidity: 'maker' | 'taker' | null,
    atMs: number,
    side: 'buy' | 'sell',
  ],
  ...[exchange: Exchange, mode: Mode, testnet: number, strategyId: string | null, venueOrderId: string | null],
  ...[status: string, filled: string],
];

interface ImportedRow extends Omit<FillRow, 'order_id' | 'mode' | 'strategy_id' | 'status' | 'filled'> {
  /** Of ours, by the exchange's id of it. */
  order_id: string | null;
  strategy_id: string | null;
}

export interface OrderRow {
  id: string;
  account_name: string;
  exchange: Exchange;
  mode: Mode;
  testnet: number;
  symbol: string;
  side: 'buy' | 'sell';
  strategy_id: string | null;
  venue_order_id: string | null;
  price: string | null;
  average: string | null;
  filled: string;
  status: string;
}

const ENDED = "('filled', 'canceled', 'expired')";
export const isEnded = (status: string): boolean => ['filled', 'canceled', 'expired'].includes(status);

/** The order of ours that an imported trade belongs to, and that no fill of ours tells of it. */
const IMPORTED = `
SELECT i.seq, i.account_name, i.exchange, i.testnet, i.symbol, i.trade_id, i.side, i.venue_order_id, i.price, i.amount,
  i.fee, i.fee_asset, i.liquidity, i.at_ms, o.id AS order_id, o.strategy_id
FROM imported_trades i LEFT JOIN orders o ON o.venue_order_id = i.venue_order_id AND o.account_name = i.account_name
  AND o.exchange = i.exchange AND o.mode = 'real' AND o.testnet = i.testnet AND o.symbol = i.symbol AND o.side = i.side`;
const NO_FILL = `
NOT EXISTS (SELECT 1 FROM fills f JOIN orders p ON p.id = f.order_id WHERE f.account_name = i.account_name
  AND f.symbol = i.symbol AND f.trade_id = i.trade_id AND p.side = i.side AND p.exchange = i.exchange AND p.mode = 'real'
  AND p.testnet = i.testnet)`;

/** What the books are made of, as the journal has it. Reads alone. */
export function readJournalTrades(journal: Pick<Database, 'all' | 'get'>) {
  const last = (table: 'fills' | 'imported_trades' | 'order_transitions'): number =>
    journal.get<{ seq: number | null }>(`SELECT max(seq) AS seq FROM ${table}`)?.seq ?? 0;

  return {
    last,
    /** Fills after that one, in the order in which they were booked. */
    fills(afterSeq: number, limit: number): JournaledFill[] {
      // One column a row: what the driver takes for each column is more than all of JSON.
      const rows = journal.all<{ row: string }>(
        `SELECT json_array(f.seq, f.order_id, f.account_name, f.symbol, f.trade_id, f.price, f.amount, f.fee, f.fee_asset,
           f.liquidity, f.at_ms, o.side, o.exchange, o.mode, o.testnet, o.strategy_id, o.venue_order_id, o.status, o.filled) AS row
         FROM fills f JOIN orders o ON o.id = f.order_id WHERE f.seq > ? ORDER BY f.seq LIMIT ?`,
        afterSeq,
        limit,
      );
      return rows.map(({ row }) => fillOf(JSON.parse(row) as FillColumns));
    },

    /** Imported trades after that one. Null in place of a trade that a fill of ours tells of. */
    imported(afterSeq: number, limit: number): { seq: number; trade: Omit<BookTrade, 'value'> | null }[] {
      const rows = journal.all<ImportedRow & { is_new: number }>(
        `${IMPORTED.replace('SELECT', `SELECT ${NO_FILL} AS is_new,`)} WHERE i.seq > ? ORDER BY i.seq LIMIT ?`,
        afterSeq,
        limit,
      );
      return rows.map((row) => ({
        seq: row.seq,
        trade: row.is_new === 1 ? tradeOf(`i${row.seq}`, 'imported', 'real', row) : null,
      }));
    },

    /** The imported telling of one of our own fills. */
    importedAs(trade: Omit<BookTrade, 'value'>): Omit<BookTrade, 'value'> | null {
      if (trade.mode !== 'real') return null;
      const row = journal.get<ImportedRow>(
        `${IMPORTED} WHERE i.account_name = ? AND i.exchange = ? AND i.testnet = ? AND i.symbol = ? AND i.trade_id = ? AND i.side = ?`,
        ...ledgerKey(trade),
        ...[trade.symbol, trade.tradeId, trade.side],
      );
      return row ? tradeOf(`i${row.seq}`, 'imported', 'real', row) : null;
    },

    /** Imported trades of an order of ours that no fill of ours tells of. */
    importedOf(order: OrderRow): Omit<BookTrade, 'value'>[] {
      if (order.mode !== 'real' || order.venue_order_id === null) return [];
      const rows = journal.all<ImportedRow>(
        `${IMPORTED} WHERE i.account_name = ? AND i.venue_order_id = ? AND o.id = ? AND ${NO_FILL} ORDER BY i.seq`,
        order.account_name,
        order.venue_order_id,
        order.id,
      );
      return rows.map((row) => tradeOf(`i${row.seq}`, 'imported', 'real', row));
    },

    /** Orders that ended in these steps, and are filled otherwise than by the fills that are booked. */
    ended(afterSeq: number, untilSeq: number): string[] {
      const rows = journal.all<{ id: string; filled: string; told: string | null }>(
        `SELECT DISTINCT o.id, o.filled, (SELECT group_concat(f.amount, ' ') FROM fills f WHERE f.order_id = o.id) AS told
         FROM order_transitions t JOIN orders o ON o.id = t.order_id
         WHERE t.seq > ? AND t.seq <= ? AND t.to_status IN ${ENDED} AND o.filled <> '0'
           AND NOT EXISTS (SELECT 1 FROM fills f WHERE f.order_id = o.id AND f.amount = o.filled)`,
        afterSeq,
        untilSeq,
      );
      return rows.filter(({ filled, told }) => !isAll(filled, told?.split(' ') ?? [])).map(({ id }) => id);
    },

    order(id: string): OrderRow | undefined {
      return journal.get<OrderRow>(
        `SELECT id, account_name, exchange, mode, testnet, symbol, side, strategy_id, venue_order_id, price, average, filled,
           status FROM orders WHERE id = ?`,
        id,
      );
    },

    told(orderId: string): { price: string; amount: string }[] {
      return journal.all('SELECT price, amount FROM fills WHERE order_id = ?', orderId);
    },

    /** When the order ended, by its last step. */
    endedMs(orderId: string): number | null {
      const row = journal.get<{ at_ms: number }>(
        `SELECT at_ms FROM order_transitions WHERE order_id = ? AND to_status IN ${ENDED} ORDER BY seq DESC LIMIT 1`,
        orderId,
      );
      return row?.at_ms ?? null;
    },

    /** What tells one journal from another that has as many fills: null where there is no such row. */
    witness(source: 'fills' | 'imported_trades', seq: number): string | null {
      const columns = source === 'fills' ? "order_id || ' ' || trade_id" : "symbol || ' ' || trade_id";
      return (
        journal.get<{ witness: string }>(`SELECT ${columns} AS witness FROM ${source} WHERE seq = ?`, seq)?.witness ??
        null
      );
    },
  };
}

export type JournalTrades = ReturnType<typeof readJournalTrades>;

/** Whether these trades are all that the order is filled by. */
export function isAll(filled: string, amounts: readonly string[]): boolean {
  const sum = amounts.reduce((total, amount) => plus(total, exact(amount)), ZERO);
  return compare(sum, exact(filled)) === 0;
}

function fillOf(columns: FillColumns): JournaledFill {
  const [seq, orderId, accountName, symbol, tradeId, price, amount, fee, feeAsset, liquidity, atMs] = columns;
  const [side, exchange, mode, testnet, strategyId, venueOrderId, status, filled] = columns.slice(11) as [
    'buy' | 'sell',
    ...[Exchange, Mode, number, string | null, string | null, string, string],
  ];
  const ledger = { accountName, exchange, mode, testnet: testnet === 1 };
  const whose = { strategyId, orderId, venueOrderId, tradeId, origin: 'console' as const, atMs };
  return {
    seq,
    trade: { id: `f${seq}`, ...ledger, symbol, side, price, amount, fee, feeAsset, liquidity, ...whose },
    hasEnded: isEnded(status),
    filled,
  };
}

const ledgerKey = ({ accountName, exchange, testnet }: Ledger): [string, string, number] => [
  accountName,
  exchange,
  testnet ? 1 : 0,
];

function tradeOf(
  id: string,
  origin: TradeOrigin,
  mode: Mode,
  row: Pick<FillRow, 'account_name' | 'exchange' | 'testnet' | 'symbol' | 'side' | 'price' | 'amount' | 'fee'> &
    Pick<FillRow, 'fee_asset' | 'liquidity' | 'strategy_id' | 'venue_order_id' | 'trade_id' | 'at_ms'> & {
      order_id: string | null;
    },
): Omit<BookTrade, 'value'> {
  return {
    id,
    accountName: row.account_name,
    exchange: row.exchange,
    mode,
    testnet: row.testnet === 1,
    symbol: row.symbol,
    side: row.side,
    price: row.price,
    amount: row.amount,
    fee: row.fee,
    feeAsset: row.fee_asset,
    liquidity: row.liquidity,
    strategyId: row.strategy_id,
    orderId: row.order_id,
    venueOrderId: row.venue_order_id,
    tradeId: row.trade_id,
    origin,
    atMs: row.at_ms,
  };
}
