import type { AccountRegistry } from '../../accounts/registry.ts';
import type { Clock } from '../../ports.ts';
import { isDollar } from '../../risk/rates.ts';
import type { RateReading, RateSource } from '../../risk/risk-ports.ts';
import type { CommitBatch } from '../../store/commit-batch.ts';
import type { Log } from '../../telemetry/log.ts';
import type { RateRow, RateTable } from './rate-table.ts';

/** A pair is written down at most so often. */
const PAIR_EVERY_MS = 60_000;
/** Rates that were read meanwhile share one commit. */
const WRITE_AFTER_MS = 5_000;

/** Writes down the rates that are read. */
export interface RateNotes {
  /** The same source; what it tells is written down. */
  noted(rates: RateSource): RateSource;
  /** What was read and is not written yet: it counts already. */
  unwritten(pair: Pick<RateRow, 'asset' | 'currency' | 'place'>): RateRow | null;
  /** What is read has a use beyond this run: it is written down at the end of it, at the latest. */
  keep(): void;
  /** Resolves when all is written. */
  close(): Promise<void>;
}

/** Where an account's prices are from: prices of a test network are none of the exchange's. */
export function placeOf({ exchange, testnet }: { exchange: string; testnet: boolean }): string {
  return testnet ? `${exchange} testnet` : exchange;
}

export function createRateNotes(deps: {
  registry: Pick<AccountRegistry, 'config'>;
  table: RateTable;
  batch: Pick<CommitBatch, 'gather'>;
  clock: Clock;
  log: Log;
  /** Somebody relies on this engine. What a passing command reads is not worth a commit that it would wait for. */
  attended: boolean;
}): RateNotes {
  const { clock } = deps;
  const newest = new Map<string, number>();
  let waiting = new Map<string, RateRow>();
  const writes = new Set<Promise<void>>();
  let cancelWrite: (() => void) | null = null;
  let isKept = deps.attended;

  const keyOf = ({ place, asset, currency }: Pick<RateRow, 'asset' | 'currency' | 'place'>): string =>
    JSON.stringify([place, asset, currency]);

  function note(accountName: string, asset: string, currency: string, reading: RateReading): void {
    const config = deps.registry.config(accountName);
    if (!config || reading.rate === null || asset === currency) return;
    // Counted as one another, and not read anywhere.
    if (reading.rate === '1' && isDollar(asset) && isDollar(currency)) return;
    const row = { asset, currency, place: placeOf(config), ...reading };
    const key = keyOf(row);
    const ageMs = reading.atMs - (newest.get(key) ?? -Infinity);
    if (ageMs >= 0 && ageMs < PAIR_EVERY_MS) return;
    newest.set(key, reading.atMs);
    waiting.set(key, row);
    if (deps.attended) cancelWrite ??= clock.after(WRITE_AFTER_MS, write);
  }

  function write(): void {
    cancelWrite?.();
    cancelWrite = null;
    const rows = [...waiting.values()];
    waiting = new Map();
    if (rows.length === 0) return;
    const done = deps.batch
      .gather(() => deps.table.write(rows))
      .catch((error: unknown) => deps.log.error('Rates could not be written down', { detail: String(error) }))
      .finally(() => writes.delete(done));
    writes.add(done);
  }

  return {
    noted: (rates) => ({
      ...rates,
      async toCurrency(accountName, asset, currency) {
        const reading = await rates.toCurrency(accountName, asset, currency);
        note(accountName, asset, currency, reading);
        return reading;
      },
      async usdRate(accountName, asset) {
        const reading = await rates.usdRate(accountName, asset);
        note(accountName, asset, 'USD', reading);
        return reading;
      },
    }),
    unwritten: (pair) => waiting.get(keyOf(pair)) ?? null,
    keep: () => void (isKept = true),
    async close() {
      if (isKept) write();
      cancelWrite?.();
      await Promise.allSettled(writes);
    },
  };
}
