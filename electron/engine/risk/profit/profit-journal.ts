import { add, isZero, mul } from '../../../../shared/money/decimal.ts';
import type { Exchange, Mode } from '../../../../shared/schema/exchange.ts';
import type { OrderRow } from '../../orders/order-row.ts';
import type { Database } from '../../store/sqlite.ts';
import type { DayOpening, ProfitState } from './profit-state.ts';
import { NOTHING_TRADED } from './trade-moves.ts';
import type { BookedFill, Traded } from './trade-moves.ts';

/** Whose orders are counted: another account that had this name is none of this one's. */
export interface Seat {
  accountName: string;
  exchange: Exchange;
  mode: Mode;
  testnet: boolean;
  market: string;
  /** See `VenuePool.seatMark`. */
  mark: string | null;
}

export type FollowedOrder = Pick<
  OrderRow,
  'rowid' | 'id' | 'symbol' | 'side' | 'price' | 'filled' | 'average' | 'status' | 'updated_ms'
>;

/** What happened since a state was left. */
export interface Happened {
  fills: (BookedFill & { seq: number })[];
  /** Orders that are new, not settled, or were either. With what their fills told. */
  orders: { order: FollowedOrder; told: Traded }[];
  newestFill: number;
  newestOrder: number;
  /** Funding of swaps that was told. Received above zero. */
  funding?: { asset: string; amount: string }[];
  newestFlow?: number;
}

type Since = Pick<ProfitState, 'lastFill' | 'lastOrder' | 'untold' | 'unsettled' | 'flows'>;

export interface ProfitJournal {
  /** Null where nothing is stored; `other` where what is stored was measured for another seat. */
  load(seat: Seat): ProfitState | 'other' | null;
  /** Within the caller's transaction. */
  save(seat: Seat, state: ProfitState): void;
  day(accountName: string, beganMs: number): DayOpening | null;
  /** Within the caller's transaction. One that was opened for another account or currency is replaced. */
  openDay(accountName: string, day: DayOpening): void;
  happened(seat: Seat, since: Since): Happened;
  /** Where measuring begins that has nothing to go on from. */
  fromNow(): Since;
}

const SEAT = 'orders.exchange = ? AND orders.mode = ? AND orders.testnet = ? AND orders.seat IS ?';
const FOLLOWED = 'orders.rowid, id, symbol, side, price, filled, average, status, updated_ms';
const UNSETTLED = `status IN ('journaled','sent','open','partially_filled','unknown')`;

