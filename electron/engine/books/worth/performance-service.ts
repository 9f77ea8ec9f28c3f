import { add } from '../../../../shared/money/decimal.ts';
import { accountCurrency } from '../../../../shared/risk/account-currency.ts';
import { pairOf } from '../../../../shared/risk/position-spans.ts';
import { ownEntry } from '../../../../shared/routing/offers.ts';
import type { CostMethod } from '../../../../shared/schema/books.ts';
import type { FeeDayDocument, PerformanceDocument, PerformanceQuery } from '../../../../shared/schema/equity.ts';
import type { RiskPolicy } from '../../../../shared/schema/risk-policy.ts';
import type { AccountRegistry } from '../../accounts/registry.ts';
import type { Clock } from '../../ports.ts';
import type { Database } from '../../store/sqlite.ts';
import type { BookRange, BookReader, BookTrade, Ledger, LotClose, RateBook } from '../books-ports.ts';
import type { BankRates } from './bank-rates.ts';
import { feeOf } from './fee-of-trade.ts';
import { createMoneyThen } from './money-then.ts';
import type { MoneyThen, RatesOfMinutes } from './money-then.ts';
import { createOrderTimes } from './order-times.ts';
import { shownMoney } from './period-profits.ts';
import { createTally, slippageBps } from './tally.ts';
import type { Tally } from './tally.ts';
import { kindOf } from './totals.ts';
import type { Kind } from './totals.ts';

const DAY_MS = 86_400_000;
/** Orders of others wait for no more than this in one go. */
const SLICE_MS = 5;
const NO_STRATEGY = '(none)';

export interface Performance {
  performance(query: PerformanceQuery): Promise<PerformanceDocument[]>;
  feeDays(accountName: string, days: number): Promise<FeeDayDocument[]>;
}

export interface PerformanceDeps {
  registry: AccountRegistry;
  policy: () => RiskPolicy;
  reader: () => BookReader;
  rates: { book: Pick<RateBook, 'at'>; ensureBankDays: BankRates['ensure'] };
  db: Pick<Database, 'get' | 'all'>;
  clock: Pick<Clock, 'nowMs' | 'monotonicMs'>;
  /** Runs a task after the events that are ready now. */
  soon: (task: () => void) => void;
}

interface Member {
  ledger: Ledger;
  owner: string;
  currency: string;
  method: CostMethod;
}

interface Row {
  key: string;
  kind: Kind;
  tally: Tally;
  money: MoneyThen;
  currency: string;
  method: CostMethod;
}

