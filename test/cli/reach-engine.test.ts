import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { reachEngine } from '../../electron/cli/reach-engine.ts';
import { controlAddress } from '../../electron/server/control-address.ts';
import { openControlDoor } from '../../electron/server/control-door.ts';
import { QtError } from '../../shared/schema/error-code.ts';
import { fakeEngine } from '../server/fake-engine.ts';
import { tempDir } from '../server/temp-dir.ts';

const never = () => Promise.reject(new Error('an engine was opened'));

/** An engine whose directory is held by somebody else for the first tries. */
function lockedFor(tries: number) {
  let asked = 0;
  let closed = 0;
  const engine = { ...fakeEngine(), close: () => Promise.resolve(void (closed += 1)) };
  return {
    tries: () => asked,
    closed: () => closed,
    openEngine: () => ((asked += 1) > tries ? Promise.resolve(engine) : Promise.reject(new QtError('ENGINE_LOCKED'))),
  };
}

describe('reachEngine', () => {
  it('attaches to an engine that runs, and leaves it running', async () => {
    const dataDir = tempDir();
    const door = await openControlDoor(fakeEngine(), dataDir);
    onTestFinished(() => door.close());
    const reached = await reachEngine('open', { dataDir, openEngine: never });
    expect(await reached?.client.accounts.list.query()).toHaveLength(1);
    await reached?.close();
    expect(await reachEngine('attach', { dataDir, openEngine: never })).not.toBeNull();
  });

  it('opens one where none runs, and closes it again', async () => {
    const other = lockedFor(0);
    const reached = await reachEngine('open', { dataDir: tempDir(), openEngine: other.openEngine });
    expect(await reached?.client.accounts.list.query()).toHaveLength(1);
    await reached?.close();
    expect(other.closed()).toBe(1);
  });

  it('only attaches where only that makes sense', async () => {
    expect(await reachEngine('attach', { dataDir: tempDir(), openEngine: never })).toBeNull();
  });

  it('waits for one that is ending', async () => {
    const other = lockedFor(3);
    const reached = await reachEngine('open', { dataDir: tempDir(), openEngine: other.openEngine });
    expect(other.tries()).toBe(4);
    await reached?.close();
  });

  it('waits for one that is starting', async () => {
    const dataDir = tempDir();
    let tries = 0;
    const openEngine = async () => {
      tries += 1;
      if (tries === 2) {
        const door = await openControlDoor(fakeEngine(), dataDir);
        onTestFinished(() => door.close());
      }
      throw new QtError('ENGINE_LOCKED');
    };
    expect(await reachEngine('open', { dataDir, openEngine })).not.toBeNull();
    expect(tries).toBe(2);
  });

  it('gives up after a while on one that stays', async () => {
    const other = lockedFor(Number.POSITIVE_INFINITY);
    await expect(reachEngine('open', { dataDir: tempDir(), openEngine: other.openEngine })).rejects.toMatchObject({
      code: 'ENGINE_LOCKED',
    });
    expect(other.tries()).toBeGreaterThan(5);
  });

  it('calls one that listens and does not answer unreachable', async () => {
    const dataDir = tempDir();
    const mute = createServer(() => {});
    await new Promise<void>((resolve) => void mute.listen(controlAddress(dataDir).path, resolve));
    onTestFinished(() => void mute.close());
    const other = lockedFor(Number.POSITIVE_INFINITY);
    await expect(reachEngine('open', { dataDir, openEngine: other.openEngine })).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
    });
  });
});
