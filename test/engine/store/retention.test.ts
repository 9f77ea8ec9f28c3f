import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStorage } from '../../../electron/engine/store/open-storage.ts';
import { createRetention } from '../../../electron/engine/store/retention.ts';
import type { Database } from '../../../electron/engine/store/sqlite.ts';
import { openLogStore } from '../../../electron/engine/telemetry/log-store.ts';
import { isoTime } from '../../../electron/engine/ports.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { openSimEngine, signal } from '../sim-engine.ts';

const DAY = 86_400_000;
const MB = 1_024 * 1_024;
const NOW = Date.UTC(2026, 11, 1, 12);
const logName = (daysAgo: number): string => `engine-${isoTime(NOW - daysAgo * DAY).slice(0, 10)}.jsonl`;

function desk(rules = { logDays: 90, logBytes: 1_024 * MB }, rowsKept?: number) {
  const dataDir = tempDir();
  const storage = openStorage(dataDir);
  onTestFinished(storage.close);
  const { logs, logDir } = storage;
  const clock = createFakeClock(NOW);
  const store = openLogStore(logs);
  mkdirSync(logDir, { recursive: true });
  const retention = createRetention({ logs, logDir, rules, clock, ...(rowsKept !== undefined && { rowsKept }) });
  const run = async (): Promise<void> => {
    let ended = false;
    const running = retention.run().finally(() => (ended = true));
    while (!ended) await clock.advanceAsync(20);
    await running;
  };
  const add = (daysAgo: number, count = 1): void => {
    const timeMs = NOW - daysAgo * DAY;
    for (let i = 0; i < count; i += 1)
      store.add({ level: 'INFO', message: 'x'.repeat(400), time: isoTime(timeMs) }, timeMs);
    store.flush();
  };
  const rows = () => logs.get<{ n: number }>('SELECT count(*) AS n FROM log_records')?.n;
  const file = (daysAgo: number, bytes: number) =>
    writeFileSync(path.join(logDir, logName(daysAgo)), Buffer.alloc(bytes, 'x'));
  return { dataDir, logs, logDir, clock, retention, run, add, rows, file, files: () => readdirSync(logDir).toSorted() };
}

describe('log files', () => {
  it('go by age', async () => {
    const { run, file, files, logDir } = desk({ logDays: 3, logBytes: MB });
    for (const days of [0, 1, 3, 4, 100]) file(days, 10);
    writeFileSync(path.join(logDir, 'notes.txt'), 'of somebody else');
    await run();
    expect(files()).toEqual([logName(3), logName(1), logName(0), 'notes.txt']);
  });

  it('go by size, oldest first, and never the one that is being written', async () => {
    const { run, file, files } = desk({ logDays: 90, logBytes: MB });
    for (const days of [0, 1, 2, 3]) file(days, MB * 0.4);
    await run();
    expect(files()).toEqual([logName(1), logName(0)]);
    const other = desk({ logDays: 90, logBytes: MB });
    other.file(0, 2 * MB);
    other.file(1, 10);
    await other.run();
    expect(other.files()).toEqual([logName(0)]);
  });
});

describe('rows of the log', () => {
  it('go by age, in parts, and give their room back', async () => {
    const { dataDir, run, add, rows, logs } = desk();
    add(91, 3_000);
    add(89, 10);
    logs.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const before = statSync(path.join(dataDir, 'logs.db')).size;
    await run();
    expect(rows()).toBe(10);
    logs.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    expect(statSync(path.join(dataDir, 'logs.db')).size).toBeLessThan(before / 2);
  });

  it('go by number, the oldest first', async () => {
    const { run, add, rows, logs } = desk({ logDays: 90, logBytes: MB }, 100);
    add(2, 1_300);
    await run();
    expect(rows()).toBe(100);
    expect(logs.get('SELECT min(seq) AS first FROM log_records')).toEqual({ first: 1_201 });
  });

  it('wait while the engine closes', async () => {
    const { retention, add, rows, clock } = desk();
    add(91, 2_000);
    const running = retention.run();
    await clock.advanceAsync(20);
    retention.close();
    await running;
    expect(rows()).toBeGreaterThan(0);
    expect(clock.pendingTimers()).toBe(0);
  });
});

/** Every table of the journal, with the number of its rows and what is in them. */
function contentOf(db: Database): Record<string, string> {
  const tables = db.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`);
  return Object.fromEntries(
    tables.map(({ name }) => {
      const rows = db.all(`SELECT * FROM "${name}"`);
      return [name, `${rows.length} ${createHash('sha256').update(JSON.stringify(rows)).digest('hex')}`];
    }),
  );
}

it('touches nothing of the journal, however old it is', async () => {
  const { engine, dataDir } = await openSimEngine();
  for (let i = 0; i < 3; i += 1) await engine.signals.fire(signal(), 'cli');
  await engine.signals.fire(signal({ symbol: 'NO/SUCH' }), 'cli');
  await engine.close();
  const storage = openStorage(dataDir);
  onTestFinished(storage.close);
  const before = contentOf(storage.journal);
  for (const table of ['orders', 'fills', 'audit', 'signals', 'order_transitions'])
    expect(before[table]).not.toMatch(/^0 /);
  const { logs, logDir } = storage;
  const clock = createFakeClock(NOW + 5_000 * DAY);
  const retention = createRetention({ logs, logDir, rules: { logDays: 1, logBytes: 1 }, clock, rowsKept: 0 });
  await retention.run();
  expect(logs.get('SELECT count(*) AS n FROM log_records')).toEqual({ n: 0 });
  expect(contentOf(storage.journal)).toEqual(before);
});
