import { add, isZero, neg } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { RiskSettings } from '../../../../shared/schema/limits.ts';
import type { AccountMonitor } from '../../accounts/account-monitor.ts';
import type { Clock } from '../../ports.ts';
import type { VenuePool } from '../../venues/venue-pool.ts';
import type { PositionReading, PositionReadings } from '../position-readings.ts';
import type { RateSource } from '../risk-ports.ts';
import { untradedMoney } from '../untraded-money.ts';
import { isSwap } from './book.ts';
import type { Worth } from './book.ts';
import { createCalm } from './calm.ts';
import type { Calm } from './calm.ts';
import type { ProfitJournal, Seat } from './profit-journal.ts';
import type { DayOpening, Measurement, ProfitState } from './profit-state.ts';
import { keysOf, startedState, steppedState } from './profit-step.ts';
import type { Sight } from './profit-step.ts';
import { tradingDayBegan } from './trading-day.ts';
import { assetsOf } from './trade-moves.ts';

/** Transfers are told apart from trades by balances of at most this age. A paper account's are there at once. */
const READING_MAX_AGE_MS = { paper: 2_000, real: 30_000 } as const;
/** Orders may trade while prices are asked for, in assets of which there is no price yet. */
const ATTEMPTS = 5;

export interface AccountProfitDeps {
  pool: Pick<VenuePool, 'venue'>;
  monitor: Pick<AccountMonitor, 'balances'>;
  positions: PositionReadings;
  rates: RateSource;
  journal: ProfitJournal;
  clock: Clock;
  /** See `Reservations.mark`. */
  mark: () => number;
  /** Profit of former runs of measuring, as last kept. */
  carried: (seat: Seat, currency: string) => string;
}

/** How one account's profit is counted now. */
export interface ProfitTerms {
  seat: Seat;
  currency: string;
  settings: RiskSettings;
}

export type Stepped = Measurement & {
  /** Why measuring began anew; null where it went on. */
  anew: string | null;
  /** What was taken over from the venue's reading. */
  changed: string[];
  /** The day was opened by this step. */
  opened: boolean;
};

/** The profit of one account, one step after the other. Steps must not overlap. */
export interface AccountProfit {
  /** Throws `QtError` where something cannot be told; then the next step makes up for this one. */
  step(terms: ProfitTerms): Promise<Stepped>;
  /** As it was left by the last step; null before the first one. */
  state(): ProfitState | null;
  /** Notes in the state which limits are reached. */
  noteReached(limits: ProfitState['reached']): void;
}

