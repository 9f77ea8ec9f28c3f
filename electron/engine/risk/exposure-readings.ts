import { add, isPositive, max, mul, neg, sub } from '../../../shared/money/decimal.ts';
import { MONEY_ASSETS, accountCurrency } from '../../../shared/risk/account-currency.ts';
import { equityOf, rateOf } from '../../../shared/risk/account-state.ts';
import type { AccountState } from '../../../shared/risk/account-state.ts';
import type { Smallest } from '../../../shared/risk/exposure.ts';
import { from, known, unknown } from '../../../shared/risk/known.ts';
import type { Known } from '../../../shared/risk/known.ts';
import { assetOf, pairOf, spotHeld, swapHeld } from '../../../shared/risk/position-spans.ts';
import { ownEntry } from '../../../shared/routing/offers.ts';
import type { Instrument } from '../../../shared/schema/market.ts';
import type { RiskPolicy } from '../../../shared/schema/risk-policy.ts';
import type { AccountConfig } from '../accounts/account-config.ts';
import type { AccountMonitor, BalanceReading } from '../accounts/account-monitor.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { Redact } from '../telemetry/redact.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import type { VenuePosition } from '../venues/venue.ts';
import type { PositionReading, PositionReadings } from './position-readings.ts';
import type { ProfitSource, RateReading, RateSource } from './risk-ports.ts';
import { untradedMoney } from './untraded-money.ts';

/** As for the checks of an order: what happened since is in the ledger of exposures. */
const MAX_AGE_MS = 30_000;

/** What of an account has to be known. */
export interface Wanted {
  held: boolean;
  /** Rates of everything that is held, and not of what is ordered alone. */
  allRates: boolean;
  equity: boolean;
  usd: boolean;
  smallest: boolean;
  profit: boolean;
  /** The symbol of the order that is checked, and whether its mark is wanted; null: no order. */
  order: { symbol: string; mark: boolean } | null;
}

/** An account as it was read: everything but its orders, which are looked at in the turn of the verdict. */
export type AccountReading = Omit<AccountState, 'pending' | 'former' | 'placed'> & {
  /** See `Reservations.mark`: what was booked after it may not be in here. */
  readMark: number;
  /** When what is held was read, epoch ms; null where it was not. */
  heldAtMs: number | null;
};

export interface ReadingDeps {
  config: (accountName: string) => Pick<AccountConfig, 'exchange' | 'market' | 'leverage'> | null;
  policy: () => RiskPolicy;
  pool: Pick<VenuePool, 'venue'>;
  monitor: Pick<AccountMonitor, 'balances'>;
  positions: PositionReadings;
  rates: RateSource;
  profit: ProfitSource;
  redact: Redact;
}

/** A reading, or why there is none. */
type Tried<T> = { reading: T; why: null } | { reading: null; why: string };

const NOT_ASKED = 'it was not asked for in time';

/** Of an account that nothing was asked of. */
export const UNREAD: Omit<AccountReading, 'market' | 'currency' | 'ignored'> = {
  held: { held: null, why: NOT_ASKED },
  rates: new Map(),
  usdRate: unknown(NOT_ASKED),
  mark: unknown(NOT_ASKED),
  smallest: new Map(),
  equity: unknown(NOT_ASKED),
  leverage: null,
  profit: null,
  readMark: 0,
  heldAtMs: null,
};

/**
 * Reads what is wanted of an account. Never throws: what could not be had is in the answer with its reason. `ordered`: assets
 * of its open orders. `balance`: a reading of its balances that was just made, and `maxAgeMs` of what is not given.
 */
