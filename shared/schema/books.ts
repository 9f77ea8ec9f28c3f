import { z } from 'zod';
import type { Exchange, MarketType, Mode } from './exchange.ts';
import type { ErrorDocument } from './error-code.ts';
import { accountNameSchema, strategyIdSchema, symbolSchema } from './signal.ts';

/** How the cost of what is sold is told: by the average of all that was bought, or by the oldest lots first. */
export const COST_METHODS = ['average', 'fifo'] as const;
export type CostMethod = (typeof COST_METHODS)[number];

/** `console`: booked for an order of ours. `imported`: told by the exchange's history. `estimated`: filled by the exchange's word, without a trade told. */
export const TRADE_ORIGINS = ['console', 'imported', 'estimated'] as const;
export type TradeOrigin = (typeof TRADE_ORIGINS)[number];

/** A rate that something was converted at. */
export interface RateDocument {
  asset: string;
  currency: string;
  rate: string;
  /** Markets, or whose rate it is, and what was counted as what. */
  source: string;
  at: string;
  /** Further from the moment it was used for than it should be. */
  stale: boolean;
}

/** An amount of money in a currency other than its own. Missing is null, and never zero. */
export interface ConvertedDocument {
  currency: string;
  value: string | null;
  rates: RateDocument[];
  /** Assets whose worth is not known. */
  missing: string[];
  /** One of the rates is. */
  stale: boolean;
}

/** One trade. Amounts and prices are decimal strings; times are ISO 8601 in UTC. */
export interface TradeDocument {
  /** Stable, and unique among all trades. */
  id: string;
  account_name: string;
  exchange: Exchange;
  mode: Mode;
  testnet: boolean;
  symbol: string;
  side: 'buy' | 'sell';
  price: string;
  /** Base units. */
  amount: string;
  /** Quote units, without the fee. */
  value: string;
  /** In `fee_asset`; below zero where the exchange paid it; null where it is not told. */
  fee: string | null;
  fee_asset: string | null;
  liquidity: 'maker' | 'taker' | null;
  strategy_id: string | null;
  order_id: string | null;
  venue_order_id: string | null;
  trade_id: string;
  origin: TradeOrigin;
  /** By the account's method, in quote units; null where the trade closed nothing, or at a cost that is not known. */
  realised: string | null;
  /** Of the price at decision, in basis points; above zero is worse. Null where that price was not kept. */
  slippage_bps: string | null;
  at: string;
}

export const tradeQuerySchema = z.strictObject({
  limit: z.int().min(1).max(1_000).default(200),
  /** Cursor of a former answer. */
  before: z.string().max(200).nullable().default(null),
  account_name: accountNameSchema.nullable().default(null),
  symbol: symbolSchema.nullable().default(null),
  strategy_id: strategyIdSchema.nullable().default(null),
  side: z.enum(['buy', 'sell']).nullable().default(null),
  mode: z.enum(['paper', 'testnet', 'real']).nullable().default(null),
  origin: z.enum(TRADE_ORIGINS).nullable().default(null),
  since: z.iso.datetime({ offset: true }).nullable().default(null),
  until: z.iso.datetime({ offset: true }).nullable().default(null),
});
export type TradeQuery = z.output<typeof tradeQuerySchema>;

export interface TradePage {
  /** Newest first. */
  trades: TradeDocument[];
  next_before: string | null;
  /** How many there are in all by this query. */
  total: number;
}

export interface FeeDocument {
  asset: string;
  amount: string;
  /** At the rates of their times, in the book's quote; null where one of them is not known. */
  in_quote: string | null;
}

/** The book of one symbol at one account, from its trades alone. Money in units of the quote. */
export interface SymbolBookDocument {
  account_name: string;
  exchange: Exchange;
  mode: Mode;
  testnet: boolean;
  market: MarketType;
  symbol: string;
  base: string;
  quote: string;
  method: CostMethod;
  /** Base units; below zero where short. */
  quantity: string;
  /** What is held has cost, and a unit of it; the unit's null where nothing is held. */
  cost: string;
  average_cost: string | null;
  /** By the account's method, and by each. Without fees. */
  realised: string;
  realised_average: string;
  realised_fifo: string;
  mark: { price: string; at: string; stale: boolean } | null;
  value: string | null;
  unrealised: string | null;
  fees: FeeDocument[];
  /** Of all fees; null where one cannot be told. */
  fees_in_quote: string | null;
  /** Received above zero, paid below. */
  funding: string;
  /** Realised plus unrealised plus funding minus fees; null where a part is not known. */
  net: string | null;
  /** Sold on spot beyond what was bought in this market: deposited, bought in another market, or before the history. No profit is told of it. */
  uncovered: { quantity: string; proceeds: string };
  /** By this much more is in the books of the base asset than the account holds of it; null where it holds enough, or that is not known. */
  not_held: string | null;
  trades: number;
  imported_trades: number;
  estimated_trades: number;
  /** Quote units, bought and sold. */
  turnover: string;
  first_at: string | null;
  last_at: string | null;
}

/** Sums of an account in its own currency, and in two others. */
export interface PnlSumsDocument {
  currency: string;
  realised: ConvertedDocument;
  unrealised: ConvertedDocument;
  fees: ConvertedDocument;
  funding: ConvertedDocument;
  /** Realised plus unrealised plus funding minus fees. */
  net: ConvertedDocument;
  net_usd: ConvertedDocument;
  net_nok: ConvertedDocument;
}

export interface AccountPnlDocument {
  account_name: string;
  owner: string;
  whose: 'mine' | 'others';
  exchange: Exchange | null;
  mode: Mode;
  testnet: boolean;
  method: CostMethod;
  symbols: SymbolBookDocument[];
  sums: PnlSumsDocument;
  /** Why figures are missing. */
  error: ErrorDocument | null;
}

export interface PnlDocument {
  accounts: AccountPnlDocument[];
}

/** Something that the books and the exchange show differently. */
export interface AssetDifferenceDocument {
  asset: string;
  /** By the books: the first reading and everything since. */
  expected: string;
  /** What the exchange shows. */
  shown: string;
  difference: string;
  /** What is known to make it up, with amounts: orders under way, flows that are not told yet, dust, funding. Empty: not explained. */
  explanations: { amount: string; because: string }[];
  explained: boolean;
}

export interface VerifyAccountDocument {
  account_name: string;
  mode: Mode;
  testnet: boolean;
  /** The books that are kept equal those recomputed from the journal, to the last digit. */
  recomputed: { ok: boolean; trades: number; books: number; differences: string[] };
  /** Null where the exchange could not be asked; `error` says why. */
  balances: { ok: boolean; at: string; since: string; differences: AssetDifferenceDocument[] } | null;
  error: ErrorDocument | null;
}

export interface VerifyDocument {
  ok: boolean;
  accounts: VerifyAccountDocument[];
}
