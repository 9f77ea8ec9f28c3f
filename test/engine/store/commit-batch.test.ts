import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCommitBatch } from '../../../electron/engine/store/commit-batch.ts';
import { systemSoon } from '../../../electron/engine/seams.ts';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import type { Database } from '../../../electron/engine/store/sqlite.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { tempJournal } from '../../support/temp-journal.ts';

/** A journal with a table for notes, that counts its commits. */
function desk() {
  const file = path.join(tempDir(), 'journal.db');
  const db = tempJournal(file);
  db.exec('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT');
  let commits = 0;
  const counted: Database = {
    ...db,
    transaction: (work) => {
      commits += 1;
      return db.transaction(work);
    },
  };
  const took: number[] = [];
  let now = 0;
  const batch = createCommitBatch(counted, { monotonicMs: () => (now += 1) }, (ms) => took.push(ms), systemSoon);
  const note = (text: string) => () => db.run('INSERT INTO notes (text) VALUES (?)', text).lastInsertRowid;
  const notes = () => db.all<{ text: string }>('SELECT text FROM notes ORDER BY id').map(({ text }) => text);
  return { db, file, batch, note, notes, took, commits: () => commits };
}

describe('a batch of commits', () => {
  it('writes what is ready in the same turn in one commit, in the order of the calls', async () => {
    const { batch, note, notes, commits, took } = desk();
    const ready = async (text: string, hops: number): Promise<number> => {
      for (let i = 0; i < hops; i += 1) await Promise.resolve();
      return batch.commit(note(text));
    };
    expect(await Promise.all([ready('a', 0), ready('b', 7), ready('c', 3)])).toEqual([1, 3, 2]);
    expect([notes(), commits(), took]).toEqual([['a', 'c', 'b'], 1, [1]]);
  });

  it('does not make a lone one wait for the next turn', async () => {
    const { batch, note, notes } = desk();
    let turned = false;
    setImmediate(() => (turned = true));
    await batch.commit(note('alone'));
    expect([notes(), turned]).toEqual([['alone'], false]);
  });

  it('answers only once it is durable: another connection sees it', async () => {
    const { batch, note, file } = desk();
    const other = openDatabase(file, { synchronous: 'NORMAL' });
    onTestFinished(other.close);
    const seen = () => other.all('SELECT text FROM notes').length;
    await batch.commit(() => {
      note('a')();
      expect(seen()).toBe(0);
    });
    expect(seen()).toBe(1);
  });

  it('takes transactions for parts of it, each taken back by itself', async () => {
    const { db, batch, note, notes, commits } = desk();
    await batch.commit(() => {
      db.transaction(note('a'));
      const broken = (): void =>
        db.transaction(() => {
          note('b')();
          throw new Error('bad part');
        });
      expect(broken).toThrow('bad part');
      db.transaction(() => db.transaction(note('c')));
    });
    expect([notes(), commits()]).toEqual([['a', 'c'], 1]);
  });

  it('gathers what nobody waits for over several events, unless a commit takes it along', async () => {
    const { batch, note, notes, commits } = desk();
    const event = (text: string) =>
      new Promise<void>((resolve) => setImmediate(() => resolve(batch.gather(note(text)).then(() => {}))));
    await Promise.all([event('a'), event('b'), event('c')]);
    expect([notes(), commits()]).toEqual([['a', 'b', 'c'], 1]);
    await Promise.all([batch.gather(note('d')), batch.commit(note('e'))]);
    expect([notes(), commits()]).toEqual([['a', 'b', 'c', 'd', 'e'], 2]);
    await batch.gather(note('f'));
    expect(notes()).toContain('f');
  });

  it('takes back one that fails, all of it, and nothing of the others', async () => {
    const { batch, note, notes, commits } = desk();
    const settled = await Promise.allSettled([
      batch.commit(note('a')),
      batch.commit(() => {
        note('half')();
        throw new Error('bad one');
      }),
      batch.commit(note('a')),
      batch.commit(note('b')),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect([notes(), commits()]).toEqual([['a', 'b'], 1]);
    expect(settled[1]).toMatchObject({ reason: { message: 'bad one' } });
  });

  it('tells every one of a commit that fails as a whole, and writes none of them', async () => {
    const { db, batch, note, notes, took } = desk();
    db.exec(`CREATE TRIGGER full_disk BEFORE INSERT ON notes WHEN NEW.text = 'too much'
      BEGIN SELECT RAISE(ROLLBACK, 'disk full'); END`);
    const settled = await Promise.allSettled(['a', 'too much', 'b'].map((text) => batch.commit(note(text))));
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect([notes(), took]).toEqual([[], []]);
    await batch.commit(note('after'));
    expect(notes()).toEqual(['after']);
  });

  it('fails where the journal cannot be written, alone or together', async () => {
    const { db, batch, note, notes } = desk();
    db.exec('PRAGMA query_only=ON');
    await expect(batch.commit(note('a'))).rejects.toThrow();
    const both = await Promise.allSettled([batch.commit(note('a')), batch.commit(note('b'))]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    db.exec('PRAGMA query_only=OFF');
    expect(notes()).toEqual([]);
  });

  it('takes what comes while it commits into the next one', async () => {
    const { batch, note, notes, commits } = desk();
    let later: Promise<number> | undefined;
    await batch.commit(() => {
      later = batch.commit(note('later'));
      return note('first')();
    });
    await later;
    expect([notes(), commits()]).toEqual([['first', 'later'], 2]);
  });
});
