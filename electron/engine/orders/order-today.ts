import { add, mul, sub } from '../../../shared/money/decimal.ts';
import type { MoneyKind, OrderTodayDocument } from '../../../shared/schema/order-page.ts';
import { isoTime } from '../ports.ts';
import type { Clock } from '../ports.ts';
import type { Database } from '../store/sqlite.ts';
import type { OrderChoices } from './order-choices.ts';
import { KIND } from './order-page.ts';

export type OrdersToday = (kind: MoneyKind) => OrderTodayDocument;

const DAY_MS = 86_400_000;
/** The median of answers is of so many orders at most. */
const ANSWERS = 1_000;

/** What rests now of one kind of money, and how its orders of this UTC day went. */
export function createOrdersToday(db: Database, choices: OrderChoices, clock: Clock): OrdersToday {
  return (kind) => {
    const sinceMs = Math.floor(clock.nowMs() / DAY_MS) * DAY_MS;
    return {
      kind,
      since: isoTime(sinceMs),
      ...openNotional(db, kind),
      ...ended(db, kind, sinceMs),
      ack_p50_ms: medianAnswerMs(db, kind, sinceMs),
      ...fees(db, kind, sinceMs, choices().account_names),
    };
  };
}

type Sums = Map<string, string>;

const sumInto = (sums: Sums, asset: string, amount: string): void =>
  void sums.set(asset, add(sums.get(asset) ?? '0', amount));
const amounts = (sums: Sums): { asset: string; amount: string }[] =>
  [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([asset, amount]) => ({ asset, amount }));

function openNotional(db: Database, kind: MoneyKind): Pick<OrderTodayDocument, 'open_notional' | 'open_not_counted'> {
  const rows = db.all<{ symbol: string; amount: string; filled: string; price: string | null; status: string }>(
    `SELECT symbol, amount, filled, price, status FROM orders
     WHERE status IN ('journaled','sent','open','partially_filled','unknown') AND ${KIND} = ?`,
    kind,
  );
  const counted = rows.filter(({ price, status }) => price !== null && status !== 'unknown');
  const sums: Sums = new Map();
  for (const { symbol, amount, filled, price } of counted) {
    const quote = symbol.split(':')[0]?.split('/')[1] ?? symbol;
    sumInto(sums, quote, mul(sub(amount, filled), price ?? '0'));
  }
  return { open_notional: amounts(sums), open_not_counted: rows.length - counted.length };
}

function ended(db: Database, kind: MoneyKind, sinceMs: number): Pick<OrderTodayDocument, 'ended' | 'filled'> {
  const rows = db.all<{ status: string; n: number }>(
    `SELECT status, count(*) AS n FROM orders INDEXED BY orders_by_time
     WHERE created_ms >= ? AND status IN ('filled','canceled','expired') AND ${KIND} = ? GROUP BY status`,
    sinceMs,
    kind,
  );
  return {
    ended: rows.reduce((all, { n }) => all + n, 0),
    filled: rows.find(({ status }) => status === 'filled')?.n ?? 0,
  };
}

function medianAnswerMs(db: Database, kind: MoneyKind, sinceMs: number): number | null {
  const times = db
    .all<{ ms: number | null }>(
      `SELECT (SELECT min(moves.at_ms) FROM order_transitions AS moves
               WHERE moves.order_id = today.id AND moves.cause IN ('reply', 'stream')) - today.created_ms AS ms
       FROM (SELECT id, created_ms FROM orders INDEXED BY orders_by_time
             WHERE created_ms >= ? AND ${KIND} = ? ORDER BY created_ms DESC LIMIT ${ANSWERS}) AS today`,
      sinceMs,
      kind,
    )
    .flatMap(({ ms }) => (ms === null ? [] : [ms]))
    .sort((a, b) => a - b);
  return times[Math.floor((times.length - 1) / 2)] ?? null;
}

function fees(
  db: Database,
  kind: MoneyKind,
  sinceMs: number,
  accountNames: readonly string[],
): Pick<OrderTodayDocument, 'fees' | 'fees_untold'> {
  const sums: Sums = new Map();
  let untold = 0;
  for (const name of accountNames) {
    const fills = db.all<{ fee: string | null; fee_asset: string | null }>(
      `SELECT fills.fee, fills.fee_asset FROM fills JOIN orders ON orders.id = fills.order_id
       WHERE fills.account_name = ? AND fills.at_ms >= ? AND ${KIND} = ?`,
      name,
      sinceMs,
      kind,
    );
    for (const { fee, fee_asset: asset } of fills) {
      if (fee === null || asset === null) untold += 1;
      else sumInto(sums, asset, fee);
    }
  }
  return { fees: amounts(sums), fees_untold: untold };
}
