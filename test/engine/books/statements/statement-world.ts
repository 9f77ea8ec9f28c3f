import { applyTrade } from '../../../../shared/books/apply-trade.ts';
import { emptyBook, termsOf } from '../../../../shared/books/book.ts';
import type { Book } from '../../../../shared/books/book.ts';
import { mul } from '../../../../shared/money/decimal.ts';
import { exact, minus, textOf } from '../../../../shared/money/exact.ts';
import type { Exact } from '../../../../shared/money/exact.ts';
import type { RiskSettings } from '../../../../shared/schema/limits.ts';
import { createStatements } from '../../../../electron/engine/books/statements/create-statements.ts';
import type {
  BookRange,
  BookTrade,
  Ledger,
  LotClose,
  RecordedRate,
} from '../../../../electron/engine/books/books-ports.ts';
import type { Engine } from '../../../../electron/engine/engine-interface.ts';
import type { Database } from '../../../../electron/engine/store/sqlite.ts';

export const LEDGER: Ledger = { accountName: 'kari_bybit', exchange: 'bybit', mode: 'real', testnet: false };

export type TradeLine = Partial<BookTrade> & Pick<BookTrade, 'symbol' | 'side' | 'price' | 'amount' | 'atMs'>;

export interface World {
  ledger?: Ledger;
  owner?: string;
  settings?: RiskSettings;
  trades?: TradeLine[];
  /** By `ASSET CURRENCY`: the same at all times, or by the moment. */
  rates?: Record<string, string | ((atMs: number) => string | null)>;
}

/** Statements over a journal, with books folded by the kernel from the trades that are given. */
export function statementsOf(db: Database, world: World): Engine['statements'] {
  const ledger = world.ledger ?? LEDGER;
  const settings = world.settings ?? {};
  const trades = (world.trades ?? []).map((line, i) => bookTrade(line, i, ledger));
  const closes = closesOf(trades, ledger);
  const within = <T>(items: T[], at: (item: T) => number, { fromMs, untilMs }: BookRange): T[] =>
    items.filter((item) => at(item) >= (fromMs ?? 0) && at(item) < (untilMs ?? Infinity));
  return createStatements({
    registry: {
      get: (name) =>
        ({ name, exchange: ledger.exchange, market: 'spot', owner: world.owner ?? 'Kari Nordmann' }) as ReturnType<
          Parameters<typeof createStatements>[0]['registry']['get']
        >,
    },
    db,
    books: {
      caughtUp: () => Promise.resolve(),
      ledgerOf: () => ledger,
      method: () => settings.cost_method ?? 'average',
      trades: (range) => within(trades, ({ atMs }) => atMs, range),
      closes: (range) => within(closes, ({ closed }) => closed.atMs, range),
    },
    rates: { at: (_name, asset, currency, atMs) => rateAt(world.rates ?? {}, asset, currency, atMs) },
    ensureRates: () => Promise.resolve(),
    policy: () => ({ settings: { [ledger.accountName]: settings } }),
    soon: setImmediate,
  });
}

function rateAt(
  rates: NonNullable<World['rates']>,
  asset: string,
  currency: string,
  atMs: number,
): RecordedRate | null {
  if (asset === currency) return { rate: '1', source: asset, atMs, stale: false };
  const told = rates[`${asset} ${currency}`];
  const rate = typeof told === 'function' ? told(atMs) : (told ?? null);
  return rate === null ? null : { rate, source: `${asset}/${currency}`, atMs, stale: false };
}

function bookTrade(line: TradeLine, i: number, ledger: Ledger): BookTrade {
  return {
    ...{ id: `f${i + 1}`, tradeId: String(1_000 + i), fee: null, feeAsset: null, liquidity: null, strategyId: null },
    ...{ orderId: null, venueOrderId: null, origin: 'console' as const, value: mul(line.price, line.amount) },
    ...ledger,
    ...line,
  };
}

