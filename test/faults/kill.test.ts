import { expect, it, onTestFinished } from 'vitest';
import { openVenues } from './kill-desk.ts';
import { killRound } from './kill-round.ts';

/**
 * A short piece of `npm run test:faults -- --kill`: a kill in the middle of 200 signals a second, at twenty accounts. The 100 ms
 * until the last arrival are measured there, on a machine that does nothing else; what is held here is true on any.
 */
it(
  'a kill under load lets nothing leave from the moment at which the engine hears of it, and survives SIGKILL',
  { timeout: 180_000 },
  async () => {
    const venues = await openVenues(['binance', 'bybit', 'okx', 'kucoin', 'kraken'], 4);
    onTestFinished(venues.close);
    expect(venues.accounts).toHaveLength(20);
    for (const [seed, by] of [
      [101, 'engine'],
      [102, 'qt'],
      [103, 'engine'],
    ] as const) {
      const round = await killRound(seed, by, venues);
      expect(round.wrong).toEqual([]);
      expect(round.before).toBeGreaterThan(0);
    }
  },
);
