import { describe, expect, it } from 'vitest';
import { QtError } from '../../shared/schema/error-code.ts';
import { createEngineHost } from '../../electron/shell/engine-host.ts';
import type { Opened } from '../../electron/shell/engine-host.ts';
import { fakeEngine } from '../server/fake-engine.ts';

describe('createEngineHost', () => {
  it('opens one engine, however many ask at once, and closes it', async () => {
    const engine = fakeEngine();
    let [opened, closed] = [0, 0];
    const open = async (): Promise<Opened> => {
      opened += 1;
      return { engine, close: async () => void (closed += 1) };
    };
    const host = createEngineHost(open, () => 0);
    expect(await Promise.all([host.get(), host.get()])).toEqual([engine, engine]);
    await host.close();
    expect([opened, closed]).toEqual([1, 1]);
  });

  it('keeps a failure for a second, then tries again', async () => {
    const engine = fakeEngine();
    let nowMs = 0;
    let locked = true;
    let tries = 0;
    const host = createEngineHost(
      async () => {
        tries += 1;
        if (locked) throw new QtError('ENGINE_LOCKED');
        return { engine, close: () => Promise.resolve() };
      },
      () => nowMs,
    );
    await expect(host.get()).rejects.toMatchObject({ code: 'ENGINE_LOCKED' });
    locked = false;
    await expect(host.get()).rejects.toMatchObject({ code: 'ENGINE_LOCKED' });
    nowMs = 1_000;
    expect(await host.get()).toBe(engine);
    expect(tries).toBe(2);
  });

  it('has nothing to close when nothing opened', async () => {
    const never = createEngineHost(
      () => Promise.reject(new Error('asked')),
      () => 0,
    );
    await expect(never.close()).resolves.toBeUndefined();
    await expect(never.get()).rejects.toThrow('closed');
    const failed = createEngineHost(
      () => Promise.reject(new QtError('ENGINE_LOCKED')),
      () => 0,
    );
    await failed.get().catch(() => {});
    await expect(failed.close()).resolves.toBeUndefined();
  });
});