function closesOf(trades: readonly BookTrade[], ledger: Ledger): LotClose[] {
  const books = new Map<string, Book>();
  return trades.flatMap((trade) => {
    const book = books.get(trade.symbol) ?? emptyBook(termsOf(trade.symbol));
    books.set(trade.symbol, book);
    const [price, amount] = [exact(trade.price), exact(trade.amount)];
    const fee = trade.fee === null ? null : exact(trade.fee);
    const { id, atMs, side, feeAsset, strategyId, origin } = trade;
    const closes = applyTrade(book, { id, atMs, tie: id, side, price, amount, fee, feeAsset, strategyId, origin });
    const gain = (proceeds: Exact, cost: Exact | null): string | null =>
      cost && textOf(side === 'sell' ? minus(proceeds, cost) : minus(cost, proceeds));
    return closes.map(({ opened, quantity, proceeds, costFifo, costAverage }): LotClose => ({
      ...ledger,
      ...{ symbol: trade.symbol, side, opened },
      closed: { tradeId: id, orderId: trade.orderId, strategyId, atMs },
      ...{ quantity: textOf(quantity), proceeds: textOf(proceeds) },
      ...{ costFifo: costFifo && textOf(costFifo), costAverage: costAverage && textOf(costAverage) },
      ...{ realisedFifo: gain(proceeds, costFifo), realisedAverage: gain(proceeds, costAverage) },
    }));
  });
}

/** Writes what an account was worth. `[time, equity, profit]` */
export function measured(
  db: Database,
  currency: string,
  rows: [string, string, string][],
  ledger: Ledger = LEDGER,
): void {
  for (const [at, equity, profit] of rows) {
    db.run(
      `INSERT INTO equity_snapshots (account_name, exchange, mode, testnet, currency, at_ms, cause, equity, profit, peak_profit,
         peak_equity, run) VALUES (?, ?, ?, ?, ?, ?, 'steady', ?, ?, ?, ?, 'r')`,
      ...[ledger.accountName, ledger.exchange, ledger.mode, ledger.testnet ? 1 : 0, currency, Date.parse(at)],
      ...[equity, profit, profit, equity],
    );
  }
}

/** Writes money in or out. `[time, kind, asset, amount]` */
export function flowed(db: Database, rows: [string, string, string, string, string?][], ledger: Ledger = LEDGER): void {
  for (const [i, [at, kind, asset, amount, symbol]] of rows.entries()) {
    db.run(
      `INSERT INTO account_flows (account_name, exchange, mode, testnet, kind, flow_id, asset, amount, symbol, at_ms, recorded_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[ledger.accountName, ledger.exchange, ledger.mode, ledger.testnet ? 1 : 0, kind, `flow-${i}`, asset, amount],
      ...[symbol ?? null, Date.parse(at), Date.parse(at)],
    );
  }
}

export interface OrderLine {
  at: string;
  symbol: string;
  side: 'buy' | 'sell';
  type?: 'market' | 'limit';
  amount: string;
  price?: string;
  filled: string;
  average?: string;
  status: string;
  strategy?: string;
  error?: string;
}

/** Writes orders, each with the signal that it needs. */
export function ordered(db: Database, lines: OrderLine[], ledger: Ledger = LEDGER): void {
  db.exec('PRAGMA foreign_keys=OFF');
  for (const [i, line] of lines.entries()) {
    const id = `ord_${String(i).padStart(4, '0')}`;
    const ms = Date.parse(line.at);
    db.run(
      `INSERT INTO orders (id, signal_id, client_order_id, account_name, exchange, mode, testnet, strategy_id, symbol, side, type,
         amount, price, filled, average, status, error_code, created_ms, updated_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[id, `sig_${i}`, `c${i}`, ledger.accountName, ledger.exchange, ledger.mode, ledger.testnet ? 1 : 0],
      ...[line.strategy ?? null, line.symbol, line.side, line.type ?? 'market', line.amount, line.price ?? null],
      ...[line.filled, line.average ?? null, line.status, line.error ?? null, ms, ms],
    );
  }
}
