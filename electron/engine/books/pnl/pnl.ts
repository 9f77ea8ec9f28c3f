import { add, isPositive, sub } from '../../../../shared/money/decimal.ts';
import { accountCurrency } from '../../../../shared/risk/account-currency.ts';
import { ownEntry } from '../../../../shared/routing/offers.ts';
import { signOf, textOf } from '../../../../shared/money/exact.ts';
import type { AccountDocument, BalanceDocument } from '../../../../shared/schema/account.ts';
import type {
  AccountPnlDocument,
  PnlDocument,
  PnlSumsDocument,
  SymbolBookDocument,
} from '../../../../shared/schema/books.ts';
import type { RiskPolicy } from '../../../../shared/schema/risk-policy.ts';
import type { AccountMonitor } from '../../accounts/account-monitor.ts';
import type { AccountRegistry } from '../../accounts/registry.ts';
import type { Clock } from '../../ports.ts';
import type { RateSource } from '../../risk/risk-ports.ts';
import type { Database } from '../../store/sqlite.ts';
import { bookOf } from '../book-state.ts';
import { keptBooks } from '../book-rows.ts';
import type { KeptBookRow } from '../book-rows.ts';
import type { BookReader, Ledger, RateBook } from '../books-ports.ts';
import type { FeeWorth } from './fee-worth.ts';
import { moneySum } from './money-sum.ts';
import type { Money } from './money-sum.ts';
import { symbolBook } from './symbol-book.ts';

export interface PnlDeps {
  db: () => Database;
  journal: Pick<Database, 'all'>;
  reader: BookReader;
  registry: Pick<AccountRegistry, 'get' | 'list'>;
  monitor: Pick<AccountMonitor, 'status'>;
  marks: Pick<RateSource, 'markOf'>;
  rates: Pick<RateBook, 'now'>;
  feeWorth: FeeWorth;
  policy: () => RiskPolicy;
  clock: Pick<Clock, 'nowMs'>;
}

/** The books of an account, of every one where none is named, with marks of now. Throws ACCOUNT_NOT_FOUND. */
export async function readPnl(accountName: string | null, deps: PnlDeps): Promise<PnlDocument> {
  const accounts = accountName === null ? deps.registry.list() : [deps.registry.get(accountName)];
  await deps.reader.caughtUp(accountName);
  return { accounts: await Promise.all(accounts.map((account) => accountPnl(account, deps))) };
}

async function accountPnl(account: AccountDocument, deps: PnlDeps): Promise<AccountPnlDocument> {
  const { name, owner, exchange, mode, testnet, error } = account;
  const ledger = deps.reader.ledgerOf(name);
  const method = deps.reader.method(name);
  const rows = ledger ? keptBooks(deps.db(), ledger) : [];
  const funding = ledger ? fundingOf(ledger, deps) : new Map<string, string>();
  const balances = deps.monitor.status(name).balances;
  const held = heldOf(rows);
  const symbols = await Promise.all(
    rows.map(async (row) => {
      const book = bookOf(row.symbol, row.state);
      const mark = signOf(book.quantity) === 0 ? null : await deps.marks.markOf(name, row.symbol);
      const worth = new Map<string, string | null>();
      for (const asset of book.fees.keys()) {
        if (asset !== book.base && asset !== book.quote) {
          worth.set(asset, await deps.feeWorth.of(row, name, asset, book.quote));
        }
      }
      return symbolBook(row, {
        ...{ method, mark, nowMs: deps.clock.nowMs(), funding: funding.get(row.symbol) ?? '0' },
        feeWorth: (asset) => worth.get(asset) ?? null,
        notHeld: book.market === 'spot' ? notHeld(held.get(book.base) ?? '0', book.base, balances) : null,
      });
    }),
  );
  const currency = accountCurrency(exchange, ownEntry(deps.policy().settings, name) ?? {});
  return {
    ...{
      account_name: name,
      owner,
      whose: owner === 'me' ? 'mine' : 'others',
      exchange,
      mode,
      testnet,
      method,
      symbols,
    },
    sums: await sumsOf(name, currency, symbols, deps),
    error,
  };
}

async function sumsOf(
  name: string,
  currency: string,
  symbols: readonly SymbolBookDocument[],
  { rates }: PnlDeps,
): Promise<PnlSumsDocument> {
  const sum = (pick: (symbol: SymbolBookDocument) => string | null, to: string) =>
    moneySum(rates, name, byQuote(symbols, pick), to);
  const [realised, unrealised, fees, funding, net, usd, nok] = await Promise.all([
    sum((symbol) => symbol.realised, currency),
    sum((symbol) => symbol.unrealised, currency),
    sum((symbol) => symbol.fees_in_quote, currency),
    sum((symbol) => symbol.funding, currency),
    sum((symbol) => symbol.net, currency),
    sum((symbol) => symbol.net, 'USD'),
    sum((symbol) => symbol.net, 'NOK'),
  ]);
  return { currency, realised, unrealised, fees, funding, net, net_usd: usd, net_nok: nok };
}

/** One amount a quote: known only where it is known of every symbol. */
function byQuote(symbols: readonly SymbolBookDocument[], pick: (symbol: SymbolBookDocument) => string | null): Money[] {
  const sums = new Map<string, string | null>();
  for (const symbol of symbols) {
    const [sum, amount] = [sums.get(symbol.quote) ?? '0', pick(symbol)];
    const known = sums.get(symbol.quote) !== null && amount !== null;
    sums.set(symbol.quote, known ? add(sum, amount) : null);
  }
  return [...sums].map(([asset, amount]) => ({ asset, amount }));
}

/** By symbol, in its quote. */
function fundingOf({ accountName, exchange, mode, testnet }: Ledger, { journal }: PnlDeps): Map<string, string> {
  const rows = journal.all<{ symbol: string; asset: string; amount: string }>(
    `SELECT symbol, asset, amount FROM account_flows
     WHERE account_name = ? AND exchange = ? AND mode = ? AND testnet = ? AND kind = 'funding' AND symbol IS NOT NULL`,
    ...[accountName, exchange, mode, testnet ? 1 : 0],
  );
  const sums = new Map<string, string>();
  for (const { symbol, asset, amount } of rows) {
    if (asset === bookOf(symbol, null).quote) sums.set(symbol, add(sums.get(symbol) ?? '0', amount));
  }
  return sums;
}

/** What the books of spot markets have of each base asset, all together. */
function heldOf(rows: readonly KeptBookRow[]): Map<string, string> {
  const held = new Map<string, string>();
  for (const { symbol, state } of rows) {
    const { market, base, quantity } = bookOf(symbol, state);
    if (market === 'spot') held.set(base, add(held.get(base) ?? '0', textOf(quantity)));
  }
  return held;
}

function notHeld(booked: string, base: string, balances: readonly BalanceDocument[] | null): string | null {
  if (balances === null) return null;
  const total = balances.find(({ asset }) => asset === base)?.total ?? '0';
  const missing = sub(booked, total);
  return isPositive(missing) ? missing : null;
}
