import { div, mul, normalize, toPlaces } from '../../../../shared/money/decimal.ts';
import type { AccountConfig } from '../../accounts/account-config.ts';
import type { AccountRegistry } from '../../accounts/registry.ts';
import type { Clock } from '../../ports.ts';
import { isDollar } from '../../risk/rates.ts';
import type { RateReading, RateSource } from '../../risk/risk-ports.ts';
import type { VenuePool } from '../../venues/venue-pool.ts';
import type { RateBook, RecordedRate } from '../books-ports.ts';
import { BANK_CURRENCIES } from './bank-days.ts';
import { BANK_PLACE } from './bank-rates.ts';
import type { BankRates } from './bank-rates.ts';
import { placeOf } from './rate-notes.ts';
import type { RateNotes } from './rate-notes.ts';
import type { RateTable } from './rate-table.ts';
import type { TradePrices } from './trade-prices.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Nothing further away is a rate of that moment. */
const GONE_MS = 7 * DAY_MS;
/** A market is read all the time, a bank tells a rate a business day. */
const AGES = {
  market: { staleMs: HOUR_MS, afterMs: HOUR_MS },
  bank: { staleMs: 5 * DAY_MS, afterMs: DAY_MS },
};
const DOLLARS = ['USD', 'USDT', 'USDC'];
const PLACES = 18;

export interface RateBookDeps {
  registry: Pick<AccountRegistry, 'config'>;
  pool: Pick<VenuePool, 'venue'>;
  table: RateTable;
  notes: Pick<RateNotes, 'unwritten' | 'keep'>;
  trades: TradePrices;
  bank: BankRates;
  /** What it tells is written down. */
  rates: Pick<RateSource, 'toCurrency'>;
  clock: Pick<Clock, 'nowMs'>;
}

type Leg = RecordedRate;

/** Rates of then and now: at an account's own market, over dollars, and over kroner at a bank's rate. */
export function createRateBook(deps: RateBookDeps): RateBook {
  const { table, bank, clock } = deps;

  /** One pair at one place, whichever way round it was written down. */
  function near(place: string, from: string, to: string, atMs: number): Leg | null {
    const straight = nearest(place, from, to, atMs);
    if (straight && !straight.stale) return straight;
    const back = nearest(place, to, from, atMs);
    return fresher(straight, back && { ...back, rate: div('1', back.rate, { places: PLACES }) });
  }

  function nearest(place: string, asset: string, currency: string, atMs: number): Leg | null {
    const ages = place === BANK_PLACE ? AGES.bank : AGES.market;
    const { before, after } = table.around({ asset, currency, place }, atMs);
    const waiting = deps.notes.unwritten({ asset, currency, place });
    const found = [before, after, waiting].flatMap((told) => {
      if (!told) return [];
      const ageMs = atMs - told.atMs;
      if (ageMs > GONE_MS || -ageMs > ages.afterMs) return [];
      const { rate, source } = told;
      return [{ rate, source, atMs: told.atMs, stale: Math.abs(ageMs) > ages.staleMs }];
    });
    return found.toSorted((a, b) => Math.abs(atMs - a.atMs) - Math.abs(atMs - b.atMs))[0] ?? null;
  }

  function traded(account: AccountConfig, from: string, to: string, atMs: number): Leg | null {
    for (const symbol of [`${from}/${to}`, `${from}/${to}:${to}`]) {
      const found = deps.trades.last(account, symbol, atMs);
      if (found) return { rate: found.price, source: `a trade of ${symbol}`, atMs: found.atMs, stale: false };
    }
    const found = deps.trades.last(account, `${to}/${from}`, atMs);
    if (!found) return null;
    const rate = div('1', found.price, { places: PLACES });
    return { rate, source: `a trade of ${to}/${from}`, atMs: found.atMs, stale: false };
  }

  function atBank(from: string, to: string, atMs: number): Leg | null {
    const foreign = to === 'NOK' ? from : from === 'NOK' ? to : null;
    if (foreign === null || !isBankCurrency(foreign)) return null;
    const found = near(BANK_PLACE, from, to, atMs);
    if (!found || found.stale) bank.want(atMs);
    return found;
  }

  /** From one to the other without another asset between; dollars count as one another where no market says otherwise. */
  function leg(account: AccountConfig | null, from: string, to: string, atMs: number): Leg | null {
    if (from === to) return one(from, atMs);
    let best: Leg | null = null;
    for (const [asset, currency, words] of pairs(from, to)) {
      const told =
        asset === currency
          ? one('', atMs)
          : fresher(account && near(placeOf(account), asset, currency, atMs), atBank(asset, currency, atMs));
      best = fresher(best, told && withWords(told, words));
      if (best && !best.stale) return best;
    }
    for (const [asset, currency, words] of account ? pairs(from, to) : []) {
      const told = account && asset !== currency ? traded(account, asset, currency, atMs) : null;
      if (told) return withWords(told, words);
    }
    return best;
  }

  /** Over as few others as can be. Without an account: at the bank's rates alone. */
  function chained(account: AccountConfig | null, asset: string, currency: string, atMs: number): Leg | null {
    let best: Leg | null = null;
    for (const way of waysOf(asset, currency)) {
      let whole: Leg | null = null;
      for (let i = 1; i < way.length; i += 1) {
        const next = leg(account, way[i - 1] as string, way[i] as string, atMs);
        whole = i === 1 ? next : whole && next && joined(whole, next);
        if (!whole) break;
      }
      best = fresher(best, whole);
      if (best && !best.stale) return best;
    }
    return best;
  }

  /** Whether the account's exchange has a market in this money at all. */
  async function isTraded(accountName: string, money: string): Promise<boolean> {
    const instruments = await deps.pool.venue(accountName).market.instruments();
    return [...instruments.values()].some(({ base, quote }) => base === money || quote === money);
  }

  /** At the account's market alone; money that it does not trade is not asked for market by market. */
  async function atMarket(accountName: string, asset: string, currency: string): Promise<RateReading> {
    try {
      for (const money of [asset, currency]) {
        if (isForeign(money) && !(await isTraded(accountName, money))) {
          return { rate: null, reason: `${money} is not traded there` };
        }
      }
    } catch {
      // What cannot be listed cannot be priced either: the rate source says why in its own words.
    }
    return deps.rates.toCurrency(accountName, asset, currency);
  }

  async function now(
    accountName: string,
    asset: string,
    currency: string,
  ): Promise<RecordedRate | { rate: null; reason: string }> {
    const atMs = clock.nowMs();
    if (asset === currency) return one(asset, atMs);
    deps.notes.keep();
    const market = await atMarket(accountName, asset, currency);
    if (market.rate !== null) return fresh(market, atMs);
    if (!isMoney(currency)) return market;
    const why = await bank.fresh();
    for (const money of isMoney(asset) ? [asset] : ['USD', 'NOK']) {
      const first = await toMoney(accountName, asset, money, atMs);
      const rest = first && chained(null, money, currency, atMs);
      if (first && rest) return joined(first, rest);
    }
    return { rate: null, reason: why ?? market.reason };
  }

  async function toMoney(accountName: string, asset: string, money: string, atMs: number): Promise<Leg | null> {
    if (asset === money) return one(asset, atMs);
    const reading = await atMarket(accountName, asset, money);
    return reading.rate === null ? null : fresh(reading, atMs);
  }

  return {
    at: (accountName, asset, currency, atMs) => chained(deps.registry.config(accountName), asset, currency, atMs),
    now,
  };
}

