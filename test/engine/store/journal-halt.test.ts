import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createJournalHalt } from '../../../electron/engine/store/journal-halt.ts';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import { deferred, filledReport, orderWorld } from '../orders/order-world.ts';
import type { PlaceOutcome } from '../../../electron/engine/venues/venue.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { tempJournal } from '../../support/temp-journal.ts';

function halting() {
  const journal = tempJournal();
  const clock = createFakeClock();
  const told: (string | null)[] = [];
  const onChange = (halted: ErrorDocument | null) => void told.push(halted?.message ?? null);
  const halt = createJournalHalt(journal, { file: '/data/journal.db', clock, onChange });
  const world = orderWorld({ db: halt.db, clock, halt });
  onTestFinished(async () => {
    await world.close();
    halt.close();
  });
  const readOnly = (yes: boolean) => journal.exec(`PRAGMA query_only=${yes ? 'ON' : 'OFF'}`);
  return { journal, clock, halt, told, world, readOnly };
}

describe('a journal that cannot be written', () => {
  it('halts, says why, refuses previews and orders alike, and goes on by itself once it can', async () => {
    const { clock, halt, told, world, readOnly } = halting();
    readOnly(true);
    await expect(world.fire()).rejects.toMatchObject({
      code: 'JOURNAL_UNAVAILABLE',
      message: expect.stringContaining('it is read-only') as string,
    });
    expect(halt.current()).toMatchObject({
      code: 'JOURNAL_UNAVAILABLE',
      message: expect.stringContaining('/data/journal.db') as string,
    });
    expect((await world.preview()).error).toMatchObject({ code: 'JOURNAL_UNAVAILABLE' });
    expect(world.venue.placed).toEqual([]);
    await clock.advanceAsync(10_000);
    expect(halt.current()).not.toBeNull();
    readOnly(false);
    await clock.advanceAsync(3_000);
    expect([halt.current(), told.length, told.at(-1)]).toEqual([null, 2, null]);
    expect((await world.fire()).orders).toMatchObject([{ status: 'filled' }]);
  });

  it('is tried again for the next order, which does not wait for the timer', async () => {
    const { world, readOnly } = halting();
    readOnly(true);
    await expect(world.fire()).rejects.toMatchObject({ code: 'JOURNAL_UNAVAILABLE' });
    readOnly(false);
    expect((await world.fire()).orders).toMatchObject([{ status: 'filled' }]);
  });

  it('gets the answers that it could not take, in full, as soon as it can', async () => {
    const { clock, world, readOnly } = halting();
    const reply = deferred<PlaceOutcome>();
    world.venue.onPlace = () => reply.promise;
    const fired = world.fire({ id: 's1' });
    await clock.advanceAsync(0);
    readOnly(true);
    reply.resolve({ kind: 'accepted', report: filledReport('0.01', 2) });
    await fired;
    readOnly(false);
    await clock.advanceAsync(2_000);
    const [row] = world.journal.list({ limit: 1, before: null, account_name: null, status: null }).rows;
    expect(row).toMatchObject({ status: 'filled', filled: '0.01' });
    expect(world.journal.fills(row!.id)).toHaveLength(2);
    expect(world.venue.lookups).toEqual([]);
  });

  it('that was closed halts, and stays so', async () => {
    const { journal, clock, halt, world } = halting();
    journal.close();
    await expect(world.preview()).rejects.toThrow();
    expect(halt.current()).toMatchObject({ message: expect.stringContaining('it was closed') as string });
    await clock.advanceAsync(60_000);
    expect(halt.recheck()).not.toBeNull();
  });

  it('is not halted by a broken rule of its own, which is a bug', () => {
    const { halt } = halting();
    expect(() => halt.db.run('INSERT INTO nowhere VALUES (1)')).toThrow();
    expect(() => halt.db.run(`INSERT INTO fills (order_id) VALUES ('x')`)).toThrow();
    expect(halt.current()).toBeNull();
  });

  it('that was found damaged does not trade again before it was put right', async () => {
    const { clock, halt } = halting();
    halt.condemn('it is damaged: page 7');
    await clock.advanceAsync(60_000);
    expect(halt.recheck()).toMatchObject({
      code: 'JOURNAL_UNAVAILABLE',
      message: expect.stringContaining('page 7') as string,
    });
  });
});

/** `prlimit` can take the limit away from a running process, as a disk that is given room. */
it(
  'on a disk that is full, a real process halts, says so, and goes on when there is room',
  { timeout: 60_000 },
  async () => {
    const dir = tempDir();
    const script = path.join(import.meta.dirname, 'full-disk-child.ts');
    // The signal of the limit is ignored, so that writing fails as it does on a full disk.
    const child = spawn(
      'bash',
      ['-c', `trap '' XFSZ; ulimit -S -f 1500; exec "$0" "$@"`, process.execPath, script, dir],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async () =>
      JSON.parse((await lines.next()).value as string) as { code: string | null; problems: ErrorDocument[] };
    expect(await next()).toMatchObject({
      code: 'JOURNAL_UNAVAILABLE',
      problems: [{ code: 'JOURNAL_UNAVAILABLE', message: expect.stringMatching(/disk is full|disk failed/) as string }],
    });
    // Elsewhere a limit cannot be taken away from outside.
    if (process.platform !== 'linux') return;
    execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited:unlimited']);
    child.stdin.write('go on\n');
    expect(await next()).toMatchObject({ code: null, problems: [] });
    await new Promise((resolve) => child.once('exit', resolve));
    // Nothing reached the (paper) venue that is not in the journal.
    const db = openDatabase(path.join(dir, 'journal.db'), { synchronous: 'FULL' });
    onTestFinished(db.close);
    const unknownHere =
      'SELECT client_order_id FROM paper_orders WHERE client_order_id NOT IN (SELECT client_order_id FROM orders)';
    expect(db.all(unknownHere)).toEqual([]);
    expect(db.get<{ n: number }>('SELECT count(*) AS n FROM paper_orders')?.n).toBeGreaterThan(3);
  },
);
