import { parseArgs } from 'node:util';
import { runSeason } from './season.ts';
import type { SeasonReport } from './season.ts';
import { VENUES } from './venues-under-fault.ts';

/*
 * npm run test:faults -- [--rounds 2000] [--seed N] [--parallel 2] [--venue binance,okx]
 *
 * Seasons of a few rounds each; a season has a seed of its own, and the books are compared at its end. With --seed and
 * --rounds up to the length of a season, exactly that season runs again.
 */
const ROUNDS_A_SEASON = 8;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '2000' },
    seed: { type: 'string' },
    parallel: { type: 'string', default: '2' },
    venue: { type: 'string' },
    answers: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const firstSeed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
const chosen = values.venue?.split(',');
const venues = VENUES.filter(({ name }) => !chosen || chosen.includes(name));
const seasons = Math.ceil(rounds / ROUNDS_A_SEASON);
const startedMs = Date.now();
const total: Omit<SeasonReport, 'seed'> = {
  kills: 0,
  signals: 0,
  orders: 0,
  fills: 0,
  faults: 0,
  answers: {},
  wrong: [],
};
let next = 0;
let failed = 0;
let lived = 0;

// Interrupted, it ends the seasons that are under way and says what was done until then.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (next = seasons));

async function work(): Promise<void> {
  while (next < seasons) {
    const index = next;
    next += 1;
    const length = Math.min(ROUNDS_A_SEASON, rounds - index * ROUNDS_A_SEASON);
    const report = await runSeason({ seed: firstSeed + index, rounds: length, venues: pickVenues(index) });
    lived += length;
    total.kills += report.kills;
    total.signals += report.signals;
    total.orders += report.orders;
    total.fills += report.fills;
    total.faults += report.faults;
    for (const [what, n] of Object.entries(report.answers)) total.answers[what] = (total.answers[what] ?? 0) + n;
    if (report.wrong.length > 0) {
      failed += 1;
      const again = `npm run test:faults -- --seed ${report.seed} --rounds ${length} --venue ${pickVenues(index)
        .map((each) => each.name)
        .join(',')}`;
      console.log(`seed ${report.seed} FAILED; again with: ${again}`);
      for (const line of report.wrong) console.log(`  ${line}`);
    } else if ((index + 1) % 10 === 0) {
      console.log(`${index + 1} of ${seasons} seasons, ${Math.round((Date.now() - startedMs) / 1000)} s`);
    }
  }
}

/** Two venues a season: enough for accounts of several exchanges at once, and quick to start. */
function pickVenues(index: number): typeof venues {
  if (chosen || venues.length <= 2) return venues;
  const seed = firstSeed + index;
  const first = seed % venues.length;
  const second = (first + 1 + (Math.floor(seed / venues.length) % (venues.length - 1))) % venues.length;
  return venues.filter((_, at) => at === first || at === second);
}

await Promise.all(Array.from({ length: Number(values.parallel) }, work));
const { kills, signals, orders, fills, faults } = total;
const seconds = Math.round((Date.now() - startedMs) / 1000);
console.log(
  `${lived} rounds from seed ${firstSeed} in ${seconds} s: ${kills} SIGKILLs, ${faults} faults, ${signals} signals, ${orders} orders, ${fills} fills; ${failed} seasons failed`,
);
if (values.answers) console.log(Object.entries(total.answers).toSorted(([, a], [, b]) => b - a));
process.exitCode = failed === 0 ? 0 : 1;
