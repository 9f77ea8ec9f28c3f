import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openEngine } from '../../electron/engine/engine.ts';
import { createChance } from './chance.ts';
import { machineMs, startTrader } from './kill-desk.ts';
import type { KillTrader, KillVenues } from './kill-desk.ts';

export interface KillRound {
  seed: number;
  /** `engine`: told to the engine's own process. `qt`: by `qt kill --yes` in another process. */
  by: 'engine' | 'qt';
  /** Signals a second until the kill, as they really were. */
  pace: number;
  /** Orders that reached an exchange before. */
  before: number;
  /** Orders and changes that reached one after the moment of the kill, and how long after it the last one did. 0: none. */
  after: number;
  lastAfterMs: number;
  /** The same by the trader's own account: when the last one was handed to the network. */
  lastLeftAfterMs: number;
  /** From the moment of the kill to when the engine had it written, and for `qt` to when that ended. */
  inEffectAfterMs: number;
  answeredAfterMs: number;
  /** How the signals ended. */
  ends: Record<string, number>;
  /** What is not as it must be, however busy the machine is. */
  wrong: string[];
}

const SIGNALS_A_SECOND = 200;
/** So long signals go on after the kill. */
const AFTER_MS = 700;
/** One life of a trader under load, killed at a moment that the seed chooses, then SIGKILLed and opened again. */
export async function killRound(seed: number, by: KillRound['by'], venues: KillVenues): Promise<KillRound> {
  const chance = createChance(seed);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'qt-kill-'));
  const trader = startTrader(dataDir, venues);
  const wrong: string[] = [];
  try {
    await trader.hear('ready');
    await venues.arrivals();
    const startedMs = machineMs();
    trader.ask({ do: 'fire', everyMs: 1_000 / SIGNALS_A_SECOND });
    const early = await firstArrivals(venues);
    await pause(chance.whole(0, 1_500));
    const { momentMs, killed, answeredMs } = await (by === 'engine' ? killHere(trader) : killByQt(trader, dataDir));
    await pause(AFTER_MS);
    const arrivals = await venues.arrivals();
    trader.ask({ do: 'tally' });
    const { ends, fired, lastLeftMs } = await trader.hear('tally');
    const after = arrivals.filter(({ atMs }) => atMs > momentMs);
    const lastAfterMs = Math.max(0, ...after.map(({ atMs }) => atMs - momentMs));
    const leftAfterMs = lastLeftMs - killed.askedMs;
    if (leftAfterMs > 0) wrong.push(`an order left ${leftAfterMs.toFixed(1)} ms after the engine was asked to kill`);
    if (!killed.durable) wrong.push('the kill was not durable when it was answered');
    if (!ends['KILL_SWITCH']) wrong.push('no signal was refused by the kill');
    await trader.end();
    wrong.push(...(await leftInEffect(dataDir, venues)));
    return {
      ...{ seed, by, before: early + arrivals.length - after.length, after: after.length, lastAfterMs, ends, wrong },
      lastLeftAfterMs: Math.max(0, lastLeftMs - momentMs),
      pace: (fired * 1_000) / (machineMs() - startedMs),
      inEffectAfterMs: killed.doneMs - momentMs,
      answeredAfterMs: answeredMs - momentMs,
    };
  } finally {
    await trader.end();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** How many orders have arrived once there are any. */
async function firstArrivals(venues: KillVenues): Promise<number> {
  for (;;) {
    const { length } = await venues.arrivals();
    if (length > 0) return length;
    await pause(20);
  }
}

type Kill = {
  /** When the operator let go of the button; of `qt`, when its call reached the engine. */
  momentMs: number;
  killed: Awaited<ReturnType<typeof heardKill>>;
  answeredMs: number;
};
const heardKill = (trader: KillTrader) => trader.hear('killed');

async function killHere(trader: KillTrader): Promise<Kill> {
  const momentMs = machineMs();
  trader.ask({ do: 'kill' });
  const killed = await heardKill(trader);
  return { momentMs, killed, answeredMs: killed.doneMs };
}

async function killByQt(trader: KillTrader, dataDir: string): Promise<Kill> {
  const entry = path.join(import.meta.dirname, '..', '..', 'electron', 'cli', 'qt.ts');
  const child = spawn(process.execPath, [entry, 'kill', '--reason', 'measured', '--yes', '--json'], {
    env: { PATH: process.env['PATH'] ?? '', HOME: dataDir, QT_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`qt kill ended with ${code}: ${said}`);
  const killed = await heardKill(trader);
  return { momentMs: killed.askedMs, killed, answeredMs: machineMs() };
}

/** The engine that comes after SIGKILL knows of the kill, has nothing armed, and refuses. */
async function leftInEffect(dataDir: string, { env, accounts }: KillVenues): Promise<string[]> {
  const engine = await openEngine({ dataDir, env });
  try {
    const { stops } = engine.stops.current();
    const held = stops.some(({ scope, code, durable }) => scope.kind === 'global' && code === 'KILL_SWITCH' && durable);
    const { armed } = engine.arming.current();
    const [account] = accounts;
    if (!account) return ['there is no account'];
    const { name: account_name, symbol } = account;
    const signal = { symbol, side: 'long', type: 'market', amount: '0.002', account_name } as const;
    const { error } = await engine.signals.preview(signal);
    return [
      ...(held ? [] : ['the kill did not survive SIGKILL']),
      ...(armed.length === 0 ? [] : ['an account is armed after SIGKILL']),
      ...(error?.code === 'KILL_SWITCH' ? [] : [`a signal is not refused by the kill after SIGKILL: ${error?.code}`]),
    ];
  } finally {
    await engine.close();
  }
}
