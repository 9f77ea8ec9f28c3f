import { accountCurrency } from '../../../../shared/risk/account-currency.ts';
import { ownEntry } from '../../../../shared/routing/offers.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../../shared/schema/error-code.ts';
import type { RiskPolicy } from '../../../../shared/schema/risk-policy.ts';
import type { AccountRegistry } from '../../accounts/registry.ts';
import type { OrderRow } from '../../orders/order-row.ts';
import type { CommitBatch } from '../../store/commit-batch.ts';
import { errorDocument } from '../../telemetry/error-document.ts';
import type { Redact } from '../../telemetry/redact.ts';
import type { VenuePool } from '../../venues/venue-pool.ts';
import type { ProfitReading, ProfitSource } from '../risk-ports.ts';
import { createAccountProfit } from './account-profit.ts';
import type { AccountProfit, AccountProfitDeps, ProfitTerms, Stepped } from './account-profit.ts';
import { createLossWatch } from './loss-watch.ts';
import type { LossWatchDeps } from './loss-watch.ts';
import { readingOf } from './profit-state.ts';
import type { Measurement, ProfitState } from './profit-state.ts';

/** An order is checked against a measurement of at most this age. */
const FRESH_MS = 2_000;
/** So often losses are looked at while somebody relies on the console. */
const EVERY_MS = 10_000;
/** So often what accounts without such limits are worth. */
const OTHERS_EVERY_MS = 60_000;
const FIRST_MS = 1_000;
const AFTER_FILL_MS = 500;
/** A step that was not stored is made up for by the next one, so not every one is written. */
const STORE_EVERY_MS = 10_000;

export interface ProfitService extends ProfitSource {
  /** As `of`, by a measurement that begins now. */
  measure(accountName: string): Promise<ProfitReading>;
  /** As last measured; null where it was not, or could not be told then. */
  last(accountName: string): LastMeasured | null;
  /** Losses have to be measured: a limit on them is set. */
  isLimited(accountName: string): boolean;
  /** Limits or settings are others by now. */
  policyChanged(): void;
  /** An order changed: what it traded is measured soon. */
  noteOrder(order: Pick<OrderRow, 'account_name' | 'filled'>): void;
  /** Measures every few seconds from now on: somebody relies on this engine. */
  attend(): void;
  /** Resolves when all is written and nothing is asked any more. */
  close(): Promise<void>;
}

/** `error`: why it could not be told. */
export interface LastMeasured {
  measurement: Measurement | null;
  reading: ProfitReading;
  error: ErrorDocument | null;
  atMs: number;
}

/** `opened`: a trading day, or measuring itself, began with it. */
export interface MeasuredOf {
  cause: 'steady' | 'fill';
  opened: boolean;
}

interface Entry {
  profit: AccountProfit;
  last: LastMeasured | null;
  running: Promise<ProfitReading> | null;
  /** Something traded since the last measurement. */
  dirty: boolean;
  /** It was a fill that made it so. */
  traded: boolean;
  terms: ProfitTerms | null;
  stored: { atMs: number; state: ProfitState } | null;
  dayStored: boolean;
  cancelSoon: (() => void) | null;
}

