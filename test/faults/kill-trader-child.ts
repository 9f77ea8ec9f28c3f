import { openEngine } from '../../electron/engine/engine.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';
import type { VenueFetch } from '../../electron/engine/venues/deps.ts';
import { openKeepAliveFetch } from '../../electron/engine/venues/http/keep-alive-fetch.ts';
import { openControlDoor } from '../../electron/server/control-door.ts';
import { signalSchema } from '../../shared/schema/signal.ts';
import { arm } from '../support/arm.ts';

/*
 * node kill-trader-child.ts <data dir> <accounts as JSON>: the real engine, attended, armed on every account, with the door that
 * `qt` comes through. Told by messages of its parent (see `kill-desk.ts`) it fires signals at a steady pace, and goes on firing
 * after the kill, until it is killed itself.
 */
export type TraderTask = { do: 'fire'; everyMs: number } | { do: 'kill' } | { do: 'tally' };

export type TraderWord =
  | { say: 'ready' }
  /** Both in ms of the machine's monotonic clock: when the engine was asked to kill, and when it had. */
  | { say: 'killed'; askedMs: number; doneMs: number; durable: boolean }
  /** How the signals of this life ended, by status or code of refusal; and when the last order was handed to the network. */
  | { say: 'tally'; ends: Record<string, number>; fired: number; lastLeftMs: number };

const machineMs = (): number => Number(process.hrtime.bigint()) / 1e6;
const [dataDir = '', accountsText = '[]'] = process.argv.slice(2);
const accounts = JSON.parse(accountsText) as { name: string; symbol: string }[];
const tell = (word: TraderWord): void => void process.send?.(word);

const connections = openKeepAliveFetch();
let lastLeftMs = 0;
/** What acts has a gate: it leaves when it is handed over, or, on a new connection, when that lets it. */
const fetch: VenueFetch = (url, { mayLeave, ...init }) => {
  if (!mayLeave) return connections.fetch(url, init);
  const noted = (): boolean => {
    const may = mayLeave();
    if (may) lastLeftMs = machineMs();
    return may;
  };
  lastLeftMs = machineMs();
  return connections.fetch(url, { ...init, mayLeave: noted });
};
const plain = await openEngine({ dataDir, env: process.env, attended: true, fetch });
/** Whichever way the kill comes, it is timed where it arrives. */
const engine: Engine = {
  ...plain,
  stops: {
    ...plain.stops,
    kill(input, door) {
      const askedMs = machineMs();
      const stop = plain.stops.kill(input, door);
      tell({ say: 'killed', askedMs, doneMs: machineMs(), durable: stop.durable });
      return stop;
    },
  },
};
await openControlDoor(engine, dataDir);
for (const { name } of accounts) await arm(engine, name);

const ends: Record<string, number> = {};
let fired = 0;

function fireNext(): void {
  const account = accounts[fired % accounts.length];
  if (!account) return;
  const round = Math.floor(fired / accounts.length);
  fired += 1;
  const signal = signalSchema.parse({
    ...{ symbol: account.symbol, account_name: account.name, amount: '0.002' },
    // What is bought is sold again, so that no account runs dry; every third rests.
    side: round % 2 === 0 ? 'long' : 'short',
    ...(round % 3 === 2 && { type: 'limit', price: round % 2 === 0 ? '40000' : '80000' }),
  });
  engine.signals.fire(signal, 'http').then(
    ({ orders: [order], error }) => note(error?.code ?? order?.status ?? 'nothing'),
    (error: unknown) => note(String((error as { code?: string }).code ?? error)),
  );
}

function note(end: string): void {
  ends[end] = (ends[end] ?? 0) + 1;
}

/** As many as are due by now: a turn that came late fires what it missed. */
function fireAtPace(everyMs: number): void {
  const startedMs = machineMs();
  setInterval(() => {
    while (fired * everyMs < machineMs() - startedMs) fireNext();
  }, 1);
}

process.on('message', (task: TraderTask) => {
  if (task.do === 'fire') fireAtPace(task.everyMs);
  else if (task.do === 'kill') engine.stops.kill({ scope: { kind: 'global' } }, 'desktop');
  else tell({ say: 'tally', ends, fired, lastLeftMs });
});
process.on('disconnect', () => process.exit());
tell({ say: 'ready' });
