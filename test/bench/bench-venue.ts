import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { VenueTask } from './venue-child.ts';

export interface BenchVenue {
  url: string;
  /** Environment of the engine for the accounts of this venue, all of them real. */
  env: Record<string, string>;
  accounts: string[];
  key(account: string): { apiKey: string; apiSecret: string };
  latency(ms: number): Promise<void>;
  rest(orders: { account: string; clientOrderId: string }[]): Promise<void>;
  arrivals(): Promise<number[]>;
  close(): Promise<void>;
}

/** The clock in which a venue tells its arrivals. */
export const machineMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Starts the venue of a bench, in a process of its own, with so many accounts. */
export async function startBenchVenue(count: number): Promise<BenchVenue> {
  const child = fork(path.join(import.meta.dirname, 'venue-child.ts'), { stdio: 'inherit' });
  const ask = async (task: VenueTask): Promise<unknown> => {
    child.send(task);
    const [{ answer, error }] = (await once(child, 'message')) as [{ answer?: unknown; error?: string }];
    if (error) throw new Error(error);
    return answer;
  };
  const accounts = Array.from({ length: count }, (_, i) => (i === 0 ? 'main_binance' : `desk_${i}`));
  const key = (account: string) => ({ apiKey: `bench-key-${account}-0123`, apiSecret: `bench-secret-${account}-0123` });
  const balances = { USDT: '1000000000', BTC: '1000' };
  const url = (await ask({
    do: 'start',
    accounts: accounts.map((name) => ({ name, ...key(name), balances })),
  })) as string;
  const env = Object.fromEntries(
    accounts.flatMap((name) => {
      const { apiKey, apiSecret } = key(name);
      const fields = { EXCHANGE: 'binance', MODE: 'real', API_KEY: apiKey, API_SECRET: apiSecret, API_URL: url };
      return Object.entries(fields).map(([field, value]) => [`QT_ACCOUNT_${name.toUpperCase()}_${field}`, value]);
    }),
  ) as Record<string, string>;
  return {
    ...{ url, env, accounts, key },
    latency: async (ms) => void (await ask({ do: 'latency', ms })),
    rest: async (orders) => void (await ask({ do: 'rest', orders })),
    arrivals: async () => (await ask({ do: 'arrivals' })) as number[],
    close: async () => {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
