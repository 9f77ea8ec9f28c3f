import type { Engine } from '../../electron/engine/engine-interface.ts';

/** Arms a real account as its operator does: its exchange is compared and its key asked about first. */
export async function arm(engine: Engine, accountName: string, durationMs = 3_600_000): Promise<void> {
  const { confirmation_id: id, phrase } = await engine.arming.prepare(accountName, durationMs);
  engine.arming.arm(id, phrase, 'cli');
}

/** Confirms that an account is another one than it was, where that stops it. */
export function confirmChange(engine: Engine, accountName: string): void {
  const scope = { kind: 'account', name: accountName } as const;
  if (!engine.stops.current().stops.some(({ code }) => code === 'MODE_CHANGED')) return;
  const { confirmation_id: id, phrase } = engine.stops.prepareRelease(scope);
  engine.stops.release(id, phrase, 'cli');
}