/** Profit and loss of accounts, and what follows when a limit of them is reached. */
export function createProfitService(
  deps: AccountProfitDeps &
    LossWatchDeps & {
      registry: AccountRegistry;
      pool: Pick<VenuePool, 'venue' | 'seatMark'>;
      policy: () => RiskPolicy;
      batch: Pick<CommitBatch, 'gather'>;
      redact: Redact;
      /** A measurement has ended. */
      onMeasured: (accountName: string, how: MeasuredOf) => void;
    },
): ProfitService {
  const { clock, log, journal, registry } = deps;
  const entries = new Map<string, Entry>();
  const writes = new Set<Promise<void>>();
  const watch = createLossWatch(deps);
  let attended = false;
  let closed = false;
  let cancelNext: (() => void) | null = null;
  let cancelOthers: (() => void) | null = null;

  function of(name: string): Entry {
    let entry = entries.get(name);
    if (!entry) {
      const nothing = { last: null, running: null, dirty: false, terms: null, stored: null, cancelSoon: null };
      entry = { ...nothing, traded: false, profit: createAccountProfit(deps), dayStored: false };
      entries.set(name, entry);
    }
    return entry;
  }

  const limitsOf = (name: string) => ownEntry(deps.policy().limits, name) ?? {};
  const isLimited = (name: string): boolean => {
    const { max_daily_loss: daily, max_drawdown: drawdown } = limitsOf(name);
    return (daily ?? drawdown) !== undefined;
  };
  const limited = (): string[] =>
    Object.keys(deps.policy().limits).filter((name) => isLimited(name) && registry.config(name) !== null);

  const others = (): string[] =>
    registry.list().flatMap(({ name }) => (registry.config(name) !== null && !isLimited(name) ? [name] : []));

  /** Nothing follows from what such an account is worth: closing does not wait for an exchange that does not answer. */
  const isAbandoned = (name: string): boolean => closed && !isLimited(name);

  function termsOf(name: string): ProfitTerms {
    const config = registry.config(name);
    if (!config) throw new QtError('ACCOUNT_INVALID', `${name} has no usable configuration.`);
    const settings = ownEntry(deps.policy().settings, name) ?? {};
    const { exchange, mode, testnet, market } = config;
    const seat = { accountName: name, exchange, mode, testnet, market, mark: deps.pool.seatMark(name) };
    return { seat, settings, currency: accountCurrency(exchange, settings) };
  }

  function currencyOf(name: string): string {
    const settings = ownEntry(deps.policy().settings, name) ?? {};
    return accountCurrency(registry.config(name)?.exchange ?? null, settings);
  }

  async function step(name: string, entry: Entry): Promise<ProfitReading> {
    const cause = entry.traded ? 'fill' : 'steady';
    entry.dirty = false;
    entry.traded = false;
    let reading: ProfitReading;
    let measurement: Measurement | null = null;
    let error: ErrorDocument | null = null;
    let opened = false;
    try {
      entry.terms = termsOf(name);
      const stepped = await entry.profit.step(entry.terms);
      if (isAbandoned(name)) throw new QtError('MARKET_UNAVAILABLE', 'the engine is closing');
      measurement = { state: stepped.state, day: stepped.day };
      reading = readingOf(measurement);
      tell(name, stepped);
      const reached = await watch.look(name, limitsOf(name), reading, stepped.state.reached);
      entry.profit.noteReached(reached);
      keep(entry, stepped);
      opened = stepped.opened || stepped.anew !== null;
    } catch (thrown) {
      error = errorDocument(thrown, deps.redact);
      const { code, message } = error;
      if (code === 'INTERNAL' && !isAbandoned(name))
        log.error('Profit could not be measured', { account_name: name, detail: String(thrown) });
      reading = { currency: currencyOf(name), loss: null, reason: message };
      // What traded is in the next measurement that can be told.
      if (cause === 'fill') entry.traded = true;
    }
    entry.last = { measurement, reading, error, atMs: clock.nowMs() };
    if (!closed) deps.onMeasured(name, { cause, opened });
    return reading;
  }

  /** One at a time; who comes while one is under way gets its answer. */
  function soonest(name: string): Promise<ProfitReading> {
    const entry = of(name);
    return (entry.running ??= step(name, entry).finally(() => (entry.running = null)));
  }

  async function measure(name: string): Promise<ProfitReading> {
    await of(name).running;
    return soonest(name);
  }

  function tell(name: string, { anew, changed }: Stepped): void {
    const fields = { account_name: name };
    if (anew !== null) log.info('Profit is measured from now on', { ...fields, detail: anew });
    const detail = changed.join(', ');
    if (detail) log.debug('Taken over from the balance, as neither profit nor loss', { ...fields, detail });
  }

  /** Stores what must not be lost at once, and the rest from time to time. */
  function keep(entry: Entry, { anew, changed, opened, day }: Stepped): void {
    const state = entry.profit.state();
    const { terms, stored } = entry;
    if (!state || !terms) return;
    if (opened || anew !== null) entry.dayStored = false;
    const reachedBefore = stored?.state.reached.join() ?? '';
    const must = !entry.dayStored || changed.length > 0 || state.reached.join() !== reachedBefore;
    if (!must && stored && state.atMs - stored.atMs < STORE_EVERY_MS) return;
    const write = deps.batch
      .gather(() => {
        journal.save(terms.seat, state);
        if (!entry.dayStored) journal.openDay(terms.seat.accountName, day);
      })
      .then(
        () => {
          entry.stored = { atMs: state.atMs, state };
          entry.dayStored = true;
        },
        (error: unknown) => {
          const detail = String(error);
          log.error('Profit could not be stored', { account_name: terms.seat.accountName, detail });
        },
      )
      .finally(() => writes.delete(write));
    writes.add(write);
  }

  function schedule(delayMs = EVERY_MS): void {
    if (closed || !attended || cancelNext || limited().length === 0) return;
    cancelNext = clock.after(delayMs, () => {
      cancelNext = null;
      for (const name of limited()) void soonest(name);
      schedule();
    });
  }

  /** What is shown of accounts whose losses nobody limits waits for those that somebody does. */
  function scheduleOthers(delayMs = OTHERS_EVERY_MS): void {
    if (closed || !attended || cancelOthers) return;
    cancelOthers = clock.after(delayMs, () => {
      cancelOthers = null;
      for (const name of others()) void soonest(name);
      scheduleOthers();
    });
  }

  return {
    isLimited,
    last: (name) => entries.get(name)?.last ?? null,
    measure,
    async of(name) {
      const entry = of(name);
      const { last } = entry;
      const ageMs = last ? clock.nowMs() - last.atMs : Infinity;
      if (last && !entry.dirty && ageMs >= 0 && ageMs <= FRESH_MS) return last.reading;
      const reading = await soonest(name);
      // It began before something was traded that it must show.
      return entry.dirty ? soonest(name) : reading;
    },
    policyChanged() {
      for (const entry of entries.values()) entry.dirty = true;
      if (attended) for (const name of limited()) void soonest(name);
      schedule();
    },
    noteOrder({ account_name: name, filled }) {
      if (filled === '0' || closed || (!attended && !isLimited(name))) return;
      const entry = of(name);
      entry.dirty = true;
      entry.traded = true;
      if (!attended) return;
      entry.cancelSoon ??= clock.after(AFTER_FILL_MS, () => {
        entry.cancelSoon = null;
        void soonest(name);
      });
    },
    attend() {
      attended = true;
      schedule(FIRST_MS);
      scheduleOthers(FIRST_MS);
    },
    async close() {
      closed = true;
      cancelNext?.();
      cancelOthers?.();
      for (const { cancelSoon } of entries.values()) cancelSoon?.();
      const awaited = [...entries].filter(([name]) => !isAbandoned(name));
      await Promise.allSettled(awaited.flatMap(([, { running }]) => running ?? []));
      await Promise.allSettled(writes);
    },
  };
}