/** How accounts, strategies, symbols and owners did, by the books and the orders. */
export function createPerformance(deps: PerformanceDeps): Performance {
  const { registry, clock } = deps;
  const timesOf = createOrderTimes(deps.db);

  async function members(accountName: string | null): Promise<Member[]> {
    const accounts = accountName === null ? registry.list() : [registry.get(accountName)];
    const books = deps.reader();
    await books.caughtUp(accountName);
    return accounts.flatMap(({ name, owner, exchange }) => {
      const ledger = books.ledgerOf(name);
      const settings = ownEntry(deps.policy().settings, name) ?? {};
      const currency = accountCurrency(exchange, settings);
      return ledger ? [{ ledger, owner, currency, method: books.method(name) }] : [];
    });
  }

  /** Lets others go first from time to time. */
  async function* sliced<T>(items: Iterable<T>): AsyncGenerator<T> {
    let startedMs = clock.monotonicMs();
    for (const item of items) {
      if (clock.monotonicMs() - startedMs > SLICE_MS) {
        await new Promise<void>(deps.soon);
        startedMs = clock.monotonicMs();
      }
      yield item;
    }
  }

  async function performance(query: PerformanceQuery): Promise<PerformanceDocument[]> {
    const { by } = query;
    const fromMs = query.since === null ? null : Date.parse(query.since);
    const untilMs = query.until === null ? null : Date.parse(query.until);
    const all = await members(query.account_name);
    const known: RatesOfMinutes = new Map();
    const rows = new Map<string, Row>();
    const shared = await sharedKeys(all, by, { fromMs, untilMs });

    function rowOf(key: string, member: Member): Row {
      const kind = kindOf(member.ledger);
      const id = `${kind} ${key}`;
      const alone = shared.get(id)?.length === 1;
      const currency = alone ? member.currency : 'USD';
      let row = rows.get(id);
      if (!row) {
        const methods = new Set(shared.get(id)?.map(({ method }) => method));
        const method = methods.size > 1 ? 'average' : member.method;
        const tally = createTally({ tellsHeld: by !== 'strategy' });
        row = { key, kind, currency, method, tally, money: createMoneyThen(deps.rates.book, currency, known) };
        rows.set(id, row);
      }
      return row;
    }

    await ensureDays(all, fromMs, untilMs);
    for (const member of all) {
      const range = { ledger: member.ledger, fromMs, untilMs };
      await countTrades(member, range, (trade) => rowOf(keyOfTrade(by, member, trade), member));
      for await (const close of sliced(deps.reader().closes(range))) {
        if (close.opened) countClose(close, rowOf(keyOfClose(by, member, close), member));
      }
      countFunding(member, range, (symbol) => rowOf(keyOfFunding(by, member, symbol), member));
      if (by !== 'strategy')
        countHeld(member, (symbol) => rows.get(`${kindOf(member.ledger)} ${keyOf(by, member, symbol)}`));
    }
    const nowMs = clock.nowMs();
    return [...rows.values()]
      .toSorted((a, b) => (a.key === b.key ? a.kind.localeCompare(b.kind) : a.key < b.key ? -1 : 1))
      .map(({ key, kind, currency, method, tally, money }) => ({
        ...{ by, key, kind, currency, method },
        ...tally.figures(nowMs, { fromMs, untilMs }),
        ...{ missing: money.missing(), stale: money.isStale() },
      }));
  }

  /** Whose each row is: money of one account stays in its currency. */
  async function sharedKeys(
    all: readonly Member[],
    by: PerformanceQuery['by'],
    range: { fromMs: number | null; untilMs: number | null },
  ): Promise<Map<string, Member[]>> {
    const shared = new Map<string, Member[]>();
    const note = (key: string, member: Member): void => {
      const id = `${kindOf(member.ledger)} ${key}`;
      const known = shared.get(id);
      if (!known) shared.set(id, [member]);
      else if (known.at(-1) !== member) known.push(member);
    };
    for (const member of all) {
      const of: BookRange = { ledger: member.ledger, ...range };
      if (by === 'account') note(member.ledger.accountName, member);
      else {
        for await (const trade of sliced(deps.reader().trades(of))) note(keyOfTrade(by, member, trade), member);
        for await (const close of sliced(deps.reader().closes(of))) note(keyOfClose(by, member, close), member);
        for (const { symbol } of fundingOf(of)) note(keyOfFunding(by, member, symbol), member);
      }
    }
    return shared;
  }

  async function countTrades(member: Member, range: BookRange, rowOf: (trade: BookTrade) => Row): Promise<void> {
    const orders = new Map<string, ReturnType<typeof timesOf>>();
    for await (const trade of sliced(deps.reader().trades(range))) {
      const { tally, money } = rowOf(trade);
      const { accountName } = member.ledger;
      const { atMs, liquidity, orderId } = trade;
      const worth = (asset: string, amount: string): string | null => money.worth(accountName, asset, amount, atMs);
      const quote = pairOf(trade.symbol)?.quote ?? member.currency;
      const value = worth(quote, trade.value);
      const fee = feeOf(trade);
      if (!fee) money.feeUntold();
      tally.trade({ value, fee: fee && worth(fee.asset, fee.amount), liquidity, atMs });
      if (orderId === null) continue;
      let times = orders.get(orderId);
      if (times === undefined) {
        orders.set(orderId, (times = timesOf(orderId)));
        if (times && times.fillMs !== null) tally.fillTime(times.fillMs);
      }
      const decided = times?.decidedPrice ?? null;
      if (decided !== null) tally.slippage(slippageBps(trade.side, trade.price, decided), value);
    }
  }

  function countClose(close: LotClose, { tally, money, method }: Row): void {
    const { symbol, accountName, closed } = close;
    const realised = method === 'fifo' ? close.realisedFifo : close.realisedAverage;
    const quote = pairOf(symbol)?.quote ?? symbol;
    const told = realised === null ? null : money.worth(accountName, quote, realised, closed.atMs);
    tally.close(`${accountName} ${closed.orderId ?? closed.tradeId}`, told);
  }

  function fundingOf({ ledger, fromMs, untilMs }: BookRange) {
    const { accountName, exchange, mode, testnet } = ledger;
    return deps.db.all<{ symbol: string | null; asset: string; amount: string; at_ms: number }>(
      `SELECT symbol, asset, amount, at_ms FROM account_flows
       WHERE account_name = ? AND exchange = ? AND mode = ? AND testnet = ? AND kind = 'funding' AND at_ms >= ? AND at_ms < ?`,
      ...[accountName, exchange, mode, testnet ? 1 : 0, fromMs ?? 0, untilMs ?? Number.MAX_SAFE_INTEGER],
    );
  }

  function countFunding({ ledger }: Member, range: BookRange, rowOf: (symbol: string | null) => Row): void {
    for (const { symbol, asset, amount, at_ms: atMs } of fundingOf(range)) {
      const { tally, money } = rowOf(symbol);
      tally.funding(money.worth(ledger.accountName, asset, amount, atMs));
    }
  }

  function countHeld({ ledger }: Member, rowOf: (symbol: string) => Row | undefined): void {
    for (const { symbol, fromMs, untilMs } of deps.reader().spans(ledger)) {
      rowOf(symbol)?.tally.held([fromMs, untilMs ?? clock.nowMs()]);
    }
  }

  /** Of the past, a bank is only asked where an account counts in kroner or the like, and dollars are wanted. */
  async function ensureDays(all: readonly Member[], fromMs: number | null, untilMs: number | null): Promise<void> {
    const first = all
      .filter(({ currency }) => !currency.startsWith('USD'))
      .flatMap(({ ledger }) => [...take(deps.reader().trades({ ledger, fromMs, untilMs }), 1)])
      .reduce((least, { atMs }) => Math.min(least, atMs), Infinity);
    if (first !== Infinity) await deps.rates.ensureBankDays(first, Math.min(untilMs ?? Infinity, clock.nowMs()));
  }

  return {
    performance,
    async feeDays(accountName, days) {
      const today = Math.floor(clock.nowMs() / DAY_MS) * DAY_MS;
      const fromMs = today - (days - 1) * DAY_MS;
      const [member] = await members(registry.get(accountName).name);
      const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
      const sums = new Map(
        Array.from({ length: days }, (_, i) => [
          dayOf(fromMs + i * DAY_MS),
          { maker: '0', taker: '0', other: '0', turnover: '0', missing: new Set<string>() },
        ]),
      );
      const known: RatesOfMinutes = new Map();
      const range = member && { ledger: member.ledger, fromMs, untilMs: today + DAY_MS };
      for await (const trade of sliced(range ? deps.reader().trades(range) : [])) {
        const day = sums.get(dayOf(trade.atMs));
        if (!day || !member) continue;
        const money = createMoneyThen(deps.rates.book, member.currency, known);
        const worth = (asset: string, amount: string): string =>
          money.worth(accountName, asset, amount, trade.atMs) ?? '0';
        day.turnover = add(day.turnover, worth(pairOf(trade.symbol)?.quote ?? member.currency, trade.value));
        const fee = feeOf(trade);
        const side = trade.liquidity ?? 'other';
        if (fee) day[side] = add(day[side], worth(fee.asset, fee.amount));
        else money.feeUntold();
        for (const asset of money.missing()) day.missing.add(asset);
      }
      return [...sums].map(([day, { maker, taker, other, turnover, missing }]) => ({
        day,
        ...{ maker: shownMoney(maker), taker: shownMoney(taker), other: shownMoney(other) },
        ...{ turnover: shownMoney(turnover), missing: [...missing].toSorted() },
      }));
    },
  };
}

function keyOf(by: Exclude<PerformanceQuery['by'], 'strategy'>, { ledger, owner }: Member, symbol: string): string {
  return { account: ledger.accountName, owner, symbol }[by];
}

function keyOfTrade(by: PerformanceQuery['by'], member: Member, { symbol, strategyId }: BookTrade): string {
  return by === 'strategy' ? (strategyId ?? NO_STRATEGY) : keyOf(by, member, symbol);
}

/** Profit belongs to the strategy that opened. */
function keyOfClose(by: PerformanceQuery['by'], member: Member, { symbol, opened }: LotClose): string {
  return by === 'strategy' ? (opened?.strategyId ?? NO_STRATEGY) : keyOf(by, member, symbol);
}

/** Whose position funding was paid for is not told by strategy. */
function keyOfFunding(by: PerformanceQuery['by'], member: Member, symbol: string | null): string {
  return by === 'strategy' ? NO_STRATEGY : keyOf(by, member, symbol ?? '');
}

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  let left = count;
  for (const item of items) {
    if (left <= 0) return;
    left -= 1;
    yield item;
  }
}
