import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ccxt from 'ccxt';
import { signalSchema } from '../../shared/schema/signal.ts';
import { openEngine } from '../../electron/engine/engine.ts';
import { machineMs, startBenchVenue } from './bench-venue.ts';
import type { BenchVenue } from './bench-venue.ts';
import { percentiles } from './percentiles.ts';
import type { Percentiles } from './percentiles.ts';
import { arm } from '../support/arm.ts';

const ROUNDS = 400;
const WARM_UP = 50;
const ACCOUNT = 'main_binance';

export interface SignalToVenue {
  engineMs: Percentiles;
  rawMs: Percentiles;
  /** The durable commit alone. */
  commitMs: Percentiles;
  /** Engine p50 over raw p50. */
  ratio: number;
  /** What the console itself adds before the bytes leave, at p99. */
  localP99Ms: number;
}

/**
 * From the call to the arrival of the request at a venue on loopback: `engine.signals.fire` with routing, checks and the
 * durable commit, beside a bare `createOrder` of the same library on the same venue, taken in turns in one run.
 */
export async function signalToVenueBench(): Promise<SignalToVenue> {
  const venue = await startBenchVenue(1);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'qt-bench-'));
  const engine = await openEngine({ dataDir, env: venue.env });
  const { apiKey, apiSecret } = venue.key(ACCOUNT);
  const raw = new ccxt.binance({
    apiKey,
    secret: apiSecret,
    enableRateLimit: false,
    options: { fetchMarkets: { types: ['spot'] }, fetchCurrencies: false, fetchMargins: false },
    urls: { api: { public: `${venue.url}/api/v3`, private: `${venue.url}/api/v3`, v1: `${venue.url}/api/v1` } },
  });
  try {
    await arm(engine, ACCOUNT);
    await raw.loadMarkets();
    const engineTimes: number[] = [];
    const rawTimes: number[] = [];
    const commits: number[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const price = String(20_000 + (round % 100));
      const signal = signalSchema.parse({ symbol: 'BTC/USDT', side: 'long', amount: '0.001', type: 'limit', price });
      const [fired, engineTook] = await timed(venue, () => engine.signals.fire(signal, 'cli'));
      if (fired.orders[0]?.status !== 'open') throw new Error(`the engine placed nothing: ${JSON.stringify(fired)}`);
      const [, rawTook] = await timed(venue, () => raw.createOrder('BTC/USDT', 'limit', 'buy', 0.001, Number(price)));
      if (round < 0) continue;
      engineTimes.push(engineTook);
      rawTimes.push(rawTook);
      commits.push(engine.system().journal_commit_ms ?? Number.NaN);
      // Keeps the book of the venue small, so that neither side pays for the other's resting orders.
      if (round % 10 === 9) await engine.orders.cancel(fired.orders[0].id, 'cli');
    }
    const engineMs = percentiles(engineTimes);
    const rawMs = percentiles(rawTimes);
    const ratio = engineMs.p50 / rawMs.p50;
    return { engineMs, rawMs, commitMs: percentiles(commits), ratio, localP99Ms: engineMs.p99 - rawMs.p50 };
  } finally {
    await engine.close();
    await raw.close();
    await venue.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function timed<T>(venue: BenchVenue, place: () => Promise<T>): Promise<[T, number]> {
  const started = machineMs();
  const answer = await place();
  const [arrived] = await venue.arrivals();
  if (arrived === undefined) throw new Error('nothing arrived at the venue');
  return [answer, arrived - started];
}
