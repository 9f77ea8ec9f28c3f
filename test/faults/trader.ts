import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { TraderAnswer, TraderRequest } from './trader-talk.ts';

/** How one life of a trader is lived. */
export interface TraderLife {
  speed: number;
  startedAtMs: number;
  /** By how much its wall clock is wrong. */
  offsetMs: number;
  /** How long it may take to compare its accounts before it says that it is ready, real ms; 0: not at all. */
  patienceMs: number;
  attended: boolean;
  /** How long whoever reads its events holds it up at each. */
  slowReaderMs: number;
}

export interface TraderPlace {
  dataDir: string;
  env: Readonly<Record<string, string>>;
}

/** A real process that trades, and can be killed at any moment. */
export interface Trader {
  ask(request: TraderRequest): void;
  /** The next answer of this kind that was not taken yet. Fails when the process ends first. */
  answer<K extends TraderAnswer['tell']>(kind: K, timeoutMs: number): Promise<Extract<TraderAnswer, { tell: K }>>;
  /** All answers of this kind so far. */
  answers<K extends TraderAnswer['tell']>(kind: K): Extract<TraderAnswer, { tell: K }>[];
  /** No file of it may grow past so many bytes from now on, as on a disk that is full. Null: there is room again. */
  limitFiles(bytes: number | null): void;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Lets it end by itself. */
  close(timeoutMs: number): Promise<void>;
  /** What went wrong inside: bugs, which no fault outside may bring about. */
  readonly failures: string[];
  /** All that it said on its two outputs. */
  output(): string;
}

const SCRIPT = path.join(import.meta.dirname, 'trader-child.ts');
/** Reading the sources anew takes most of a short life. Written by the lives that end by themselves. */
const COMPILED = path.join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'faults');

/** Starts the process, and does not wait for anything. */
export function spawnTrader({ dataDir, env }: TraderPlace, life: TraderLife): Trader {
  // The signal of a file limit is ignored, so that writing fails as it does on a full disk.
  const command = ['-c', `trap '' XFSZ; exec "$0" "$@"`, process.execPath, SCRIPT, dataDir, JSON.stringify(life)];
  const child = spawn('bash', command, {
    env: { PATH: process.env['PATH'], HOME: dataDir, NODE_COMPILE_CACHE: COMPILED, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const failures: string[] = [];
  const said: string[] = [];
  const told: TraderAnswer[] = [];
  const taken = new Set<TraderAnswer>();
  const waiting = new Set<() => void>();
  let ended = false;
  const wake = (): void => {
    for (const check of [...waiting]) check();
  };
  child.stderr.on('data', (chunk: Buffer) => {
    said.push(chunk.toString('utf8'));
    failures.push(chunk.toString('utf8').slice(0, 2_000));
  });
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(line);
    let answer: TraderAnswer;
    try {
      answer = JSON.parse(line) as TraderAnswer;
    } catch {
      // The last line of a process that was killed may be cut.
      return;
    }
    if (answer.tell === 'failed') failures.push(answer.message);
    told.push(answer);
    wake();
  });
  const gone = once(child, 'exit').then(() => {
    ended = true;
    wake();
  });
  const endedByItself = (): string => `the trader ended by itself: exit code ${child.exitCode}, ${child.signalCode}`;

  type Of<K extends TraderAnswer['tell']> = Extract<TraderAnswer, { tell: K }>;
  return {
    failures,
    output: () => said.join('\n'),
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
    limitFiles(bytes) {
      if (ended) return;
      execFileSync('prlimit', ['--pid', String(child.pid), `--fsize=${bytes ?? 'unlimited'}:unlimited`]);
    },
    async kill() {
      if (ended) failures.push(endedByItself());
      child.kill('SIGKILL');
      await gone;
    },
    async close(timeoutMs) {
      if (ended) failures.push(endedByItself());
      child.stdin.end();
      const timer = setTimeout(() => {
        failures.push(`the trader did not end within ${timeoutMs} ms`);
        child.kill('SIGKILL');
      }, timeoutMs);
      await gone;
      clearTimeout(timer);
      if (child.exitCode !== 0 && child.signalCode === null) failures.push(endedByItself());
    },
  };
}

/** Starts it, and waits until it takes orders. */
export async function startTrader(place: TraderPlace, life: TraderLife): Promise<Trader> {
  const trader = spawnTrader(place, life);
  await trader.answer('ready', 30_000);
  return trader;
}

/** What an engine says that is opened where another one runs. */
export async function openBeside(place: TraderPlace, life: TraderLife): Promise<string> {
  const second = spawnTrader(place, life);
  try {
    return (await second.answer('refused', 30_000)).error;
  } catch (error) {
    return String(error);
  } finally {
    await second.kill();
  }
}
