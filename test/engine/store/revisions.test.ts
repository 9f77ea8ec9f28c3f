import { describe, expect, it } from 'vitest';
import { openRevisions } from '../../../electron/engine/store/revisions.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { tempJournal } from '../../support/temp-journal.ts';

interface Rules {
  most: number;
}

function open(db = tempJournal()) {
  const clock = createFakeClock();
  const revisions = openRevisions<Rules>(db, clock, { table: 'failover_revisions', what: 'Rules', none: { most: 0 } });
  const set = (most: number, base: number | null = null): void =>
    revisions.next({ most }, base, ({ revision, atMs, json }) => {
      db.run(
        'INSERT INTO failover_revisions (revision, at_ms, by, policy) VALUES (?, ?, ?, ?)',
        revision,
        atMs,
        'cli',
        json,
      );
    });
  return { db, clock, revisions, set };
}

describe('revisions', () => {
  it('are numbered from one, dated, and there again after a restart', () => {
    const { db, clock, revisions, set } = open();
    expect([revisions.revision(), revisions.updatedMs(), revisions.policy()]).toEqual([0, null, { most: 0 }]);
    set(1, 0);
    clock.advance(1_000);
    set(2, 1);
    expect([revisions.revision(), revisions.updatedMs(), revisions.policy()]).toEqual([2, clock.nowMs(), { most: 2 }]);
    expect([open(db).revisions.revision(), open(db).revisions.policy()]).toEqual([2, { most: 2 }]);
  });

  it('are not made where nothing changes, and refused on an older one', () => {
    const { revisions, set } = open();
    set(1);
    set(1);
    expect(revisions.revision()).toBe(1);
    expect(() => set(1, 0)).toThrow('Rules are at revision 1 by now, not 0.');
  });

  it('stay as they were where the next one cannot be written', () => {
    const { db, revisions } = open();
    const fails = (): never => {
      throw new Error('database or disk is full');
    };
    expect(() => revisions.next({ most: 5 }, null, fails)).toThrow('full');
    expect([revisions.revision(), revisions.policy()]).toEqual([0, { most: 0 }]);
    expect(db.all('SELECT * FROM failover_revisions')).toEqual([]);
  });
});
