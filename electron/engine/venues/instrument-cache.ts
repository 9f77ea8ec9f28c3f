import { QtError } from '../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../shared/schema/market.ts';
import type { Clock } from '../ports.ts';

export type Instruments = ReadonlyMap<string, Instrument>;

/** Trading rules change rarely, and a venue checks them again anyway. */
const FRESH_MS = 3_600_000;

/** What a former run has left behind of one place. */
export interface SavedInstruments {
  read(): Promise<Instruments | null>;
  write(instruments: Instruments): Promise<void>;
}

export interface InstrumentCache {
  get(): Promise<Instruments>;
  /** Asks the venue, together with whoever asks at the same time. */
  refresh(): Promise<Instruments>;
}

/**
 * Loads once for all callers. A failure is not kept: the next call tries again. Rules older than an hour are still handed
 * out at once, while fresh ones are fetched behind, so that no order ever waits for them; so are those of a former run.
 */
export function cacheInstruments(
  load: () => Promise<Instruments>,
  clock: Clock,
  saved: SavedInstruments | null = null,
): InstrumentCache {
  let known: { instruments: Instruments; freshUntilMs: number } | null = null;
  let loading: Promise<Instruments> | null = null;
  let recalling: Promise<Instruments | null> | null = null;

  const refresh = (): Promise<Instruments> => {
    loading ??= load()
      .then((instruments) => {
        // A page in place of an answer reads as a list without markets.
        if (instruments.size === 0) throw new QtError('MARKET_UNAVAILABLE', 'the venue gave no markets');
        known = { instruments, freshUntilMs: clock.monotonicMs() + FRESH_MS };
        saved?.write(instruments).catch(() => undefined);
        return instruments;
      })
      .finally(() => {
        loading = null;
      });
    return loading;
  };
  /** Once, before the first question. */
  const recall = (): Promise<Instruments | null> => {
    recalling ??= (saved?.read() ?? Promise.resolve(null)).then((instruments) => {
      if (instruments && !known) known = { instruments, freshUntilMs: -Infinity };
      return instruments;
    });
    return recalling;
  };

  return {
    get: async () => {
      if (!known) await recall();
      if (!known) return refresh();
      if (clock.monotonicMs() > known.freshUntilMs) refresh().catch(() => undefined);
      return known.instruments;
    },
    refresh,
  };
}
