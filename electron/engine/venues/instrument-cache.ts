import { QtError } from '../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../shared/schema/market.ts';
import type { Clock } from '../ports.ts';

export type Instruments = ReadonlyMap<string, Instrument>;

/** Trading rules change rarely, and a venue checks them again anyway. */
const FRESH_MS = 3_600_000;

/**
 * Loads once for all callers. A failure is not kept: the next call tries again. Rules older than an hour are still handed
 * out at once, while fresh ones are fetched behind, so that no order ever waits for them.
 */
export function cacheInstruments(load: () => Promise<Instruments>, clock: Clock): () => Promise<Instruments> {
  let known: { instruments: Instruments; loadedAtMs: number } | null = null;
  let loading: Promise<Instruments> | null = null;

  const refresh = (): Promise<Instruments> => {
    loading ??= load()
      .then((instruments) => {
        // A page in place of an answer reads as a list without markets.
        if (instruments.size === 0) throw new QtError('MARKET_UNAVAILABLE', 'the venue gave no markets');
        known = { instruments, loadedAtMs: clock.monotonicMs() };
        return instruments;
      })
      .finally(() => {
        loading = null;
      });
    return loading;
  };

  return () => {
    if (!known) return refresh();
    if (clock.monotonicMs() - known.loadedAtMs > FRESH_MS) refresh().catch(() => undefined);
    return Promise.resolve(known.instruments);
  };
}