export function createAccountProfit(deps: AccountProfitDeps): AccountProfit {
  const { journal, clock } = deps;
  const calm: Calm = createCalm(deps.mark);
  let known: { key: string; state: ProfitState; day: DayOpening | null } | null = null;

  /** What was left, by this run or an earlier one. */
  function left({ seat, currency }: ProfitTerms): { state: ProfitState | null; anew: string | null } {
    const key = JSON.stringify([seat, currency]);
    if (known?.key === key) return { state: known.state, anew: null };
    const stored = journal.load(seat);
    if (stored === null) return { state: null, anew: 'nothing was measured before' };
    if (stored === 'other') return { state: null, anew: 'the account had another key, mode or market before' };
    if (stored.currency === currency) return { state: stored, anew: null };
    return { state: null, anew: `it was counted in ${stored.currency} before, and is in ${currency} now` };
  }

  function begun(state: ProfitState, { seat, currency }: ProfitTerms): ProfitState {
    return { ...state, beganMs: state.atMs, carried: deps.carried(seat, currency) };
  }

  function dayOf({ seat, currency, settings }: ProfitTerms, state: ProfitState, anew: boolean): DayOpening | null {
    const beganMs = tradingDayBegan(state.atMs, settings);
    const day = known?.day?.beganMs === beganMs ? known.day : journal.day(seat.accountName, beganMs);
    return !anew && day?.currency === currency ? day : null;
  }

  async function readings({ seat: { accountName: name, mode, market } }: ProfitTerms) {
    const maxAgeMs = mode === 'paper' ? READING_MAX_AGE_MS.paper : READING_MAX_AGE_MS.real;
    const positions = market === 'swap' ? deps.positions.read(name, maxAgeMs) : null;
    const [balances, open] = await Promise.all([deps.monitor.balances(name, maxAgeMs), positions]);
    return { balances, open };
  }

  async function worthsOf(keys: Iterable<string>, { seat, currency }: ProfitTerms): Promise<Map<string, Worth>> {
    const told = async (reading: ReturnType<RateSource['toCurrency']>): Promise<string> => {
      const found = await reading;
      if (found.rate === null) throw new QtError('MARKET_UNAVAILABLE', found.reason);
      return found.rate;
    };
    const name = seat.accountName;
    const worths = await Promise.all(
      [...keys].map(async (key): Promise<[string, Worth]> => {
        if (!isSwap(key)) return [key, { mark: await told(deps.rates.toCurrency(name, key, currency)), rate: '1' }];
        const mark = told(deps.rates.markOf(name, key));
        const rate = told(deps.rates.toCurrency(name, assetsOf(key).quote, currency));
        const [price, worth] = await Promise.all([mark, rate]);
        return [key, { mark: price, rate: worth }];
      }),
    );
    return new Map(worths);
  }

  return {
    async step(terms) {
      const { seat, settings, currency } = terms;
      const venue = deps.pool.venue(seat.accountName);
      const instruments = await venue.market.instruments();
      const ignored = new Set([...(settings.ignored_assets ?? []), ...untradedMoney(instruments, currency)]);
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        const { state, anew } = left(terms);
        const since = state ?? journal.fromNow();
        calm.note(journal.happened(seat, since));
        const { balances, open } = await readings(terms);
        const entries = (open?.positions ?? []).map(entryOf);
        const held = balances.balances.filter(({ total }) => !isZero(total));
        const shown = new Map(held.map(({ asset, total }) => [asset, total]));
        // An account can hold both sides of one symbol.
        for (const { symbol, quantity } of entries) shown.set(symbol, add(shown.get(symbol) ?? '0', quantity));
        const before = journal.happened(seat, since);
        const worths = await worthsOf(keysOf(state?.book ?? {}, shown, before, ignored), terms);

        // From here on nothing is awaited: what is counted is what is booked at this moment.
        const happened = journal.happened(seat, since);
        const keys = keysOf(state?.book ?? {}, shown, happened, ignored);
        if ([...keys].some((key) => !worths.has(key))) continue;
        calm.note(happened);
        const atMs = clock.nowMs();
        const sight: Sight = {
          ...{ atMs, ignored, worths, shown, entries },
          takerFee: (symbol) => instruments.get(symbol)?.taker_fee ?? null,
          tellsNoTrades: venue.tellsNoTrades === true,
          // What is held is in the book; a position's own gain is between two readings that have to fit.
          fits: open === null || [balances, open].every(calm.isAfterAll),
          quiet: (key, difference) => isQuiet(key, difference, { seat, balances, open, atMs }),
        };
        const next = state
          ? steppedState(state, sight, happened)
          : { state: begun(startedState(currency, sight, happened), terms), changed: [] };
        const day = dayOf(terms, next.state, anew !== null);
        const opening = day ?? openingOf(next.state, settings);
        known = { key: JSON.stringify([seat, currency]), state: next.state, day: opening };
        return { ...next, day: opening, anew, opened: day === null };
      }
      throw new QtError('MARKET_UNAVAILABLE', 'orders trade faster than their assets can be valued');
    },
    state: () => known?.state ?? null,
    noteReached(limits) {
      if (known) known.state = { ...known.state, reached: limits };
    },
  };

  function isQuiet(
    key: string,
    difference: string,
    {
      seat,
      balances,
      open,
      atMs,
    }: { seat: Seat; balances: { mark: number }; open: PositionReading | null; atMs: number },
  ): boolean {
    // What a swap's wallet gained or lost is in the trades of the position already.
    if (seat.market === 'swap' && !isSwap(key)) return true;
    return calm.isQuiet(key, difference, isSwap(key) && open ? open : balances, atMs);
  }
}

function entryOf(position: PositionReading['positions'][number]): Sight['entries'][number] {
  const { symbol, side, amount, entryPrice } = position;
  if (entryPrice === null && !isZero(amount)) {
    throw new QtError('MARKET_UNAVAILABLE', `the exchange does not tell at what price ${symbol} was entered`);
  }
  return { symbol, quantity: side === 'long' ? amount : neg(amount), entryPrice: entryPrice ?? '0' };
}

function openingOf({ atMs, currency, equity, profit }: ProfitState, settings: RiskSettings): DayOpening {
  const beganMs = tradingDayBegan(atMs, settings);
  return { beganMs, openedMs: atMs, currency, openingEquity: equity, openingProfit: profit };
}
