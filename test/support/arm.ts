import type { Engine } from '../../electron/engine/engine-interface.ts';

/** Arms a real account as its operator does: its exchange is compared and its key asked about first. */
export async function arm(engine: Engine, accountName: string, durationMs = 3_600_000): Promise<void> {
  const { confirmation_id: id, phrase } = await engine.arming.prepare(accountName, durationMs);
  engine.arming.arm(id, phrase, 'cli');
}
