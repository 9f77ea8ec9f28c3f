import type { AccountDocument } from '../../../../shared/schema/account.ts';
import type { CostMethod } from '../../../../shared/schema/books.ts';
import type { BookReader, BookTrade, Ledger, RateBook, RecordedRate } from '../books-ports.ts';
import type { AccountRows, StatementFlow, StatementOrder } from './account-rows.ts';
import { equityLine } from './equity-line.ts';
import type { EquityLine } from './equity-line.ts';
import { createFeeSums } from './fee-sums.ts';
import type { FeeSum } from './fee-sums.ts';
import { createHoldings } from './holdings.ts';
import type { Holding } from './holdings.ts';
import { inParts } from './in-parts.ts';
import { moneyAt } from './money-at.ts';
import { MAX_ROWS } from './statement-sheet.ts';
import { createPeriodSums } from './period-sums.ts';
import type { PeriodSums } from './period-sums.ts';
import type { StatementDays } from './statement-days.ts';
import { createSymbolResults, realisedBy } from './symbol-results.ts';
import type { SymbolResult } from './symbol-results.ts';

/** Whose statement it is, and how it is counted. */
export interface StatementTerms {
  account: Pick<AccountDocument, 'name' | 'owner' | 'market'>;
  ledger: Ledger;
  days: StatementDays;
  currency: string;
  method: CostMethod;
  /** When anything was first, and last, written down of this account. Epoch ms. */
  known: { firstMs: number; lastMs: number };
}

/** All that a statement tells, before it is put into words. */
export interface StatementFacts extends StatementTerms {
  /** The last moment of the period that anything is known of. */
  asOfMs: number;
  /** Something was written down after the period, so that it is over for certain. */
  isOver: boolean;
  line: EquityLine | null;
  /** Of the account's currency in NOK, at the end; null where none was written down. */
  nok: RecordedRate | null;
  symbols: SymbolResult[];
  own: PeriodSums;
  inNok: PeriodSums;
  fees: FeeSum[];
  /** Trades whose fee is not told. */
  untoldFees: number;
  holdings: Holding[];
  /** The first of them, as many as are printed. */
  orders: StatementOrder[];
  orderCount: { all: number; open: number };
  trades: BookTrade[];
  flows: StatementFlow[];
}

export interface FactSources {
  books: Pick<BookReader, 'trades' | 'closes'>;
  rates: Pick<RateBook, 'at'>;
  rows: AccountRows;
  /** Lets orders go first. */
  pause: () => Promise<void>;
}

/** Null where nothing at all is known of the account in this time, and it held nothing at the end. */
export async function statementFacts(terms: StatementTerms, sources: FactSources): Promise<StatementFacts | null> {
  const { account, days, currency, method, ledger, known } = terms;
  const { books, rates, rows, pause } = sources;

  const sums = [currency, 'NOK'].map((each) => createPeriodSums(moneyAt(rates, account.name, each)));
  const results = createSymbolResults({ method, rates, accountName: account.name });
  const fees = createFeeSums(moneyAt(rates, account.name, currency));
  const held = createHoldings();
  const trades: BookTrade[] = [];
  await inParts(books.trades({ ledger, fromMs: null, untilMs: days.untilMs }), pause, (trade) => {
    held.trade(trade);
    if (trade.atMs < days.fromMs) return;
    trades.push(trade);
    for (const part of [results, fees, ...sums]) part.trade(trade);
  });
  const { fromMs, untilMs } = days;
  await inParts(books.closes({ ledger, fromMs, untilMs }), pause, (close) => {
    results.close(close);
    const gain = realisedBy(close, method);
    if (gain !== null) for (const each of sums) each.close(close, gain);
  });
  const flows = rows.flows(fromMs, untilMs);
  for (const flow of flows.filter(({ kind }) => kind === 'funding')) {
    for (const part of [results, ...sums]) part.funding(flow);
  }
  // What is estimated stands at the end of its order, which can be the last that is known.
  const lastMs = Math.max(known.lastMs, trades.at(-1)?.atMs ?? 0);
  const asOfMs = Math.min(days.untilMs - 1, lastMs);
  const holdings = held.at(asOfMs, { method, rates, accountName: account.name });
  for (const holding of holdings) for (const each of sums) each.holding(holding, asOfMs);

  const orders = rows.orders(fromMs, untilMs, MAX_ROWS);
  const line = await equityLine(rows, days, { firstMs: known.firstMs, lastMs: asOfMs, pause });
  if (!line && trades.length + orders.length + flows.length + holdings.length === 0) return null;
  const [own, inNok] = sums.map((each) => each.sums()) as [PeriodSums, PeriodSums];
  return {
    ...terms,
    ...{ asOfMs, isOver: lastMs >= days.untilMs, line, trades, orders, flows, holdings, own, inNok },
    orderCount: rows.orderCount(fromMs, untilMs),
    nok: rates.at(account.name, currency, 'NOK', line?.closing.at_ms ?? asOfMs),
    symbols: results.results(),
    ...{ fees: fees.sums(), untoldFees: fees.untold() },
  };
}
