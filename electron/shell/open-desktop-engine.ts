import { openControlDoor } from '../server/control-door.ts';
import type { Opened } from './engine-host.ts';

/** Opens the engine of the window, and the door by which `qt` reaches it. Loaded late, so that the window comes first. */
export async function openDesktopEngine(dataDir: string): Promise<Opened> {
  const { openEngine } = await import('../engine/engine.ts');
  const engine = await openEngine({ dataDir, env: process.env, attended: true, log: { stderr: false } });
  const door = await openControlDoor(engine, dataDir).catch(async (error: unknown) => {
    await engine.close();
    throw error;
  });
  return {
    engine,
    close: async () => {
      await door.close();
      await engine.close();
    },
  };
}
