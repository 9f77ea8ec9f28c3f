import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ccxt from 'ccxt';
import { signalSchema } from '../../shared/schema/signal.ts';
import { openEngine } from '../../electron/engine/engine.ts';
import { startBinanceServer } from '../venues/binance-server.ts';

const ROUNDS = 400;
const WARM_UP = 50;
const KEYS = { apiKey: 'bench-key-0123456789', apiSecret: 'bench-secret-0123456789' };

export interface SignalToVenue {
  engineMs: Percentiles;
  rawMs: Percentiles;
  /** Engine p50 over raw p50. */
  ratio: number;
  /** What the console itself adds before the bytes leave, at p99. */
  localP99Ms: number;
}
interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}

/**
 * From the call to the arrival of the request at a venue on loopback: `engine.signals.fire` with routing, checks and the
 * durable commit, beside a bare `createOrder` of the same library on the same venue, taken in turns in one run.
 */
export async function signalToVenueBench(): Promise<SignalToVenue> {
  const venue = await startBinanceServer({
    accounts: [{ name: 'bench', ...KEYS, balances: { USDT: '1000000000', BTC: '10' } }],
  });
  let arrivedAt = 0;
  // Never matches; it is asked the moment a request has been read.
  venue.faults.always(
    (request) => {
      if (request.route === 'order.place') arrivedAt = performance.now();
      return false;
    },
    { kind: 'drop_before' },
  );
  const dataDir = mkdtempSync(path.join(tmpdir(), 'qt-bench-'));
  const engine = await openEngine({
    dataDir,
    env: {
      QT_ACCOUNT_MAIN_BINANCE_EXCHANGE: 'binance',
      QT_ACCOUNT_MAIN_BINANCE_MODE: 'real',
      QT_ACCOUNT_MAIN_BINANCE_API_KEY: KEYS.apiKey,
      QT_ACCOUNT_MAIN_BINANCE_API_SECRET: KEYS.apiSecret,
      QT_ACCOUNT_MAIN_BINANCE_API_URL: venue.url,
    },
  });
  const raw = new ccxt.binance({
    apiKey: KEYS.apiKey,
    secret: KEYS.apiSecret,
    enableRateLimit: false,
    options: { fetchMarkets: { types: ['spot'] }, fetchCurrencies: false, fetchMargins: false },
    urls: { api: { public: `${venue.url}/api/v3`, private: `${venue.url}/api/v3`, v1: `${venue.url}/api/v1` } },
  });
  try {
    const { confirmation_id } = engine.arming.prepare('main_binance', 3_600_000);
    engine.arming.arm(confirmation_id, 'main_binance', 'cli');
    await raw.loadMarkets();
    const engineTimes: number[] = [];
    const rawTimes: number[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const price = String(20_000 + (round % 100));
      const signal = signalSchema.parse({ symbol: 'BTC/USDT', side: 'long', amount: '0.001', type: 'limit', price });
      let started = performance.now();
      const fired = await engine.signals.fire(signal, 'cli');
      if (fired.orders[0]?.status !== 'open') throw new Error(`the engine placed nothing: ${JSON.stringify(fired)}`);
      if (round >= 0) engineTimes.push(arrivedAt - started);
      started = performance.now();
      await raw.createOrder('BTC/USDT', 'limit', 'buy', 0.001, Number(price));
      if (round >= 0) rawTimes.push(arrivedAt - started);
      // Keeps the book of the venue small, so that neither side pays for the other's resting orders.
      if (round % 10 === 9) await engine.orders.cancel(fired.orders[0].id, 'cli');
    }
    const engineMs = percentiles(engineTimes);
    const rawMs = percentiles(rawTimes);
    return { engineMs, rawMs, ratio: engineMs.p50 / rawMs.p50, localP99Ms: engineMs.p99 - rawMs.p50 };
  } finally {
    await engine.close();
    await raw.close();
    await venue.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function percentiles(times: number[]): Percentiles {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (fraction: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
