import { expect, it } from 'vitest';
import { createJournalHalt } from '../../../electron/engine/store/journal-halt.ts';
import { sayUnavailable } from '../../../electron/engine/store/say-unavailable.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { tempJournal } from '../../support/temp-journal.ts';

function world() {
  const journal = tempJournal();
  const halt = createJournalHalt(journal, { file: '/data/journal.db', clock: createFakeClock(), onChange: () => {} });
  const write = (): number => halt.db.run('UPDATE orders SET note = NULL').changes;
  const methods = {
    now: write,
    later: async () => write(),
    wrong: () => halt.db.run('INSERT INTO nowhere VALUES (1)'),
    bug: () => Promise.reject(new Error('a bug')),
  };
  return { journal, halt, said: sayUnavailable(methods, halt) };
}

it('hands on what the methods answer', async () => {
  const { said, halt } = world();
  expect([said.now(), await said.later()]).toEqual([0, 0]);
  halt.close();
});

it('says that the journal is unavailable where the storage fails, at once or later', async () => {
  const { said, journal, halt } = world();
  journal.exec('PRAGMA query_only=ON');
  const unavailable = { code: 'JOURNAL_UNAVAILABLE', message: expect.stringContaining('it is read-only') as string };
  expect(said.now).toThrow(expect.objectContaining(unavailable) as Error);
  await expect(said.later()).rejects.toMatchObject(unavailable);
  halt.close();
});

it('leaves every other error as it is', async () => {
  const { said, halt } = world();
  expect(said.wrong).toThrow(/nowhere/);
  await expect(said.bug()).rejects.toThrow('a bug');
  halt.close();
});