const one = (source: string, atMs: number): Leg => ({ rate: '1', source, atMs, stale: false });

const isBankCurrency = (asset: string): boolean => (BANK_CURRENCIES as readonly string[]).includes(asset);
const isForeign = (asset: string): boolean => asset === 'NOK' || (isBankCurrency(asset) && asset !== 'USD');
const isMoney = (asset: string): boolean => isForeign(asset) || isDollar(asset);

function fresh({ rate, source, atMs }: Extract<RateReading, { rate: string }>, nowMs: number): Leg {
  return { rate, source, atMs, stale: Math.abs(nowMs - atMs) > AGES.market.staleMs };
}

/** The one that can be relied on, else the younger one. */
function fresher(a: Leg | null, b: Leg | null): Leg | null {
  if (!a || !b) return a ?? b;
  if (a.stale !== b.stale) return a.stale ? b : a;
  return a.stale && b.atMs > a.atMs ? b : a;
}

/** As given first; then with what counts as a dollar for each that is one. */
function pairs(from: string, to: string): [from: string, to: string, words: string][] {
  const same = (asset: string): string[] => [
    asset,
    ...(isDollar(asset) ? DOLLARS.filter((each) => each !== asset) : []),
  ];
  const words = (asset: string, as: string): string => {
    if (asset === as) return '';
    if (asset === 'USD') return `${as} counted as 1 USD`;
    return as === 'USD' ? `${asset} counted as 1 USD` : `${asset} counted as ${as}`;
  };
  return same(from).flatMap((asset) =>
    same(to).map((currency): [string, string, string] => [
      asset,
      currency,
      [words(from, asset), words(to, currency)].filter(Boolean).join(', '),
    ]),
  );
}

/** The shortest first. */
function waysOf(asset: string, currency: string): string[][] {
  const ways = [
    [asset, currency],
    [asset, 'USD', currency],
    [asset, 'NOK', currency],
    [asset, 'USD', 'NOK', currency],
  ];
  return ways.filter((way) => new Set(way).size === way.length || way.length === 2);
}

function withWords(leg: Leg, words: string): Leg {
  return words === '' ? leg : { ...leg, source: [leg.source, words].filter(Boolean).join(', ') };
}

/** One after the other; as old as the older one. */
function joined(first: Leg, second: Leg): Leg {
  const rate = normalize(toPlaces(mul(first.rate, second.rate), PLACES, 'half_even'));
  const sources = [first, second].filter(({ rate: each, source }) => each !== '1' || source.includes('counted'));
  return {
    rate,
    source: [...new Set(sources.map(({ source }) => source))].join(', ') || second.source,
    atMs: Math.min(first.atMs, second.atMs),
    stale: first.stale || second.stale,
  };
}
