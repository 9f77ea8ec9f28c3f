import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { TraderTask, TraderWord } from './kill-trader-child.ts';
import type { Arrival, VenuesTask } from './kill-venues-child.ts';

/** The clock in which venues and trader tell when something was. */
export const machineMs = (): number => Number(process.hrtime.bigint()) / 1e6;

export interface KillVenues {
  /** The trader's environment. */
  env: Record<string, string>;
  accounts: { name: string; symbol: string }[];
  /** Since it was asked last. */
  arrivals(): Promise<Arrival[]>;
  close(): Promise<void>;
}

export interface KillTrader {
  /** Resolves with the next word of this kind, also where it was said already. */
  hear<Say extends TraderWord['say']>(say: Say): Promise<Extract<TraderWord, { say: Say }>>;
  ask(task: TraderTask): void;
  /** SIGKILL. */
  end(): Promise<void>;
}

export async function openVenues(names: readonly string[], accountsEach: number): Promise<KillVenues> {
  const child = fork(path.join(import.meta.dirname, 'kill-venues-child.ts'), { stdio: 'inherit' });
  const ask = async (task: VenuesTask): Promise<unknown> => {
    child.send(task);
    const [{ answer, error }] = (await once(child, 'message')) as [{ answer?: unknown; error?: string }];
    if (error) throw new Error(error);
    return answer;
  };
  const opened = (await ask({ do: 'open', names: [...names], accountsEach })) as Pick<KillVenues, 'env' | 'accounts'>;
  return {
    ...opened,
    arrivals: async () => (await ask({ do: 'arrivals' })) as Arrival[],
    close: () => ended(child, () => child.disconnect()),
  };
}

export function startTrader(dataDir: string, { env, accounts }: KillVenues): KillTrader {
  const child = fork(path.join(import.meta.dirname, 'kill-trader-child.ts'), [dataDir, JSON.stringify(accounts)], {
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  const said: TraderWord[] = [];
  const hearers = new Set<() => void>();
  child.on('message', (word: TraderWord) => {
    said.push(word);
    for (const hear of hearers) hear();
  });
  return {
    hear: (say) =>
      new Promise((resolve, reject) => {
        const hear = (): void => {
          const index = said.findIndex((word) => word.say === say);
          const [word] = index < 0 ? [] : said.splice(index, 1);
          if (!word) return;
          hearers.delete(hear);
          resolve(word as Extract<TraderWord, { say: typeof say }>);
        };
        hearers.add(hear);
        child.once('exit', () => reject(new Error(`the trader ended before it said "${say}"`)));
        hear();
      }),
    ask: (task) => void child.send(task),
    end: () => ended(child, () => child.kill('SIGKILL')),
  };
}

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  end();
  await gone;
}
