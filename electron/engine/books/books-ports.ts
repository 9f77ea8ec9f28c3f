import type { CostMethod, TradeOrigin } from '../../../shared/schema/books.ts';
import type { Exchange, Mode } from '../../../shared/schema/exchange.ts';

/**
 * Whose books: a name can be another account by now than it was, and what it did as paper, on a test network or at another
 * exchange is never in the same book.
 */
export interface Ledger {
  accountName: string;
  exchange: Exchange;
  mode: Mode;
  testnet: boolean;
}

/** A rate that was written down, with where it is from. */
export interface RecordedRate {
  rate: string;
  source: string;
  atMs: number;
  /** Further from the moment asked for than it should be. */
  stale: boolean;
}

/** Rates of the past and of now. What is read now is written down, so that the same sums come out later. */
export interface RateBook {
  /** One unit of `asset` in `currency` at that time, by what was written down; null where nothing near enough was. One for itself. */
  at(accountName: string, asset: string, currency: string, atMs: number): RecordedRate | null;
  /** As it is now, at the account's own exchange, or by a bank's rate between currencies. Never throws. */
  now(accountName: string, asset: string, currency: string): Promise<RecordedRate | { rate: null; reason: string }>;
}

/** A trade as it entered the books. Strings are decimals; `value` in quote units, without the fee. */
export interface BookTrade extends Ledger {
  /** Unique: `f<seq>` of a fill, `i<seq>` of an imported trade, `e<order id>` of what was filled without being told. */
  id: string;
  symbol: string;
  side: 'buy' | 'sell';
  price: string;
  amount: string;
  value: string;
  fee: string | null;
  feeAsset: string | null;
  liquidity: 'maker' | 'taker' | null;
  strategyId: string | null;
  orderId: string | null;
  venueOrderId: string | null;
  tradeId: string;
  origin: TradeOrigin;
  atMs: number;
}

/** What one trade closed of one lot. Where the cost is not known (spot, sold beyond what was bought here) `opened` and costs are null. */
export interface LotClose extends Ledger {
  symbol: string;
  /** The side of the trade that closed: `sell` closes what was bought. */
  side: 'buy' | 'sell';
  closed: { tradeId: string; orderId: string | null; strategyId: string | null; atMs: number };
  opened: { tradeId: string; strategyId: string | null; atMs: number } | null;
  /** Base units, above zero. */
  quantity: string;
  /** Quote units: received for a long, paid for a short. */
  proceeds: string;
  costFifo: string | null;
  costAverage: string | null;
  realisedFifo: string | null;
  /** The closing trade's profit by average cost, shared among the lots that it closed by quantity; the last takes the rest. */
  realisedAverage: string | null;
}

/** A time in which a symbol was held, or short. */
export interface HeldSpan {
  symbol: string;
  fromMs: number;
  /** Null: still. */
  untilMs: number | null;
}

export interface BookRange {
  ledger: Ledger;
  /** Inclusive; null: from the beginning. */
  fromMs: number | null;
  /** Exclusive; null: to the end. */
  untilMs: number | null;
}

/** The books as others read them. Oldest first, by time and then by id. */
export interface BookReader {
  /** Resolves when all that is in the journal is in the books of that account, null: of every account. */
  caughtUp(accountName: string | null): Promise<void>;
  ledgerOf(accountName: string): Ledger | null;
  method(accountName: string): CostMethod;
  trades(range: BookRange): Iterable<BookTrade>;
  closes(range: BookRange): Iterable<LotClose>;
  spans(ledger: Ledger): HeldSpan[];
}
