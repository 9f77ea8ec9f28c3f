import type { BalanceDocument } from '../../../shared/schema/account.ts';
import type { ErrorCode } from '../../../shared/schema/error-code.ts';
import type { Instrument, OrderBook, TickerDocument } from '../../../shared/schema/market.ts';
import type { OrderStatus } from '../../../shared/schema/order.ts';
import type { FlowKind } from '../../../shared/schema/history.ts';
import type { ReachedAddress } from './http/reached-addresses.ts';
import type { MarketHistory } from './market-history.ts';

/** What an exchange says of itself; null where it does not say. */
export type SystemStatus = 'ok' | 'maintenance' | null;

/** Public data of one exchange. Reading it never needs, and never sends, a credential. */
export interface MarketData {
  /** All markets by symbol. Cached by the implementation; throws `QtError('MARKET_UNAVAILABLE')`. */
  instruments(): Promise<ReadonlyMap<string, Instrument>>;
  ticker(symbol: string): Promise<TickerDocument>;
  /** At least 20 levels a side where the venue has them. */
  book(symbol: string): Promise<OrderBook>;
  /** Set where the market's past can be asked: the built-in one only. */
  readonly history?: MarketHistory;
  /** What the exchange says of itself. Never throws. Absent where there is nothing to ask. */
  systemStatus?(): Promise<SystemStatus>;
  close(): Promise<void>;
}

/** What is asked of a venue: rounded, journaled, final. */
export interface VenueOrder {
  clientOrderId: string;
  symbol: string;
  side: 'buy' | 'sell';
  type: 'market' | 'limit';
  timeInForce: 'gtc' | 'ioc' | null;
  /** Base units. */
  amount: string;
  /** Quote units per base unit; null exactly when `type` is market. */
  price: string | null;
  /** Rests or is refused, and never takes. Limit orders only, where `Venue.features.postOnly`. */
  postOnly: boolean;
  /** Only ever makes a position smaller. Swaps only. */
  reduceOnly: boolean;
}

/** How to find an order again at its venue. */
export interface OrderRef extends VenueOrder {
  venueOrderId: string | null;
  /** When sending began, epoch ms. */
  sentAtMs: number;
}

export interface VenueFill {
  tradeId: string;
  price: string;
  amount: string;
  fee: string | null;
  feeAsset: string | null;
  liquidity: 'maker' | 'taker' | null;
  atMs: number;
}

/** The venue's word on one order. */
export interface OrderReport {
  venueOrderId: string;
  status: Extract<OrderStatus, 'open' | 'partially_filled' | 'filled' | 'canceled' | 'expired' | 'rejected'>;
  /** Base units filled so far. */
  filled: string;
  average: string | null;
  /** Fills known from this answer; may be fewer than `filled` says. */
  fills: VenueFill[];
  /** Size and price as the venue has them now, where it tells: after an amend they are not those that were sent. */
  amount?: string;
  price?: string | null;
  /** The venue's own time of this word, epoch ms, where it tells. An older word never overrules a newer one. */
  updatedAtMs?: number;
  /**
   * Paper, on a market without a known past: nobody looked at the order in this time (epoch ms), and what the market would
   * have filled then was not filled.
   */
  unwatched?: { fromMs: number; untilMs: number };
}

/** An order that rests at the venue, whoever placed it. */
export interface OpenOrder {
  venueOrderId: string;
  clientOrderId: string | null;
  /** As the console writes it; the venue's own id of the market where that is not one of its instruments. */
  symbol: string;
  side: 'buy' | 'sell';
  type: string;
  /** Base units. */
  amount: string;
  price: string | null;
  filled: string;
  createdAtMs: number | null;
}

/** One trade of the account, whichever order it belongs to. */
export interface AccountFill extends VenueFill {
  venueOrderId: string;
  /** Null where the venue's list of trades does not tell it. */
  clientOrderId: string | null;
  side: 'buy' | 'sell';
}

/** An open position in a linear swap. Amounts in base units; `amount` is positive, `side` tells the direction. */
export interface VenuePosition {
  symbol: string;
  side: 'long' | 'short';
  amount: string;
  entryPrice: string | null;
  markPrice: string | null;
  leverage: string | null;
  marginMode: 'isolated' | 'cross' | null;
}

export interface OrderChange {
  /** The new total size in base units, what is filled already included. */
  amount: string;
  price: string;
}

export type AmendOutcome =
  /** The venue took the change. `report` where its answer tells the order's state. */
  | { kind: 'amended'; report: OrderReport | null }
  /** There is nothing left to change: filled or canceled before. Look it up. */
  | { kind: 'gone'; message: string }
  /** The order certainly stands as it did. */
  | { kind: 'refused'; code: ErrorCode; message: string }
  | { kind: 'unknown'; message: string };

/** What a venue tells by itself. After `live` everything is told, until `gap` or `down`. */
export type VenueEvent =
  | { kind: 'live' }
  /** Something may have been missed (a sequence number skipped, a connection replaced): ask about everything unsettled. */
  | { kind: 'gap'; detail: string }
  /** No stream for now: poll. */
  | { kind: 'down'; detail: string }
  | { kind: 'order'; clientOrderId: string | null; venueOrderId: string; report: OrderReport }
  | { kind: 'balances' };

/**
 * The outcome of sending an order, by evidence (ARCHITECTURE.md, "What an answer of a venue means"):
 * `accepted` the venue confirmed it; `refused` it certainly did not take it; `not_sent` no byte can have reached it;
 * `unknown` anything else. Unknown is never sent again; it is looked up.
 */
export type PlaceOutcome =
  | { kind: 'accepted'; report: OrderReport }
  | { kind: 'refused'; code: ErrorCode; message: string }
  | { kind: 'not_sent'; code: ErrorCode; message: string }
  | { kind: 'unknown'; message: string };

