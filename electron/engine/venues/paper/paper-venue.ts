import { add, normalize } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { PaperAccount } from '../../accounts/account-config.ts';
import type { Clock } from '../../ports.ts';
import { openPaperLedger } from '../../store/paper-ledger.ts';
import type { PaperOrderRow } from '../../store/paper-ledger.ts';
import type { Database } from '../../store/sqlite.ts';
import { gateOfCall } from '../http/leave-gate.ts';
import type {
  CancelOutcome,
  LookupOutcome,
  MarketData,
  OrderReport,
  PlaceOutcome,
  Venue,
  VenueOrder,
} from '../venue.ts';
import { advanceResting, isResting, replayAll } from './advance-resting.ts';
import type { MarketMoment } from './liquidity.ts';
import { refused } from './order-rules.ts';
import { reportOf } from './order-report.ts';
import { STARTING_BALANCES } from './starting-balances.ts';
import { cancelOrder, takeOrder } from './take-order.ts';

/** Nothing is filled against a book older than this: it would be yesterday's price. */
const MAX_BOOK_AGE_MS = 10_000;

export interface PaperVenueDeps {
  clock: Clock;
  db: Database;
  /** What an account without a ledger starts with, by asset. */
  seedBalances?: Readonly<Record<string, string>>;
}

/** Accounts that see the same data share its liquidity. */
function marketKey(account: PaperAccount): string {
  const { exchange, testnet, market, apiUrl } = account;
  return [exchange, testnet && 'testnet', market !== 'spot' && market, apiUrl].filter(Boolean).join(' ');
}

function isSqliteError(error: unknown): error is Error {
  return error instanceof Error && (error as { code?: unknown }).code === 'ERR_SQLITE_ERROR';
}

/**
 * A seat at the paper venue. All it holds is public market data and a ledger, so it has nothing to sign a request with.
 * Each order is one transaction; looking an order up first holds it against the market.
 */
export function openPaperVenue(account: PaperAccount, market: MarketData, deps: PaperVenueDeps): Venue {
  const { clock, db } = deps;
  const ledger = openPaperLedger(db);
  const key = marketKey(account);
  const placing = new Set<string>();
  let closed = false;

  ledger.transaction(() => {
    if (ledger.balances(account.name).length > 0) return;
    const balances = Object.entries(deps.seedBalances ?? STARTING_BALANCES);
    for (const [asset, amount] of balances) ledger.move(account.name, asset, { free: normalize(amount) });
  });

  const moment = async (symbol: string): Promise<MarketMoment> => {
    const instruments = await market.instruments();
    const book = instruments.has(symbol) ? await market.book(symbol) : { bids: [], asks: [], atMs: clock.nowMs() };
    if (closed) throw new QtError('MARKET_UNAVAILABLE', 'The paper venue was closed.');
    if (clock.nowMs() - book.atMs > MAX_BOOK_AGE_MS) {
      throw new QtError('MARKET_UNAVAILABLE', `The order book of ${symbol} is too old to trade on.`);
    }
    return { key, instruments, book, history: market.history };
  };

  const own = (clientOrderId: string): PaperOrderRow | null => {
    const row = ledger.order(clientOrderId);
    return row && row.account_name === account.name ? row : null;
  };
  const report = (row: PaperOrderRow): OrderReport => reportOf(row, ledger.trades(row.client_order_id));

  /** The answer to a client order id that is in use: once more what it was, or a refusal where it names another order. */
  const repeated = (order: VenueOrder): PlaceOutcome | null => {
    const row = ledger.order(order.clientOrderId);
    if (!row) return null;
    const same =
      row.account_name === account.name &&
      row.symbol === order.symbol &&
      row.side === order.side &&
      row.type === order.type &&
      row.amount === order.amount &&
      row.price === order.price;
    return same
      ? { kind: 'accepted', report: report(row) }
      : refused('VENUE_REFUSED', 'the client order id belongs to another order');
  };

  /** Brings a resting order up to the market. Without data it stays as it was: that is all that can be said of it. */
  const settle = async (row: PaperOrderRow): Promise<void> => {
    if (!isResting(row)) return;
    try {
      const now = await moment(row.symbol);
      ledger.transaction(() => advanceResting(ledger, row.symbol, now));
    } catch (error) {
      if (!(error instanceof QtError)) throw error;
    }
  };

  const place = async (order: VenueOrder): Promise<PlaceOutcome> => {
    if (account.market !== 'spot') return refused('VENUE_NOT_SUPPORTED', 'the paper venue trades spot only');
    const before = repeated(order);
    if (before) return before;
    let now: MarketMoment;
    try {
      now = await moment(order.symbol);
    } catch (error) {
      if (!(error instanceof QtError)) throw error;
      return { kind: 'not_sent', code: 'MARKET_UNAVAILABLE', message: error.message };
    }
    const objection = gateOfCall()?.() ?? null;
    if (objection) return { kind: 'not_sent', ...objection };
    try {
      return ledger.transaction(() => {
        const meanwhile = repeated(order);
        if (meanwhile) return meanwhile;
        const taken = takeOrder(ledger, account.name, order, now, clock.nowMs());
        return 'kind' in taken ? taken : { kind: 'accepted', report: report(taken) };
      });
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      return { kind: 'unknown', message: `The paper ledger failed: ${error.message}` };
    }
  };

  return {
    market,
    orderTypes: 'market_and_limit',
    features: { postOnly: true, reduceOnly: false, amend: 'replace' },
    prepare: async () => null,
    place: async (order) => {
      placing.add(order.clientOrderId);
      try {
        return await place(order);
      } finally {
        placing.delete(order.clientOrderId);
      }
    },
    lookup: async (ref): Promise<LookupOutcome> => {
      const row = own(ref.clientOrderId);
      if (!row) {
        const conclusive = !placing.has(ref.clientOrderId);
        return { kind: 'absent', conclusive, message: 'The paper ledger has no such order.' };
      }
      await settle(row);
      return { kind: 'found', report: report(own(ref.clientOrderId) ?? row) };
    },
    cancel: async (ref): Promise<CancelOutcome> => {
      const row = own(ref.clientOrderId);
      if (!row) return { kind: 'gone', message: 'The paper ledger has no such order.' };
      await settle(row);
      return ledger.transaction((): CancelOutcome => {
        const resting = own(ref.clientOrderId);
        if (!resting || !isResting(resting)) return { kind: 'gone', message: 'The order is final already.' };
        cancelOrder(ledger, resting, clock.nowMs());
        return { kind: 'canceled', report: report(own(ref.clientOrderId) ?? resting) };
      });
    },
    // The ledger holds this account's orders alone, and each of them is in the journal: nothing can be found here.
    cancelExternal: async () => ({ kind: 'gone', message: 'The paper ledger has no orders of others.' }),
    openOrders: async () => [],
    fillsSince: async () => [],
    positions: async () => [],
    subscribe: () => null,
    balances: async () => {
      const { history } = market;
      if (history) {
        const place = { key, instruments: await market.instruments() };
        ledger.transaction(() => replayAll(ledger, place, history, clock.nowMs()));
      }
      return ledger.balances(account.name).map((held) => ({ ...held, total: add(held.free, held.locked) }));
    },
    clockSkewMs: async () => null,
    key: async () => null,
    close: async () => {
      closed = true;
    },
  };
}
