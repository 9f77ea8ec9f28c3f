import { expect, it } from 'vitest';
import { createAuditChain } from '../../../../electron/engine/audit/audit-chain.ts';
import { startImportRun } from '../../../../electron/engine/books/history/import-run.ts';
import type { ImportRun } from '../../../../electron/engine/books/history/import-run.ts';
import { createImportStore } from '../../../../electron/engine/books/history/import-store.ts';
import type { ImportStore } from '../../../../electron/engine/books/history/import-store.ts';
import { isDue } from '../../../../electron/engine/books/history/due-parts.ts';
import { systemSoon } from '../../../../electron/engine/seams.ts';
import { createCommitBatch } from '../../../../electron/engine/store/commit-batch.ts';
import type { HistoryPage, VenueHistory } from '../../../../electron/engine/venues/venue.ts';
import { isSpareRead } from '../../../../electron/engine/venues/http/spare-reads.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import type { FakeClock } from '../../../support/fake-clock.ts';
import { createMemoryLog } from '../../../support/memory-log.ts';
import { tempJournal } from '../../../support/temp-journal.ts';

const PLACE = { accountName: 'ann', exchange: 'kraken', testnet: false, seat: 's1' } as const;
const LAST: HistoryPage = { trades: [], flows: [], cursor: 'end', more: false };

interface Run {
  run: ImportRun;
  store: ImportStore;
  clock: FakeClock;
  asked: string[];
  sending: { now: boolean };
}

function start(names: string[], answer: (part: string, cursor: string | null) => HistoryPage, sending = false): Run {
  const db = tempJournal();
  const clock = createFakeClock();
  const store = createImportStore(db);
  store.run(PLACE, clock.nowMs());
  const asked: string[] = [];
  const history: VenueHistory = {
    limits: [],
    parts: () => Promise.resolve(names),
    page(part, cursor) {
      asked.push(`${part} ${isSpareRead() ? 'spare' : 'urgent'}`);
      return new Promise((resolve) => resolve(answer(part, cursor)));
    },
  };
  const state = { now: sending };
  const run = startImportRun(PLACE, history, {
    ...{ store, clock, audit: createAuditChain(db, clock), log: createMemoryLog(), redact: (text: string) => text },
    batch: createCommitBatch(db, clock, () => {}, systemSoon),
    symbols: () => Promise.resolve([]),
    isSending: () => state.now,
    noteTrades: () => {},
    onProgress: () => {},
  });
  return { run, store, clock, asked, sending: state };
}

async function finished({ run, store, clock }: Run) {
  let ended = false;
  void run.ended.then(() => (ended = true));
  for (let turn = 0; turn < 2_000 && !ended; turn += 1) await clock.advanceAsync(1_000);
  const { state, error_code: error } = store.job(PLACE)!;
  return { state, error, parts: store.parts(PLACE).map(({ part, done }) => `${part} ${done}`) };
}

it('asks as one that nobody waits for, and not while an order is on its way', async () => {
  const run = start(['a', 'b'], () => LAST, true);
  await run.clock.advanceAsync(5_000);
  expect(run.asked).toEqual([]);
  run.sending.now = false;
  expect(await finished(run)).toEqual({ state: 'done', error: null, parts: ['a 1', 'b 1'] });
  expect(run.asked).toEqual(['a spare', 'b spare']);
});

it('ends what does not get on, and what nobody may ask, and goes on with the next part', async () => {
  const run = start(['stuck', 'closed', 'open'], (part) => {
    if (part === 'closed') throw new QtError('VENUE_AUTH', 'not allowed');
    return part === 'stuck' ? { ...LAST, cursor: 'same', more: true } : LAST;
  });
  expect(await finished(run)).toMatchObject({
    state: 'failed',
    error: 'INTERNAL',
    parts: ['stuck 0', 'closed 0', 'open 1'],
  });
  expect(run.asked.map((each) => each.split(' ')[0])).toEqual(['stuck', 'stuck', 'closed', 'open']);
});

it('gives up where three parts in a row fail alike', async () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const run = start(names, () => {
    throw new QtError('VENUE_AUTH', 'not allowed');
  });
  expect(await finished(run)).toMatchObject({ state: 'failed', error: 'VENUE_AUTH' });
  expect(run.asked).toHaveLength(3);
});

it('waits longer and longer while the exchange is away, and for as long as that takes', async () => {
  let away = true;
  const run = start(['a'], () => {
    if (away) throw new QtError('VENUE_UNREACHABLE', 'no route');
    return LAST;
  });
  for (let second = 0; second < 1_000; second += 1) await run.clock.advanceAsync(1_000);
  // After 2, 4, 8 … 256 s, and then every five minutes.
  expect(run.asked).toHaveLength(10);
  expect(run.run.doing).toEqual({ part: 'a', waitsFor: { code: 'VENUE_UNREACHABLE', message: 'no route' } });
  away = false;
  expect(await finished(run)).toMatchObject({ state: 'done', error: null });
});

it('writes nothing after it was stopped', async () => {
  const run = start(['a', 'b'], () => LAST);
  const stopped = run.run.stop();
  await stopped;
  expect(await finished(run)).toMatchObject({ state: 'running' });
  expect(run.asked).toEqual([]);
});

it('looks at a market in which nothing was ever traded once a day', () => {
  const day = 86_400_000;
  const part = { part: 'trades X/Y', cursor: 'c', done: 1, trades: 0, flows: 0, oldest_ms: null, updated_ms: 0 };
  expect(isDue(part, [], day - 1)).toBe(false);
  expect(isDue(part, [], day)).toBe(true);
  expect(isDue(part, ['X/Y'], 1)).toBe(true);
  expect(isDue({ ...part, trades: 1 }, [], 1)).toBe(true);
  expect(isDue({ ...part, done: 0 }, [], 1)).toBe(true);
  expect(isDue({ ...part, part: 'trades' }, [], 1)).toBe(true);
});
