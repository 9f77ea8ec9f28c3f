import type { Clock } from '../../ports.ts';
import { isoTime } from '../../ports.ts';
import type { CommitBatch } from '../../store/commit-batch.ts';
import type { Log } from '../../telemetry/log.ts';
import type { VenueFetch } from '../../venues/deps.ts';
import { BANK_CURRENCIES, readBankDays } from './bank-days.ts';
import type { BankDay } from './bank-days.ts';
import type { RateTable } from './rate-table.ts';

const DAY_MS = 86_400_000;
const ASK_EVERY_MS = 3_600_000;
/** A machine is often awake before its network is. */
const AFTER_FAILURE_MS = 10 * 60_000;
/** Rates are of 14:15 in Norway: https://www.norges-bank.no/en/topics/Statistics/exchange_rates/. */
const TIME_OF_DAY = 'T13:15:00.000Z';
/** Easter is the longest time without a rate. */
const LEAD_MS = 8 * DAY_MS;
const COVERED_MS = 5 * DAY_MS;
/** Days that are wanted together share one request. */
const GATHER_MS = 1_000;
const ROWS_A_COMMIT = 300;
/** The longest time that one request asks for. */
const PART_MS = 180 * DAY_MS;

export const BANK_PLACE = 'Norges Bank';

/** A bank's rates of days, as far as they are needed. Nothing here throws: without them there is no rate. */
export interface BankRates {
  /** Asks for what is new, at most once an hour. Answers why it could not be had. */
  fresh(): Promise<string | null>;
  /** A rate of this moment was missed: its day is asked for soon, while somebody relies on the engine. */
  want(atMs: number): void;
  /** Asks for the days of a time that are not written down yet. */
  ensure(fromMs: number, untilMs: number): Promise<void>;
  /** Resolves when nothing is asked or written any more. */
  close(): Promise<void>;
}

export function createBankRates(deps: {
  /** Null: nobody is asked. */
  address: string | null;
  fetch: VenueFetch;
  table: RateTable;
  batch: Pick<CommitBatch, 'gather'>;
  clock: Clock;
  log: Log;
  attended: boolean;
}): BankRates {
  const { clock, table } = deps;
  /** By their first moment: days that were asked for, whatever came of it. */
  const asked = new Set<number>();
  const wanted = new Set<number>();
  const running = new Set<Promise<unknown>>();
  const stops = new Set<AbortController>();
  let askedMs = -Infinity;
  let failed: string | null = null;
  let current: Promise<string | null> | null = null;
  let cancelWanted: (() => void) | null = null;
  let closed = false;

  const dayOf = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;

  function noteAsked(fromMs: number, untilMs: number): void {
    for (let day = dayOf(fromMs); day <= untilMs; day += DAY_MS) if (day < dayOf(clock.nowMs())) asked.add(day);
  }

  /** A part at a time: reading an answer of many years would hold up everything else. The first failure is that of all. */
  async function askInParts(fromMs: number, untilMs: number): Promise<void> {
    for (let atMs = fromMs; atMs <= untilMs; atMs += PART_MS) {
      if ((await ask(atMs, Math.min(atMs + PART_MS - DAY_MS, untilMs))) !== null) return noteAsked(atMs, untilMs);
    }
  }

  /** Answers why not. */
  async function ask(fromMs: number, untilMs: number): Promise<string | null> {
    const { address } = deps;
    if (address === null) return 'no bank is asked for rates (QT_NOK_RATES_URL is off)';
    if (closed) return 'the engine is closing';
    noteAsked(fromMs, untilMs);
    const stop = new AbortController();
    stops.add(stop);
    try {
      const range = { from: isoTime(fromMs - LEAD_MS).slice(0, 10), until: isoTime(untilMs).slice(0, 10) };
      await write(await readBankDays(range, { ...deps, address, stop }));
      failed = null;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (failed === null && !closed) deps.log.warn('The rates of Norges Bank could not be read', { detail: why });
      failed = `the rates of Norges Bank could not be read: ${why}`;
    } finally {
      stops.delete(stop);
    }
    return failed;
  }

  async function write(days: readonly BankDay[]): Promise<void> {
    const rows = days.map(({ currency, day, rate }) => ({
      ...{ asset: currency, currency: 'NOK', place: BANK_PLACE, rate },
      ...{ source: `Norges Bank ${day}`, atMs: Date.parse(`${day}${TIME_OF_DAY}`) },
    }));
    for (let i = 0; i < rows.length; i += ROWS_A_COMMIT) {
      await deps.batch.gather(() => table.write(rows.slice(i, i + ROWS_A_COMMIT)));
    }
  }

  function tracked<T>(work: Promise<T>): Promise<T> {
    running.add(work);
    return work.finally(() => running.delete(work));
  }

  function isCovered(dayMs: number): boolean {
    const pair = { asset: BANK_CURRENCIES[0], currency: 'NOK', place: BANK_PLACE };
    const { before } = table.around(pair, dayMs + DAY_MS);
    return before !== null && dayMs - before.atMs <= COVERED_MS;
  }

  async function ensure(fromMs: number, untilMs: number): Promise<void> {
    const missing: number[] = [];
    for (let day = dayOf(fromMs); day <= Math.min(untilMs, clock.nowMs()); day += DAY_MS) {
      if (!asked.has(day) && !isCovered(day)) missing.push(day);
    }
    const [first] = missing;
    const last = missing.at(-1);
    if (first !== undefined && last !== undefined) await tracked(askInParts(first, last));
  }

  return {
    fresh() {
      const ageMs = clock.nowMs() - askedMs;
      const everyMs = failed === null ? ASK_EVERY_MS : AFTER_FAILURE_MS;
      if (current) return current;
      if (ageMs >= 0 && ageMs < everyMs) return Promise.resolve(failed);
      askedMs = clock.nowMs();
      current = tracked(ask(askedMs, askedMs)).finally(() => (current = null));
      return current;
    },
    want(atMs) {
      const day = dayOf(atMs);
      if (!deps.attended || closed || deps.address === null || asked.has(day) || atMs > clock.nowMs()) return;
      wanted.add(day);
      cancelWanted ??= clock.after(GATHER_MS, () => {
        cancelWanted = null;
        const days = [...wanted].toSorted((a, b) => a - b);
        wanted.clear();
        void ensure(days[0] ?? atMs, days.at(-1) ?? atMs);
      });
    },
    ensure,
    async close() {
      closed = true;
      cancelWanted?.();
      for (const stop of stops) stop.abort(new Error('the engine is closing'));
      await Promise.allSettled(running);
    },
  };
}
