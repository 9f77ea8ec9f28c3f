import { onTestFinished } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';
import { signalSchema } from '../../shared/schema/signal.ts';
import type { SignalInput } from '../../shared/schema/signal.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import { createSeededIds } from '../support/seeded-ids.ts';
import { tempDir } from '../support/temp-dir.ts';

export interface SimEngine {
  engine: Engine;
  clock: FakeClock;
  dataDir: string;
}

/** A whole engine on a clock that stands still. Without accounts in `env` it is the demo workspace. */
export async function openSimEngine(env: Record<string, string> = {}, dataDir = tempDir()): Promise<SimEngine> {
  const clock = createFakeClock();
  const fetch = () => Promise.reject(new Error('no network in this test'));
  const engine = await openEngine({ dataDir, env, clock, ids: createSeededIds(dataDir, clock), fetch });
  onTestFinished(() => engine.close());
  return { engine, clock, dataDir };
}

/** A market order to buy a little, but for what is said otherwise. */
export function signal(change: Partial<SignalInput> = {}) {
  const amount = change.quote_amount === undefined ? { amount: '0.01' } : {};
  return signalSchema.parse({ symbol: 'BTC/USDT', side: 'long', ...amount, ...change });
}