/**
 * `absent`: the venue says it has no such order. `conclusive` only once it can no longer accept the request.
 * `ambiguous`: several orders fit, or none can be told apart (venues without client order ids): a person must decide.
 */
export type LookupOutcome =
  | { kind: 'found'; report: OrderReport }
  | { kind: 'absent'; conclusive: boolean; message: string }
  | { kind: 'ambiguous'; message: string }
  | { kind: 'failed'; message: string };

export type CancelOutcome =
  | { kind: 'canceled'; report: OrderReport | null }
  /** The venue says that there is nothing to cancel: filled or canceled before. Look it up. */
  | { kind: 'gone'; message: string }
  | { kind: 'refused'; code: ErrorCode; message: string }
  | { kind: 'unknown'; message: string };

/** One trade of the past, with the market it was made in. */
export interface HistoryTrade extends VenueFill {
  /** As the console writes it; the venue's own id of the market where that is not one of its instruments. */
  symbol: string;
  side: 'buy' | 'sell';
  venueOrderId: string | null;
}

/** Money that came or went without a trade. */
export interface HistoryFlow {
  /** The venue's id: the same flow has the same id whenever it is told. */
  id: string;
  kind: FlowKind;
  asset: string;
  /** Received above zero. */
  amount: string;
  /** Of funding: the market. */
  symbol: string | null;
  atMs: number;
}

export interface HistoryPage {
  trades: HistoryTrade[];
  flows: HistoryFlow[];
  /** Where to go on from, also later for what is new by then: kept durably between runs. */
  cursor: string;
  /** There is more to be asked for now. */
  more: boolean;
}

/** The account's past at its venue, part by part, page by page. Methods throw `QtError`; a page can be asked for again. */
export interface VenueHistory {
  /** What this venue does not tell, in words for the operator. */
  readonly limits: readonly string[];
  /**
   * Everything that can be asked for, by names that stay the same: `trades BTC/USDT` where trades are told by market, `trades`
   * where they are told all together, `deposits`, `withdrawals`, `funding`, `ledger`. `symbols` are those known to be traded: they come first.
   */
  parts(symbols: readonly string[]): Promise<string[]>;
  /** One request, or few. Null as the cursor: from the beginning. */
  page(part: string, cursor: string | null): Promise<HistoryPage>;
}

export interface KeyReport {
  canTrade: boolean | null;
  canWithdraw: boolean | null;
  ipRestricted: boolean | null;
  note: string;
}

export interface VenueFeatures {
  postOnly: boolean;
  reduceOnly: boolean;
  /** `native`: the venue changes a resting order in place. `replace`: it must be canceled, confirmed, and placed anew. */
  amend: 'native' | 'replace';
}

/** One account's seat at one venue, paper or real. Methods throw `QtError` only; messages carry no secret. */
export interface Venue {
  readonly market: MarketData;
  /** `limit_only`: market signals become marketable limits inside a band (Firi). */
  readonly orderTypes: 'market_and_limit' | 'limit_only';
  /** Set where orders cannot carry our id (Firi): the next order of a market is not sent before the former has its answer. */
  readonly oneInFlightPerMarket?: true;
  /** Set where trades are told neither one by one nor by their average price (Firi): the balance alone shows what they cost. */
  readonly tellsNoTrades?: true;
  readonly features: VenueFeatures;
  /**
   * Called before the order is journaled, for venues that need to remember something to find it again (Firi: the ids that
   * exist already) or to be sure of something (swaps: leverage and margin mode, set and read back). The returned note is
   * journaled with the order and handed back in `lookup`. Throws `QtError`: then nothing is journaled and nothing sent.
   */
  prepare(order: VenueOrder): Promise<string | null>;
  /** Sends once. Never throws for a venue's answer; never retries. */
  place(order: VenueOrder): Promise<PlaceOutcome>;
  cancel(ref: OrderRef, prepared: string | null): Promise<CancelOutcome>;
  lookup(ref: OrderRef, prepared: string | null): Promise<LookupOutcome>;
  /** Changes a resting order in place. Present exactly where `features.amend` is `native`. Sends once. */
  amend?(ref: OrderRef, change: OrderChange): Promise<AmendOutcome>;
  /** Every order of the account that rests at the venue, on all markets, ours or not. Throws `QtError`. */
  openOrders(): Promise<OpenOrder[]>;
  /** Trades of one symbol at or after `sinceMs`, oldest first, all pages. Throws `QtError`. */
  fillsSince(symbol: string, sinceMs: number): Promise<AccountFill[]>;
  /** The account's past. Absent on paper, whose past is all here. */
  readonly history?: VenueHistory;
  /** Open positions; none on spot. Throws `QtError`. */
  positions(): Promise<VenuePosition[]>;
  /**
   * Cancels an order that is not ours, by the venue's id: only ever on the operator's word.
   */
  cancelExternal(order: Pick<OpenOrder, 'venueOrderId' | 'symbol'>): Promise<CancelOutcome>;
  /** Tells of order changes as they happen until the returned function is called. Null where the venue has no stream. */
  subscribe(listener: (event: VenueEvent) => void): (() => void) | null;
  balances(): Promise<BalanceDocument[]>;
  /** Clock skew in ms (venue minus local), null where it has no clock. */
  clockSkewMs(): Promise<number | null>;
  /** The venue's clock is to be measured again before the next request that can wait. Absent where none is measured. */
  doubtClock?(): void;
  /** What the key may do; null for paper. */
  key(): Promise<KeyReport | null>;
  /** Where this seat's requests really went so far. Absent on paper, which sends none. */
  reached?(): ReachedAddress[];
  close(): Promise<void>;
}
