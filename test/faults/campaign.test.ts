import { describe, expect, it } from 'vitest';
import { runSeason } from './season.ts';
import { VENUES } from './venues-under-fault.ts';

/** A short piece of `npm run test:faults`, with seeds that stay, so that a failure here is a change of the code. */
const SEASONS = [
  { seed: 11, rounds: 5, at: ['binance', 'okx'] },
  { seed: 12, rounds: 5, at: ['bybit', 'kraken'] },
  { seed: 13, rounds: 5, at: ['kucoin', 'binance-swap', 'firi'] },
];

describe.concurrent('a trader that is killed again and again, at venues that fail', () => {
  it.each(SEASONS)(
    'has the books of $at in the end (seed $seed)',
    { timeout: 180_000 },
    async ({ seed, rounds, at }) => {
      const report = await runSeason({ seed, rounds, venues: VENUES.filter(({ name }) => at.includes(name)) });
      expect(report.wrong).toEqual([]);
      expect(report.kills).toBe(rounds);
      expect(report.orders).toBeGreaterThan(0);
    },
  );
});

it('goes to every exchange', () => {
  const visited = new Set(SEASONS.flatMap(({ at }) => at));
  expect(VENUES.map(({ name }) => name).filter((name) => !visited.has(name))).toEqual([]);
});
