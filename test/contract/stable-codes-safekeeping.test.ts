import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namedRows, readDocument } from '../docs/documents.ts';
import { openWorkspace } from './workspace.ts';
import type { Workspace } from './workspace.ts';

const DOCUMENTED = new Set(namedRows(readDocument('docs/error-codes.md')).map(({ name }) => name));

describe('codes of the audit chain and of backups, through qt', { timeout: 120_000 }, () => {
  let desk: Workspace;
  beforeAll(async () => {
    desk = await openWorkspace();
    const fired = await desk.json('signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01');
    if (fired.code !== 0) throw new Error(fired.stdout);
  }, 120_000);
  afterAll(() => desk.close());

  async function expectCode(code: string, exit: number, ...args: string[]): Promise<void> {
    const ran = await desk.json(...args);
    expect([ran.code, ran.document.error?.code], ran.stdout).toEqual([exit, code]);
    expect(ran.document.error.message).not.toBe('');
    expect(DOCUMENTED).toContain(code);
  }

  it('AUDIT_BROKEN: a head that was written down is not in the chain', () =>
    expectCode('AUDIT_BROKEN', 1, 'audit', 'verify', '--expect', 'a'.repeat(64)));

  it('BACKUP_FAILED: there is no such folder, and none can be made', async () => {
    desk.env['QT_BACKUP_DIR'] = desk.write('file', 'no folder') + '/in';
    await expectCode('BACKUP_FAILED', 3, 'backup', 'make');
    delete desk.env['QT_BACKUP_DIR'];
  });

  it('BACKUP_INVALID: the file is no journal', () =>
    expectCode('BACKUP_INVALID', 2, 'restore', desk.write('text', 'no journal'), '--yes'));

  it('JOURNAL_RESTORED: everything is stopped until the operator says so, and nothing is sent', async () => {
    const { document: made } = await desk.json('backup', 'make');
    const restored = await desk.json('restore', made.file, '--yes');
    expect(restored.code, restored.stdout).toBe(0);
    const { document } = await desk.json('kills', 'list');
    expect(document.stops).toMatchObject([{ code: 'JOURNAL_RESTORED', scope: { kind: 'global' }, cause: 'automatic' }]);
    expect(DOCUMENTED).toContain('JOURNAL_RESTORED');
    const fired = await desk.json('signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01');
    expect([fired.code, fired.document.orders, fired.document.error?.code]).toEqual([3, [], 'ACCOUNT_STOPPED']);
  });
});
