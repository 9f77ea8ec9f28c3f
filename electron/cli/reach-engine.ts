import { setTimeout as pause } from 'node:timers/promises';
import { QtError } from '../../shared/schema/error-code.ts';
import type { Engine } from '../engine/engine-interface.ts';
import { openControlDoor } from '../server/control-door.ts';
import { reportFault } from '../server/report-fault.ts';
import { attach } from './attach.ts';
import { clientOfEngine } from './client.ts';
import type { Client } from './client.ts';

/** An engine that is just starting, or another `qt` that is just ending, gets this long. */
const WAIT_MS = 3_000;
const PAUSE_MS = 100;

/**
 * `attach`: only an engine that runs already. `open`: else one of our own, for one command. `host`: else one of our own that
 * other `qt` calls can attach to meanwhile, for a command that runs on and on.
 */
export type Reach = 'attach' | 'open' | 'host';

export interface Reached {
  client: Client;
  close(): Promise<void>;
}

export interface ReachOptions {
  dataDir: string;
  /** Opens an engine in this process. Throws `QtError('ENGINE_LOCKED')` while another one holds the data directory. */
  openEngine: () => Promise<Engine>;
  /** How long an engine that does not answer is asked again. Default 3 s. */
  patienceMs?: number | undefined;
}

/**
 * Finds the engine of a data directory, or becomes it. Null where `attach` finds none. Throws `QtError` ENGINE_LOCKED or
 * ENGINE_UNREACHABLE.
 */
export async function reachEngine(reach: Reach, options: ReachOptions): Promise<Reached | null> {
  const deadline = performance.now() + (options.patienceMs ?? WAIT_MS);
  for (;;) {
    const found = await attach(options.dataDir);
    if (found.kind === 'attached') return { client: found.client, close: () => Promise.resolve() };
    if (reach === 'attach' && found.kind === 'nobody') return null;
    const opened = reach === 'attach' ? null : await openUnlessLocked(options);
    if (opened) return reach === 'host' ? hosted(opened, options.dataDir) : alone(opened);
    if (performance.now() >= deadline) {
      if (found.kind === 'silent') throw new QtError('ENGINE_UNREACHABLE');
      throw new QtError('ENGINE_LOCKED', 'Another program is using this data directory. Try again in a moment.');
    }
    await pause(PAUSE_MS);
  }
}

async function openUnlessLocked(options: ReachOptions): Promise<Engine | null> {
  try {
    return await options.openEngine();
  } catch (error) {
    if (error instanceof QtError && error.code === 'ENGINE_LOCKED') return null;
    throw error;
  }
}

function alone(engine: Engine): Reached {
  return { client: clientOfEngine(engine, reportFault), close: () => engine.close() };
}

async function hosted(engine: Engine, dataDir: string): Promise<Reached> {
  const door = await openControlDoor(engine, dataDir);
  return {
    client: clientOfEngine(engine, reportFault),
    close: async () => {
      await door.close();
      await engine.close();
    },
  };
}
