import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { TraderAnswer, TraderRequest } from './trader-talk.ts';

export interface TraderPlace {
  dataDir: string;
  env: Readonly<Record<string, string>>;
  speed: number;
  startedAtMs: number;
  /** How long it may take to compare its accounts before it says that it is ready, real ms; 0: not at all. */
  patienceMs: number;
}

/** A real process that trades, and can be killed at any moment. */
export interface Trader {
  ask(request: TraderRequest): void;
  /** The next answer of this kind that was not taken yet. Fails when the process ends first. */
  answer<K extends TraderAnswer['tell']>(kind: K, timeoutMs: number): Promise<Extract<TraderAnswer, { tell: K }>>;
  /** All answers of this kind so far. */
  answers<K extends TraderAnswer['tell']>(kind: K): Extract<TraderAnswer, { tell: K }>[];
  kill(): Promise<void>;
  /** What went wrong inside: bugs, which no fault outside may bring about. */
  readonly failures: string[];
}

const SCRIPT = path.join(import.meta.dirname, 'trader-child.ts');

export async function startTrader({ dataDir, env, speed, startedAtMs, patienceMs }: TraderPlace): Promise<Trader> {
  const child = spawn(process.execPath, [SCRIPT, dataDir, String(speed), String(startedAtMs), String(patienceMs)], {
    env: { PATH: process.env['PATH'], HOME: dataDir, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const failures: string[] = [];
  const told: TraderAnswer[] = [];
  const taken = new Set<TraderAnswer>();
  const waiting = new Set<() => void>();
  let ended = false;
  const wake = (): void => {
    for (const check of [...waiting]) check();
  };
  child.stderr.on('data', (chunk: Buffer) => failures.push(chunk.toString('utf8').slice(0, 2_000)));
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as TraderAnswer;
    if (answer.tell === 'failed') failures.push(answer.message);
    told.push(answer);
    wake();
  });
  const gone = once(child, 'exit').then(() => {
    ended = true;
    wake();
  });

  type Of<K extends TraderAnswer['tell']> = Extract<TraderAnswer, { tell: K }>;
  const trader: Trader = {
    failures,
    ask: (request) => void child.stdin.write(`${JSON.stringify(request)}\n`),
    answers: <K extends TraderAnswer['tell']>(kind: K) => told.filter((each): each is Of<K> => each.tell === kind),
    answer: <K extends TraderAnswer['tell']>(kind: K, timeoutMs: number) =>
      new Promise<Of<K>>((resolve, reject) => {
        const finish = (act: () => void): void => {
          clearTimeout(timer);
          waiting.delete(check);
          act();
        };
        const check = (): void => {
          const next = told.find((each): each is Of<K> => each.tell === kind && !taken.has(each));
          if (next) {
            taken.add(next);
            finish(() => resolve(next));
          } else if (ended) {
            finish(() => reject(new Error(`the trader ended before it told "${kind}": ${failures.join(' ')}`)));
          }
        };
        const timer = setTimeout(
          () => finish(() => reject(new Error(`the trader did not tell "${kind}" within ${timeoutMs} ms`))),
          timeoutMs,
        );
        waiting.add(check);
        check();
      }),
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
  await trader.answer('ready', 20_000);
  return trader;
}
