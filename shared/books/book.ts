import { ZERO } from '../money/exact.ts';
import type { Exact } from '../money/exact.ts';
import type { MarketType } from '../schema/exchange.ts';
import type { TradeOrigin } from '../schema/books.ts';

/** A trade as it is folded into a book. Amounts in base units, above zero; prices in quote units, zero or above. */
export interface FoldedTrade {
  /** Unique among all trades. */
  id: string;
  atMs: number;
  /** Its place among trades of the same time: see `trade-order.ts`. */
  tie: string;
  side: 'buy' | 'sell';
  price: Exact;
  amount: Exact;
  /** Null where it is not told. Below zero where the exchange paid it. */
  fee: Exact | null;
  feeAsset: string | null;
  strategyId: string | null;
  origin: TradeOrigin;
}

/** What is left of what one trade opened. Long or short as the book is. */
export interface Lot {
  /** Counts up: the oldest lot has the least number. */
  number: number;
  tradeId: string;
  strategyId: string | null;
  atMs: number;
  /** Base units, above zero. */
  quantity: Exact;
  /** Of a unit. */
  price: Exact;
}

/** Open lots, oldest first. */
export interface Lots {
  first(): Lot | null;
  dropFirst(): void;
  /** The first one is smaller by now. */
  replaceFirst(lot: Lot): void;
  push(lot: Lot): void;
}

/**
 * The book of one symbol. It is changed in place: a copy of the lots with every trade would make a long history quadratic.
 * Costs are of what is held, above zero for long and short; realised profit is without fees.
 */
export interface Book {
  readonly market: MarketType;
  readonly base: string;
  readonly quote: string;
  /** Below zero where short. */
  quantity: Exact;
  costAverage: Exact;
  costFifo: Exact;
  realisedAverage: Exact;
  realisedFifo: Exact;
  uncoveredQuantity: Exact;
  uncoveredProceeds: Exact;
  turnover: Exact;
  /** By asset. */
  fees: Map<string, Exact>;
  /** Of fees in base and quote, at the trades' own prices. */
  feesInQuote: Exact;
  /** Trades whose fee is not told. */
  untoldFees: number;
  /** Trades by `side origin`. */
  counts: Map<string, number>;
  firstMs: number | null;
  lastMs: number | null;
  /** The last trade that is in it. */
  lastTie: string | null;
  nextLot: number;
  lots: Lots;
}

/** What a trade closed of one lot. `opened` is null where nothing of the kind was in the book: the cost is not known. */
export interface Close {
  opened: Pick<Lot, 'tradeId' | 'strategyId' | 'atMs'> | null;
  quantity: Exact;
  /** Received for a long, paid for a short. */
  proceeds: Exact;
  costFifo: Exact | null;
  costAverage: Exact | null;
}

export function emptyBook(terms: Pick<Book, 'market' | 'base' | 'quote'>, lots: Lots = lotsInMemory()): Book {
  return {
    ...terms,
    ...{ quantity: ZERO, costAverage: ZERO, costFifo: ZERO, realisedAverage: ZERO, realisedFifo: ZERO },
    ...{ uncoveredQuantity: ZERO, uncoveredProceeds: ZERO, turnover: ZERO, fees: new Map(), feesInQuote: ZERO },
    ...{ untoldFees: 0, counts: new Map(), firstMs: null, lastMs: null, lastTie: null, nextLot: 1, lots },
  };
}

/** A queue that is cut from the front only now and then. */
export function lotsInMemory(): Lots & { all(): Lot[] } {
  let items: Lot[] = [];
  let head = 0;
  return {
    first: () => items[head] ?? null,
    dropFirst() {
      head += 1;
      if (head < 1_024 || head * 2 < items.length) return;
      items = items.slice(head);
      head = 0;
    },
    replaceFirst: (lot) => void (items[head] = lot),
    push: (lot) => void items.push(lot),
    all: () => items.slice(head),
  };
}

/** Base and quote of a symbol such as `BTC/USDT` or `BTC/USDT:USDT`, and which kind of market it is. */
export function termsOf(symbol: string): Pick<Book, 'market' | 'base' | 'quote'> {
  const [pair = symbol, settled] = symbol.split(':');
  const [base = pair, quote = ''] = pair.split('/');
  return { market: settled === undefined ? 'spot' : 'swap', base, quote };
}
