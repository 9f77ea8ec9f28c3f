import { describe, expect, it } from 'vitest';
import { createTurnWatch } from '../../electron/engine/turn-watch.ts';
import type { Database } from '../../electron/engine/store/sqlite.ts';
import { timedWrites } from '../../electron/engine/store/timed-writes.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { tempJournal } from '../support/temp-journal.ts';

function desk() {
  const clock = createFakeClock();
  let tasks: (() => void)[] = [];
  const turns = createTurnWatch(clock, (task) => void tasks.push(task));
  /** The tasks that were set until now; those that they set come later. */
  const soon = async (): Promise<void> => {
    const due = tasks;
    tasks = [];
    for (const task of due) task();
    await Promise.resolve();
  };
  return { clock, turns, soon, waiting: () => tasks.length };
}

describe('a turn of the event loop', () => {
  it.each<[string, (db: Database) => void, boolean]>([
    ['a statement', (db) => void db.run('DELETE FROM external_orders'), true],
    ['a transaction', (db) => db.transaction(() => {}), true],
    ['a question', (db) => void db.get('SELECT 1'), false],
  ])('begins with what is written, which holds everything up until the disk has it: %s', (_what, work, begins) => {
    const { clock, turns } = desk();
    work(timedWrites(tempJournal(), turns.begin));
    clock.advance(100);
    expect(turns.breath(100) !== null).toBe(begins);
  });

  it('that is young is not held up', () => {
    const { clock, turns } = desk();
    turns.begin();
    clock.advance(20);
    expect(turns.breath(0)).toBeNull();
  });

  it('that took long ends before anything is sent: events that came meanwhile go first', async () => {
    const { clock, turns, soon, waiting } = desk();
    turns.begin();
    clock.advance(500);
    let sent = 0;
    const send = async (): Promise<void> => {
      const sinceMs = clock.monotonicMs();
      for (let breath = turns.breath(sinceMs); breath; breath = turns.breath(sinceMs)) await breath;
      sent += 1;
    };
    const all = [send(), send()];
    expect(sent).toBe(0);
    // The first task can still belong to this turn.
    await soon();
    expect(sent).toBe(0);
    await soon();
    await Promise.all(all);
    expect(sent).toBe(2);
    await soon();
    expect(waiting()).toBe(0);
  });

  it('ends again where there is more to send than fits into one, and not without an end', async () => {
    const { clock, turns, soon } = desk();
    const sentIn: number[] = [];
    let turn = 0;
    const send = async (): Promise<void> => {
      const sinceMs = clock.monotonicMs();
      for (let breath = turns.breath(sinceMs); breath; breath = turns.breath(sinceMs)) await breath;
      clock.advance(15);
      sentIn.push(turn);
    };
    turns.begin();
    clock.advance(50);
    const all = Promise.all(Array.from({ length: 10 }, send));
    for (turn = 1; turn < 12; turn += 1) {
      await soon();
      await new Promise((resolve) => void setImmediate(resolve));
    }
    await all;
    expect(sentIn).toEqual([2, 2, 4, 4, 6, 6, 8, 8, 10, 10]);
  });

  it('is not waited for without an end: where every turn is long, an order leaves after half a second', async () => {
    const { clock, turns, soon } = desk();
    let sent = false;
    turns.begin();
    clock.advance(50);
    const sending = (async () => {
      const sinceMs = clock.monotonicMs();
      for (let breath = turns.breath(sinceMs); breath; breath = turns.breath(sinceMs)) {
        await breath;
        turns.begin();
        clock.advance(100);
      }
      sent = true;
    })();
    for (let turn = 0; turn < 8; turn += 1) {
      await soon();
      await new Promise((resolve) => void setImmediate(resolve));
    }
    expect(sent).toBe(false);
    for (let turn = 0; turn < 4; turn += 1) {
      await soon();
      await new Promise((resolve) => void setImmediate(resolve));
    }
    await sending;
    expect(sent).toBe(true);
  });
});
