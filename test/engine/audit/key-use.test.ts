import { describe, expect, it, onTestFinished } from 'vitest';
import { createAuditChain } from '../../../electron/engine/audit/audit-chain.ts';
import { createKeyUse } from '../../../electron/engine/audit/key-use.ts';
import { systemSoon } from '../../../electron/engine/seams.ts';
import { createCommitBatch } from '../../../electron/engine/store/commit-batch.ts';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createMemoryLog } from '../../support/memory-log.ts';
import { tempJournal } from '../../support/temp-journal.ts';
import { openSimEngine, signal } from '../sim-engine.ts';
import path from 'node:path';

const ACCOUNT = { name: 'a', exchange: 'binance', testnet: false, mode: 'real' } as const;
const soon = () => new Promise<void>((resolve) => systemSoon(() => systemSoon(resolve)));

function desk() {
  const db = tempJournal();
  const clock = createFakeClock();
  const log = createMemoryLog();
  const { gather } = createCommitBatch(db, clock, () => {}, systemSoon);
  const audited = () => db.all('SELECT kind, subject, body FROM audit ORDER BY seq');
  return { db, log, audited, note: createKeyUse({ gather, audit: createAuditChain(db, clock), log }) };
}

describe('the use of a key', () => {
  it('is in the chain with its purpose, and nothing of the key', async () => {
    const { note, audited } = desk();
    note(ACCOUNT, 'client_opened');
    note({ ...ACCOUNT, testnet: true }, 'arming_asked');
    note({ ...ACCOUNT, mode: 'paper' }, 'client_opened');
    expect(audited()).toEqual([]);
    await soon();
    const body = (purpose: string, testnet: boolean) => JSON.stringify({ exchange: 'binance', purpose, testnet });
    expect(audited()).toEqual([
      { kind: 'key_used', subject: 'a', body: body('client_opened', false) },
      { kind: 'key_used', subject: 'a', body: body('arming_asked', true) },
    ]);
  });

  it('is said and stops nothing where the journal cannot be written', async () => {
    const { db, note, log } = desk();
    db.exec('PRAGMA query_only=ON');
    note(ACCOUNT, 'client_opened');
    await soon();
    expect(log.records.map(({ message }) => message)).toEqual(['The use of a key could not be noted']);
  });

  it('is noted once in a run and account', async () => {
    const env = {
      QT_ACCOUNT_KEYED_EXCHANGE: 'binance',
      QT_ACCOUNT_KEYED_MODE: 'real',
      QT_ACCOUNT_KEYED_API_KEY: 'the-key-of-this-test',
      QT_ACCOUNT_KEYED_API_SECRET: 'the-secret-of-this-test',
    };
    const { engine, dataDir } = await openSimEngine(env);
    for (let i = 0; i < 2; i += 1) await engine.signals.preview(signal({ account_name: 'keyed' })).catch(() => {});
    await soon();
    const db = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
    onTestFinished(db.close);
    const used = db.all<{ body: string }>(`SELECT body FROM audit WHERE kind = 'key_used' AND subject = 'keyed'`);
    expect(used.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { purpose: 'client_opened', exchange: 'binance', testnet: false },
    ]);
  });
});
