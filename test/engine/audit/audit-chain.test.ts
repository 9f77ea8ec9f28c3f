import { createHash } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAuditChain } from '../../../electron/engine/audit/audit-chain.ts';
import type { AuditKind } from '../../../electron/engine/audit/audit-chain.ts';
import { migrate } from '../../../electron/engine/store/migrate.ts';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import type { Database } from '../../../electron/engine/store/sqlite.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';

interface Entry {
  seq: number;
  at_ms: number;
  kind: string;
  subject: string;
  body: string;
  prev_hash: string;
  hash: string;
}

/** The chain checked by its documentation alone: the number of the first entry that does not fit, or null. */
function firstBreak(entries: Entry[]): number | null {
  let head = '0'.repeat(64);
  for (const [i, entry] of entries.entries()) {
    const { at_ms, kind, subject, body } = entry;
    const fields = JSON.stringify([head, i + 1, at_ms, kind, subject, body]);
    const hash = createHash('sha256').update(fields, 'utf8').digest('hex');
    if (entry.seq !== i + 1 || entry.prev_hash !== head || entry.hash !== hash) return i + 1;
    head = hash;
  }
  return null;
}

const entriesOf = (db: Database): Entry[] => db.all<Entry>('SELECT * FROM audit ORDER BY seq');

function openChain(file: string) {
  const db = openDatabase(file, { synchronous: 'NORMAL' });
  onTestFinished(db.close);
  migrate(db);
  const clock = createFakeClock();
  return { db, clock, chain: createAuditChain(db, clock) };
}

const KINDS: AuditKind[] = ['signal_refused', 'order_journaled', 'order_moved', 'armed', 'mapping_changed'];

describe('audit chain', () => {
  it('can be recomputed from its first entry on, over any bodies and over a reopening', () => {
    const dir = tempDir();
    const { db, clock, chain } = openChain(path.join(dir, 'a.db'));
    const entry = fc.tuple(fc.constantFrom(...KINDS), fc.string(), fc.jsonValue(), fc.nat(10_000));
    const entries = fc.sample(fc.array(entry, { minLength: 30, maxLength: 30 }), { numRuns: 1, seed: 7 })[0] ?? [];
    for (const [kind, subject, body, ms] of entries) {
      clock.advance(ms);
      db.transaction(() => chain.append(kind, subject, body));
    }
    const later = createAuditChain(db, clock);
    db.transaction(() => later.append('disarmed', 'a', { by: 'expiry' }));
    expect(entriesOf(db)).toHaveLength(31);
    expect(firstBreak(entriesOf(db))).toBeNull();
  });

  it('is not written where the transaction around it fails', () => {
    const { db, chain } = openChain(path.join(tempDir(), 'a.db'));
    db.transaction(() => chain.append('armed', 'a', {}));
    expect(() =>
      db.transaction(() => {
        chain.append('armed', 'b', {});
        throw new Error('no');
      }),
    ).toThrow('no');
    db.transaction(() => chain.append('armed', 'c', {}));
    expect(entriesOf(db).map((entry) => entry.subject)).toEqual(['a', 'c']);
    expect(firstBreak(entriesOf(db))).toBeNull();
  });

  it.each(['UPDATE audit SET body = body', 'DELETE FROM audit', 'UPDATE mapping_revisions SET by = by'])(
    'cannot be rewritten: %s',
    (sql) => {
      const { db, chain } = openChain(path.join(tempDir(), 'a.db'));
      chain.append('armed', 'a', {});
      db.exec(`INSERT INTO mapping_revisions VALUES (1, 1, 'x', 'change', NULL, '[]', '{}')`);
      expect(() => db.exec(sql)).toThrow(/append-only/);
    },
  );

  it.each([
    [`UPDATE audit SET body = '{"by":"nobody"}' WHERE seq = 5`, 5],
    [`UPDATE audit SET at_ms = at_ms + 1 WHERE seq = 1`, 1],
    [`UPDATE audit SET subject = 'other' WHERE seq = 10`, 10],
    [`UPDATE audit SET kind = 'armed' WHERE seq = 3`, 3],
    [`DELETE FROM audit WHERE seq = 4`, 4],
    [`DELETE FROM audit WHERE seq = 4; UPDATE audit SET seq = seq - 1 WHERE seq > 4`, 4],
    [
      `UPDATE audit SET seq = 99 WHERE seq = 6; UPDATE audit SET seq = 6 WHERE seq = 7; UPDATE audit SET seq = 7 WHERE seq = 99`,
      6,
    ],
  ])('shows where a copy was tampered with: %s', (sql, at) => {
    const dir = tempDir();
    const { db, chain } = openChain(path.join(dir, 'a.db'));
    for (let i = 0; i < 10; i += 1) chain.append('disarmed', `account ${i}`, { by: 'cli', i });
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    copyFileSync(path.join(dir, 'a.db'), path.join(dir, 'copy.db'));
    const copy = openDatabase(path.join(dir, 'copy.db'), { synchronous: 'NORMAL' });
    onTestFinished(copy.close);
    copy.exec('DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;');
    expect(firstBreak(entriesOf(copy))).toBeNull();
    copy.exec(sql);
    expect(firstBreak(entriesOf(copy))).toBe(at);
  });
});