export function createProfitJournal(db: Database): ProfitJournal {
  const name = ({ accountName: _account, ...seat }: Seat): string => JSON.stringify(seat);
  const seatValues = ({ exchange, mode, testnet, mark }: Seat) => [exchange, mode, testnet ? 1 : 0, mark] as const;

  const newest = () => ({
    newestFill: db.get<{ n: number | null }>('SELECT max(seq) AS n FROM fills')?.n ?? 0,
    newestOrder: db.get<{ n: number | null }>('SELECT max(rowid) AS n FROM orders')?.n ?? 0,
  });

  /** An import can tell of what was paid before measuring began: that is in what was held then. */
  function fundingOf({ accountName, exchange, mode, testnet, market }: Seat, { flows }: Since) {
    const newestFlow = db.get<{ n: number | null }>('SELECT max(seq) AS n FROM account_flows')?.n ?? 0;
    if (market !== 'swap' || !flows || flows.last >= newestFlow) return { funding: [], newestFlow };
    const funding = db.all<{ asset: string; amount: string }>(
      `SELECT asset, amount FROM account_flows
       WHERE account_name = ? AND exchange = ? AND mode = ? AND testnet = ? AND kind = 'funding' AND seq > ? AND at_ms >= ?`,
      ...[accountName, exchange, mode, testnet ? 1 : 0, flows.last, flows.sinceMs],
    );
    return { funding, newestFlow };
  }

  function toldOf(orderId: string): Traded {
    const fills = db.all<{ amount: string; price: string }>(
      'SELECT amount, price FROM fills WHERE order_id = ?',
      orderId,
    );
    return fills.reduce<Traded>(
      (sum, { amount, price }) => ({ amount: add(sum.amount, amount), value: add(sum.value, mul(amount, price)) }),
      NOTHING_TRADED,
    );
  }

  function followed(seat: Seat, lastOrder: number, ids: readonly string[]): FollowedOrder[] {
    const values = seatValues(seat);
    const unsettled = db.all<FollowedOrder>(
      `SELECT ${FOLLOWED} FROM orders WHERE account_name = ? AND ${UNSETTLED} AND ${SEAT}`,
      seat.accountName,
      ...values,
    );
    // The plus keeps SQLite from going through every order that the account ever had.
    const fresh = db.all<FollowedOrder>(
      `SELECT ${FOLLOWED} FROM orders WHERE orders.rowid > ? AND +account_name = ? AND ${SEAT}`,
      lastOrder,
      seat.accountName,
      ...values,
    );
    const known = ids.map((id) => db.get<FollowedOrder>(`SELECT ${FOLLOWED} FROM orders WHERE id = ?`, id));
    const all = [...unsettled, ...fresh, ...known.filter((order) => order !== undefined)];
    return [...new Map(all.map((order) => [order.id, order])).values()].toSorted((a, b) => a.rowid - b.rowid);
  }

  return {
    fromNow() {
      const { newestFill, newestOrder } = newest();
      return { lastFill: newestFill, lastOrder: newestOrder, untold: {}, unsettled: [] };
    },
    load(seat) {
      const row = db.get<{ seat: string; state: string }>(
        'SELECT seat, state FROM profit_state WHERE account_name = ?',
        seat.accountName,
      );
      if (!row) return null;
      return row.seat === name(seat) ? (JSON.parse(row.state) as ProfitState) : 'other';
    },
    save(seat, state) {
      db.run(
        'INSERT OR REPLACE INTO profit_state (account_name, seat, state, updated_ms) VALUES (?, ?, ?, ?)',
        seat.accountName,
        name(seat),
        JSON.stringify(state),
        state.atMs,
      );
    },
    day(accountName, beganMs) {
      const row = db.get<Record<string, string> & { opened_ms: number }>(
        'SELECT opened_ms, currency, opening_equity, opening_profit FROM trading_days WHERE account_name = ? AND began_ms = ?',
        accountName,
        beganMs,
      );
      if (!row) return null;
      const { opened_ms: openedMs, currency = '', opening_equity: openingEquity = '0' } = row;
      return { beganMs, openedMs, currency, openingEquity, openingProfit: row['opening_profit'] ?? '0' };
    },
    openDay(accountName, day) {
      db.run(
        `INSERT OR REPLACE INTO trading_days (account_name, began_ms, opened_ms, currency, opening_equity, opening_profit)
         VALUES (?, ?, ?, ?, ?, ?)`,
        accountName,
        day.beganMs,
        day.openedMs,
        day.currency,
        day.openingEquity,
        day.openingProfit,
      );
    },
    happened(seat, since) {
      const { lastFill, lastOrder, untold, unsettled } = since;
      const fills = db.all<BookedFill & { seq: number }>(
        `SELECT fills.seq, fills.symbol, orders.side, fills.amount, fills.price, fills.fee, fills.fee_asset
         FROM fills JOIN orders ON orders.id = fills.order_id
         WHERE fills.seq > ? AND +fills.account_name = ? AND ${SEAT} ORDER BY fills.seq`,
        lastFill,
        seat.accountName,
        ...seatValues(seat),
      );
      const orders = followed(seat, lastOrder, [...Object.keys(untold), ...unsettled]);
      const told = ({ id, filled }: FollowedOrder): Traded => (isZero(filled) ? NOTHING_TRADED : toldOf(id));
      return {
        fills,
        orders: orders.map((order) => ({ order, told: told(order) })),
        ...newest(),
        ...fundingOf(seat, since),
      };
    },
  };
}
