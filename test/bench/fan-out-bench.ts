import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openEngine } from '../../electron/engine/engine.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';
import { groupSchema, groupSignalSchema } from '../../shared/schema/group.ts';
import type { FireDocument } from '../../shared/schema/order.ts';
import { signalSchema } from '../../shared/schema/signal.ts';
import { machineMs, startBenchVenue } from './bench-venue.ts';
import type { BenchVenue } from './bench-venue.ts';
import { percentiles } from './percentiles.ts';
import type { Percentiles } from './percentiles.ts';
import { arm } from '../support/arm.ts';

const ACCOUNTS = 20;
const ROUNDS = 40;
const WARM_UP = 5;
/** Balances are read anew a moment after an order; a signal a minute later does not meet them either. */
const QUIET_MS = 350;

export interface FanOut {
  /** From the call to the last order's arrival at the venue, and to the answer with every outcome. */
  one: { arrivedMs: Percentiles; answeredMs: Percentiles };
  twenty: { arrivedMs: Percentiles; answeredMs: Percentiles };
  arrivedRatio: number;
  answeredRatio: number;
}

/** One signal to a group of twenty accounts, against one signal to one account, in turns in one run. */
export async function fanOutBench(latencyMs: number): Promise<FanOut> {
  const venue = await startBenchVenue(ACCOUNTS);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'qt-bench-'));
  const engine = await openEngine({ dataDir, env: venue.env });
  try {
    await venue.latency(latencyMs);
    for (const name of venue.accounts) {
      await arm(engine, name);
    }
    const members = venue.accounts.map((account_name) => ({ account_name }));
    engine.groups.set(groupSchema.parse({ name: 'desk', allocation: 'equal', members }), null, 'cli');
    const one = { arrived: [] as number[], answered: [] as number[] };
    const twenty = { arrived: [] as number[], answered: [] as number[] };
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      await measure(venue, round < 0 ? null : one, 1, () => fireOne(engine));
      await measure(venue, round < 0 ? null : twenty, ACCOUNTS, () => fireGroup(engine));
    }
    const [single, group] = [one, twenty].map(({ arrived, answered }) => ({
      arrivedMs: percentiles(arrived),
      answeredMs: percentiles(answered),
    })) as [FanOut['one'], FanOut['twenty']];
    return {
      one: single,
      twenty: group,
      arrivedRatio: group.arrivedMs.p50 / single.arrivedMs.p50,
      answeredRatio: group.answeredMs.p50 / single.answeredMs.p50,
    };
  } finally {
    await engine.close();
    await venue.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const WISH = { symbol: 'BTC/USDT', side: 'long', type: 'market' };
const fireOne = (engine: Engine) =>
  engine.signals.fire(signalSchema.parse({ ...WISH, amount: '0.001', account_name: 'main_binance' }), 'cli');
const fireGroup = (engine: Engine) =>
  engine.groups.fire(groupSignalSchema.parse({ ...WISH, amount: '0.02', group: 'desk' }), 'cli');

async function measure(
  venue: BenchVenue,
  into: { arrived: number[]; answered: number[] } | null,
  expected: number,
  fire: () => Promise<FireDocument>,
): Promise<void> {
  await pause(QUIET_MS);
  const started = machineMs();
  const fired = await fire();
  const answered = machineMs() - started;
  const arrivals = await venue.arrivals();
  const filled = fired.orders.filter((order) => order.status === 'filled').length;
  if (filled !== expected || arrivals.length !== expected) {
    throw new Error(`${filled} of ${expected} orders filled: ${JSON.stringify(fired.error)}`);
  }
  into?.arrived.push(Math.max(...arrivals) - started);
  into?.answered.push(answered);
}
