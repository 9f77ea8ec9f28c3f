import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { attach } from '../../electron/cli/attach.ts';
import { qtErrorOf } from '../../electron/cli/client.ts';
import { controlAddress, isPrivate } from '../../electron/server/control-address.ts';
import { openControlDoor } from '../../electron/server/control-door.ts';
import { fakeEngine } from './fake-engine.ts';
import { tempDir } from './temp-dir.ts';

async function open(dataDir: string, engine = fakeEngine()) {
  const door = await openControlDoor(engine, dataDir);
  onTestFinished(() => door.close());
  return { door, engine };
}

const SIGNAL = { symbol: 'BTC/USDT', side: 'long', amount: '1' } as const;

describe('the control door', () => {
  it('is a socket for its owner alone, and carries the router as "cli"', async () => {
    const dataDir = tempDir();
    const { door, engine } = await open(dataDir);
    expect(door.path).toBe(path.join(dataDir, 'engine.sock'));
    expect(statSync(door.path).mode & 0o777).toBe(0o600);
    const attached = await attach(dataDir);
    if (attached.kind !== 'attached') throw new Error(attached.kind);
    await attached.client.signals.fire.mutate(SIGNAL);
    expect(engine.fires).toEqual([{ door: 'cli', signal: { ...SIGNAL, type: 'market' } }]);
    const failure = await attached.client.accounts.get.query({ name: 'nobody' }).catch(qtErrorOf);
    expect(failure).toMatchObject({ code: 'ACCOUNT_NOT_FOUND', message: 'No account "nobody".' });
    const bad = await attached.client.accounts.get.query({ name: 'not a name!' }).catch(qtErrorOf);
    expect(bad).toMatchObject({ code: 'INVALID_INPUT' });
    const fault = await attached.client.orders.get.query({ id: 'x' }).catch(qtErrorOf);
    expect(fault).toMatchObject({ code: 'INTERNAL' });
    expect(JSON.stringify(fault)).not.toContain('signature');
  });

  it('takes the place of a socket file that a dead engine left', async () => {
    const dataDir = tempDir();
    writeFileSync(path.join(dataDir, 'engine.sock'), '');
    expect((await attach(dataDir)).kind).toBe('nobody');
    await open(dataDir);
    expect((await attach(dataDir)).kind).toBe('attached');
  });

  it('finds nobody where nothing runs, and after the door has closed', async () => {
    const dataDir = tempDir();
    expect((await attach(dataDir)).kind).toBe('nobody');
    const door = await openControlDoor(fakeEngine(), dataDir);
    await door.close();
    expect((await attach(dataDir)).kind).toBe('nobody');
  });

  it('moves to a private folder when the path would be too long for a socket', async () => {
    const dataDir = path.join(tempDir(), 'd'.repeat(120));
    mkdirSync(dataDir);
    const { privateDir } = controlAddress(dataDir);
    if (privateDir === null) throw new Error('expected a folder elsewhere');
    await open(dataDir);
    expect(isPrivate(privateDir)).toBe(true);
    expect((await attach(dataDir)).kind).toBe('attached');
    expect(isPrivate(path.dirname(privateDir))).toBe(false);
  });

  it('has a pipe of its own for every data directory on Windows', () => {
    const [a, b] = [controlAddress('/a', 'win32').path, controlAddress('/b', 'win32').path];
    expect(a).toMatch(/^\\\\\.\\pipe\\quantum-trader-[0-9a-f]{24}$/);
    expect(a).not.toBe(b);
  });
});
