import type { RealAccount } from '../../../../electron/engine/accounts/account-config.ts';
import type { OrderChange, VenueOrder } from '../../../../electron/engine/venues/venue.ts';
import type { ErrorCode } from '../../../../shared/schema/error-code.ts';
import type { Fault, TradeRecord, VenueHandle, VenueOptions } from '../../../venues/venue-server.ts';
import type { Point } from './acceptance-list.ts';

/** A refusal that the exchange documents. Without `fault` the venue itself refuses this order. */
export interface DocumentedRefusal {
  name: string;
  order?: Partial<VenueOrder>;
  fault?: Fault;
  code: ErrorCode;
}

export interface DocumentedAmendRefusal {
  name: string;
  /** Default: the point's own change. */
  change?: Partial<OrderChange>;
  fault?: Fault;
  code: ErrorCode;
}

/** Faults on the way of a swap's terms; each must end with `LEVERAGE_NOT_SET` and nothing sent. */
export interface TermsFault {
  name: string;
  route: string;
  fault: Fault;
}

/** Names of routes on the exchange's test server (`LoggedRequest.route`). */
export interface RigRoutes {
  place: string;
  cancel: string;
  amend: string | null;
  /** All that a look-up by our id may ask, before the lists. */
  lookup: readonly string[];
  /** The lists that must be asked before absence is conclusive. May be those of `lookup`. */
  lists: readonly string[];
  openOrders: string;
  trades: string;
  balances: string;
  markets: string;
  /** Null where the venue has no time of its own. */
  time: string | null;
  /** Null where no call tells what a key may do. */
  key: string | null;
}

/** One exchange and market as the acceptance list sees it. Everything that is the same everywhere has a default. */
export interface VenueRig {
  /** As it stands in the test's name: `binance spot`. */
  name: string;
  exchange: RealAccount['exchange'];
  market: 'spot' | 'swap';
  start(options: VenueOptions): Promise<VenueHandle>;
  /** As the console writes it. */
  symbol: string;
  /** The venue's id of the market, as the test server's core knows it. */
  marketId: string;
  base: string;
  quote: string;
  /** A second market, for orders from outside. */
  other: { symbol: string; marketId: string; price: string; amount: string };
  /** Starting balances. Default: 10 of `base` and 1 000 000 of `quote`. */
  balances?: Readonly<Record<string, string>>;
  /** Where the usual ones do not have the form that the exchange asks for (Kraken: base64). */
  keys?: Partial<Record<'apiKey' | 'apiSecret' | 'passphrase' | 'clientId', string>>;
  /** A secret of a valid form that is not the account's. */
  wrongSecret?: string;
  account?: Partial<RealAccount>;
  routes: RigRoutes;
  refusals: readonly DocumentedRefusal[];
  /** `fault.processed` (or a kind that processes) says whether the order exists all the same. */
  uncertain: readonly { name: string; fault: Fault }[];
  amendRefusals?: readonly DocumentedAmendRefusal[];
  /** How the venue says "too many requests", and how long it must then be left in peace. */
  rateLimit: { fault: Fault; quietMs: number };
  /** A timestamp refused in the venue's own words. Null where it checks no timestamp. */
  clockRefusal: Fault | null;
  /** An id of the form of the venue's that no order has. */
  unknownVenueId: string;
  /** Absence is not conclusive before so long after sending (with the clocks' margin), and is after `conclusiveAfterMs`. */
  inconclusiveUntilMs: number;
  conclusiveAfterMs: number;
  /** How late an order arrives that arrives late. Longer where our own pacing keeps a look-up waiting. Default: 300. */
  lateMs?: number;
  /** Trades on one page of the venue's list. */
  tradesPage: number;
  /** The venue tells how much of an order was filled, and not by which trades and at what prices. */
  tellsNoTrades?: true;
  /** Orders carry no id of ours there, so they are looked for by what they are. */
  nameless?: true;
  /** What the venue says of a trade's fee, where it words it otherwise than the core's books. Null: it does not tell. */
  fee?: (trade: TradeRecord) => { fee: string; feeAsset: string } | null;
  /** Unreadable messages as this venue's stream could send them: each has the envelope of an order and nonsense in it. */
  unreadable: readonly string[];
  swap?: {
    leverage: string;
    marginMode: 'isolated' | 'cross';
    termsFaults: readonly TermsFault[];
    /** Puts the account into hedge mode. */
    hedgeMode: TermsFault;
    /** The routes that read or set terms: none is asked for while they are verified. */
    termsRoutes: readonly string[];
  };
  /** Points that this exchange cannot have, each with its reason. Shown as a passing statement, and checked for one. */
  declared: Partial<Record<Point, string>>;
}
