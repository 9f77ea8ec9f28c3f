import { parseArgs } from 'node:util';
import { openVenues } from './kill-desk.ts';
import { killRound } from './kill-round.ts';
import type { KillRound } from './kill-round.ts';
import { percentiles } from '../bench/percentiles.ts';

/*
 * npm run test:faults -- --kill [--rounds 50] [--seed N]
 *
 * Twenty accounts at five exchanges, 200 signals a second, a kill at a random moment, SIGKILL behind it. Every fifth kill comes
 * from `qt` in another process.
 */
const { values } = parseArgs({
  options: {
    kill: { type: 'boolean' },
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string' },
  },
});
/** From the click to nothing more leaves. */
const MOST_MS = 100;
const rounds = Number(values.rounds);
const firstSeed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
const venues = await openVenues(['binance', 'bybit', 'okx', 'kucoin', 'kraken'], 4);
const done: KillRound[] = [];
try {
  for (let index = 0; index < rounds; index += 1) {
    const round = await killRound(firstSeed + index, index % 5 === 4 ? 'qt' : 'engine', venues);
    done.push(round);
    const { seed, by, pace, before, after, lastAfterMs, lastLeftAfterMs, inEffectAfterMs, wrong } = round;
    const figures = `${pace.toFixed(0)} signals/s, ${before} orders before, ${after} after, the last left ${lastLeftAfterMs.toFixed(1)} ms and arrived ${lastAfterMs.toFixed(1)} ms later`;
    console.log(`seed ${seed} by ${by}: ${figures}, written after ${inEffectAfterMs.toFixed(1)} ms`);
    if (lastAfterMs > MOST_MS) wrong.push(`an order arrived ${lastAfterMs.toFixed(1)} ms after the kill`);
    for (const line of wrong) console.log(`  WRONG: ${line}`);
  }
} finally {
  await venues.close();
}

for (const by of ['engine', 'qt'] as const) tell(by);

function tell(by: KillRound['by']): void {
  const those = done.filter((round) => round.by === by);
  if (those.length === 0) return;
  const line = (what: string, ms: number[]): void => {
    const { p50, p99 } = percentiles(ms);
    const most = Math.max(...ms);
    console.log(`  ${what}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, max ${most.toFixed(1)} ms`);
  };
  console.log(`${those.length} kills by ${by}`);
  line(
    'last order left after the kill',
    those.map((round) => round.lastLeftAfterMs),
  );
  line(
    'last arrival after the kill',
    those.map((round) => round.lastAfterMs),
  );
  line(
    'in effect and written',
    those.map((round) => round.inEffectAfterMs),
  );
}
const wrong = done.flatMap((round) => round.wrong);
const sum = (of: (round: KillRound) => number): number => done.reduce((total, round) => total + of(round), 0);
console.log(
  `${done.length} rounds from seed ${firstSeed}: ${sum(({ before }) => before)} orders before the kills, ${sum(({ after }) => after)} after; ${wrong.length} wrong`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;