export async function readAccount(
  accountName: string,
  wanted: Wanted,
  given: { ordered: readonly string[]; balance?: Tried<BalanceReading>; maxAgeMs?: number },
  deps: ReadingDeps,
): Promise<AccountReading> {
  const config = deps.config(accountName);
  const settings = ownEntry(deps.policy().settings, accountName) ?? {};
  const currency = accountCurrency(config?.exchange ?? null, settings);
  const market = config?.market ?? 'spot';
  const maxAgeMs = given.maxAgeMs ?? MAX_AGE_MS;
  const isSwap = market === 'swap';
  const [balance, positions, instruments] = await Promise.all([
    given.balance ??
      tried((!isSwap && wanted.held) || wanted.equity, () => deps.monitor.balances(accountName, maxAgeMs)),
    tried(isSwap && (wanted.held || wanted.equity), () => deps.positions.read(accountName, maxAgeMs)),
    tried(wanted.equity || (wanted.smallest && !isSwap), () => deps.pool.venue(accountName).market.instruments()),
  ]);
  const untraded = instruments.reading === null ? [] : untradedMoney(instruments.reading, currency);
  const ignored = [...(settings.ignored_assets ?? []), ...untraded];
  const reading = isSwap ? positions : balance;
  const held: AccountState['held'] =
    reading.reading === null
      ? { held: null, why: `what ${accountName} holds could not be read: ${reading.why}` }
      : { held: heldIn(reading.reading), why: null };

  const keys = [...(held.held?.keys() ?? [])];
  const markets = smallestMarkets(keys, currency, isSwap ? null : instruments.reading);
  const pair = wanted.order && pairOf(wanted.order.symbol);
  const assets = new Set([
    ...(pair ? [pair.base, pair.quote] : []),
    ...(wanted.held ? given.ordered : []),
    ...(wanted.allRates ? keys.map(assetOf) : []),
    ...(wanted.equity ? (balance.reading?.balances ?? []).map(({ asset }) => asset) : []),
    ...(wanted.equity ? (positions.reading?.positions ?? []).map(({ symbol }) => pairOf(symbol)?.quote ?? symbol) : []),
    ...[...markets.values()].map(({ quote }) => quote),
  ]);
  const skipped = Promise.resolve<RateReading>({ rate: null, reason: NOT_ASKED });
  const [rates, usdRate, mark, profit] = await Promise.all([
    ratesOf([...assets].filter((asset) => !ignored.includes(asset))),
    wanted.usd ? deps.rates.usdRate(accountName, currency) : skipped,
    wanted.order?.mark === true ? deps.rates.markOf(accountName, wanted.order.symbol) : skipped,
    wanted.profit ? deps.profit.of(accountName) : null,
  ]);
  const state = { currency, rates, ignored };
  const equity = (): Known => {
    if (balance.reading === null) return unknown(`the balances could not be read: ${balance.why}`);
    const unrealised = isSwap ? unrealisedOf(positions, state) : known('0');
    return equityOf(balance.reading.balances, unrealised, state);
  };

  return {
    market,
    currency,
    ignored,
    held,
    rates,
    usdRate: knownRate(usdRate),
    mark: knownRate(mark),
    smallest: smallestOf(markets, state),
    equity: wanted.equity ? equity() : unknown(NOT_ASKED),
    leverage: config?.leverage ?? null,
    profit,
    readMark: reading.reading?.mark ?? 0,
    heldAtMs: reading.reading?.atMs ?? null,
  };

  async function tried<T>(isWanted: boolean, ask: () => Promise<T>): Promise<Tried<T>> {
    if (!isWanted) return { reading: null, why: NOT_ASKED };
    try {
      return { reading: await ask(), why: null };
    } catch (error) {
      return { reading: null, why: errorDocument(error, deps.redact).message };
    }
  }

  async function ratesOf(names: readonly string[]): Promise<Map<string, Known>> {
    const found = await Promise.all(names.map((asset) => deps.rates.toCurrency(accountName, asset, currency)));
    return new Map(names.map((asset, i) => [asset, knownRate(found[i] as RateReading)]));
  }
}

function heldIn(reading: BalanceReading | PositionReading) {
  return 'positions' in reading ? swapHeld(reading.positions) : spotHeld(reading.balances);
}

function knownRate(reading: RateReading): Known {
  return reading.rate === null ? unknown(reading.reason) : known(reading.rate);
}

type Rated = Pick<AccountState, 'currency' | 'rates'>;

/** Profit that is not taken yet, in the account's currency: exchanges do not count it among the balances. */
function unrealisedOf({ reading, why }: Tried<PositionReading>, state: Rated): Known {
  if (reading === null) return unknown(`the positions could not be read: ${why}`);
  const profits = reading.positions.map((position) => profitOf(position, state));
  return from(profits, (...values) => values.reduce(add, '0'));
}

function profitOf({ symbol, side, amount, entryPrice, markPrice }: VenuePosition, state: Rated): Known {
  if (entryPrice === null || markPrice === null) return unknown(`the profit of ${symbol} is not told`);
  const moved = sub(markPrice, entryPrice);
  const profit = mul(side === 'long' ? moved : neg(moved), amount);
  return from([rateOf(pairOf(symbol)?.quote ?? symbol, state)], (rate) => mul(profit, rate));
}

/** By the asset, where it could be sold: against the account's currency, or other money. */
function smallestMarkets(
  assets: readonly string[],
  currency: string,
  instruments: ReadonlyMap<string, Instrument> | null,
): Map<string, Instrument> {
  const markets = new Map<string, Instrument>();
  for (const asset of instruments === null ? [] : assets) {
    const symbols = [currency, ...MONEY_ASSETS].map((quote) => `${asset}/${quote}`);
    const market = symbols.map((symbol) => instruments?.get(symbol)).find((each) => each?.active);
    if (market) markets.set(asset, market);
  }
  return markets;
}

function smallestOf(markets: ReadonlyMap<string, Instrument>, state: Rated): Map<string, Smallest> {
  return new Map(
    [...markets].map(([asset, { step, min_amount: least, min_notional: worth, quote }]) => [
      asset,
      {
        amount: least !== null && isPositive(least) ? max(least, step) : step,
        value: worth === null ? null : from([rateOf(quote, state)], (rate) => mul(worth, rate)).value,
      },
    ]),
  );
}
