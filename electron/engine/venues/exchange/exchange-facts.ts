import type { BalanceDocument } from '../../../../shared/schema/account.ts';
import type { MarketType } from '../../../../shared/schema/exchange.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import type { RealAccount } from '../../accounts/account-config.ts';
import type { CcxtExchange } from '../ccxt/exchange-settings.ts';
import type { SentTimes } from '../http/sent-times.ts';
import type { Route } from '../http/request-guard.ts';
import type { Verdict } from '../http/verdict.ts';
import type { WireEvidence } from '../http/wire-evidence.ts';
import type { StreamFacts } from '../stream/stream-facts.ts';
import type {
  AccountFill,
  AmendOutcome,
  CancelOutcome,
  KeyReport,
  LookupOutcome,
  OpenOrder,
  OrderChange,
  OrderRef,
  PlaceOutcome,
  VenueFeatures,
  VenueHistory,
  VenueOrder,
  VenuePosition,
} from '../venue.ts';
import type { NonceFacts } from './rising-nonce.ts';
import type { SigningClient } from './signing-client.ts';

/** What an operation of an exchange works with. */
export interface Desk {
  client: SigningClient;
  account: RealAccount;
  /** Throws `QtError` `UNKNOWN_SYMBOL` or `MARKET_UNAVAILABLE`. */
  instrument(symbol: string): Promise<Instrument>;
  /** The instrument with the venue's own id; null where the console does not trade that market. */
  bySymbolOfVenue(venueSymbol: string): Promise<Instrument | null>;
  /** All that the console trades there. */
  instruments(): Promise<readonly Instrument[]>;
  sentTimes: SentTimes;
}

/**
 * All in which one exchange differs from another, with its sources. The rest (sending once, the clock, the guard, the seat,
 * streams, rate limits) is the same for all and lives beside this file. Operations never retry, judge by the wire alone,
 * and check that an answer is about the very order asked for.
 */
export interface ExchangeFacts {
  exchange: CcxtExchange;
  market: MarketType;
  /** All that its signing client can ever reach, with what each request costs. */
  routes: readonly Route[];
  /** Needed besides key and secret (OKX, KuCoin). */
  passphrase: boolean;
  /** Options of the ccxt class that keep it from asking for more, or sending more, than was asked. */
  clientOptions: Readonly<Record<string, unknown>>;
  features: VenueFeatures;
  /** Set where a key's requests carry a number that has to rise (Kraken): they leave one after the other. */
  nonce?: NonceFacts;
  /** Judges one exchange of messages by status and body. `clean` makes the venue's words fit to show. */
  judge(evidence: WireEvidence, clean: (text: string) => string): Verdict;
  /** The venue's time, epoch ms; null where it did not tell. */
  readTime(client: Pick<SigningClient, 'send'>): Promise<number | null>;
  /** What has to be certain before an order is journaled (swaps: leverage and margin mode). Throws `QtError`. */
  prepare?(desk: Desk, order: VenueOrder): Promise<string | null>;
  place(desk: Desk, order: VenueOrder, instrument: Instrument): Promise<PlaceOutcome>;
  /** `prepared` is the note that `prepare` gave for this order, as it was journaled. */
  lookup(desk: Desk, ref: OrderRef, instrument: Instrument, prepared: string | null): Promise<LookupOutcome>;
  cancel(desk: Desk, ref: OrderRef, instrument: Instrument, prepared: string | null): Promise<CancelOutcome>;
  amend?(desk: Desk, ref: OrderRef, change: OrderChange, instrument: Instrument): Promise<AmendOutcome>;
  /** By the venue's ids. The order is not ours. */
  cancelExternal(desk: Desk, venueOrderId: string, instrument: Instrument): Promise<CancelOutcome>;
  openOrders(desk: Desk): Promise<OpenOrder[]>;
  fillsSince(desk: Desk, instrument: Instrument, sinceMs: number): Promise<AccountFill[]>;
  /** The account's past, part by part. */
  history(desk: Desk): VenueHistory;
  positions(desk: Desk): Promise<VenuePosition[]>;
  balances(desk: Desk): Promise<BalanceDocument[]>;
  key(desk: Desk): Promise<KeyReport>;
  /** Null where the venue has no stream of an account's orders. */
  stream: StreamFacts | null;
}
