import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import { levelOf, openLog } from '../../../electron/engine/telemetry/log.ts';
import { openLogStore } from '../../../electron/engine/telemetry/log-store.ts';
import { createRedactor } from '../../../electron/engine/telemetry/redact.ts';
import type { LogQuery } from '../../../electron/engine/engine-interface.ts';
import type { LogLevel, LogRecord } from '../../../shared/schema/log-record.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';

const ALL: LogQuery = {
  limit: 100,
  account_name: null,
  strategy_id: null,
  source: null,
  level: null,
  since: null,
  before_seq: null,
  after_seq: null,
};

function open(level: LogLevel = 'DEBUG', dir = tempDir(), secrets: string[] = []) {
  const db = openDatabase(path.join(dir, 'logs.db'), { synchronous: 'NORMAL' });
  const clock = createFakeClock(Date.UTC(2026, 11, 1, 23, 59, 59, 500));
  const store = openLogStore(db);
  const seen: (LogRecord & { seq: number })[] = [];
  const logDir = path.join(dir, 'logs');
  const log = openLog({
    dir: logDir,
    level,
    stderr: false,
    clock,
    redact: createRedactor(secrets),
    store,
    onRecord: (record) => seen.push(record),
  });
  onTestFinished(() => {
    log.close();
    db.close();
  });
  const lines = (day: string) =>
    readFileSync(path.join(logDir, `engine-${day}.jsonl`), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    log,
    clock,
    store,
    seen,
    logDir,
    lines,
    db,
    query: (q: Partial<LogQuery> = {}) => store.query({ ...ALL, ...q }),
  };
}

describe('log', () => {
  it('writes one JSON object a line: level, message, time and the fields that apply, and nothing else', () => {
    const { log, lines, seen } = open();
    const fields = {
      account_name: 'a',
      exchange: 'sim',
      strategy_id: 's',
      source: 'default',
      signal_id: 'sig_1',
      mode: 'paper',
      testnet: false,
    };
    log.info('Resolved account for signal', fields);
    log.error('Something failed', { code: 'INTERNAL', detail: 'two\nlines "quoted"' });
    const time = '2026-12-01T23:59:59.500Z';
    expect(lines('2026-12-01')).toEqual([
      { level: 'INFO', message: 'Resolved account for signal', time, ...fields },
      { level: 'ERROR', message: 'Something failed', time, code: 'INTERNAL', detail: 'two\nlines "quoted"' },
    ]);
    expect(seen.map(({ seq, level }) => [seq, level])).toEqual([
      [1, 'INFO'],
      [2, 'ERROR'],
    ]);
  });

  it('begins a new file a day, each 0600 in a folder 0700', () => {
    const { log, clock, logDir, lines } = open();
    log.info('before midnight');
    clock.advance(500);
    log.info('after midnight');
    expect(readdirSync(logDir).toSorted()).toEqual(['engine-2026-12-01.jsonl', 'engine-2026-12-02.jsonl']);
    for (const file of readdirSync(logDir)) expect(statSync(path.join(logDir, file)).mode & 0o777).toBe(0o600);
    expect(statSync(logDir).mode & 0o777).toBe(0o700);
    expect(lines('2026-12-02')).toMatchObject([{ message: 'after midnight', time: '2026-12-02T00:00:00.000Z' }]);
  });

  it('is on disk before the next line of code runs, so that a crash loses nothing', () => {
    const { log, lines } = open();
    log.info('one');
    expect(lines('2026-12-01')).toHaveLength(1);
  });

  it('keeps out what is below its level', () => {
    const { log, query } = open('WARN');
    log.debug('d');
    log.info('i');
    log.warn('w');
    log.error('e');
    expect(query().records.map((record) => record.message)).toEqual(['e', 'w']);
    expect([levelOf('warn'), levelOf(' Debug '), levelOf('LOUD'), levelOf(undefined)]).toEqual([
      'WARN',
      'DEBUG',
      'INFO',
      'INFO',
    ]);
  });

  it('passes every text through the redactor, in the file, in the store and in the event', () => {
    const secret = 'canary-0123456789';
    const { log, lines, query, seen } = open('DEBUG', tempDir(), [secret]);
    log.warn(`message ${secret}`, { detail: `detail ${secret}`, account_name: secret });
    for (const copy of [lines('2026-12-01'), query().records, seen]) {
      expect(JSON.stringify(copy)).not.toContain(secret);
      expect(copy).toMatchObject([
        { message: 'message [secret]', detail: 'detail [secret]', account_name: '[secret]' },
      ]);
    }
  });

  it('keeps level and time readable though a secret looks like a part of them', () => {
    const { log, query } = open('DEBUG', tempDir(), ['2026', 'WARN']);
    log.warn('x');
    expect(query({ level: 'WARN' }).records).toMatchObject([{ level: 'WARN', time: '2026-12-01T23:59:59.500Z' }]);
  });

  it('never throws at what it records, even with a full disk and a dead store', () => {
    const dir = tempDir();
    mkdirSync(path.join(dir, 'logs'));
    symlinkSync('/dev/full', path.join(dir, 'logs', 'engine-2026-12-01.jsonl'));
    const { log, db, clock, seen } = open('DEBUG', dir);
    db.exec('PRAGMA query_only=ON');
    for (let i = 0; i < 500; i += 1) log.info('an order is under way');
    clock.advance(50);
    expect(seen.length).toBeGreaterThan(300);
    log.close();
    log.info('after the end');
  });
});

describe('log query', () => {
  function filled() {
    const opened = open();
    const { log, clock } = opened;
    log.info('one', { account_name: 'a', strategy_id: 's', source: 'default' });
    clock.advance(1_000);
    log.warn('two', { account_name: 'b', strategy_id: 's', source: 'strategy_policy' });
    clock.advance(1_000);
    log.error('three', { account_name: 'a' });
    clock.advance(1_000);
    log.debug('four');
    return opened;
  }

  it.each<[Partial<LogQuery>, string[]]>([
    [{}, ['four', 'three', 'two', 'one']],
    [{ account_name: 'a' }, ['three', 'one']],
    [{ strategy_id: 's' }, ['two', 'one']],
    [{ source: 'default' }, ['one']],
    [{ level: 'WARN' }, ['three', 'two']],
    [{ level: 'DEBUG' }, ['four', 'three', 'two', 'one']],
    [{ since: '2026-12-02T00:00:00.500Z' }, ['four', 'three', 'two']],
    [{ since: '2026-12-02T00:00:00.501Z' }, ['four', 'three']],
    [{ account_name: 'a', level: 'ERROR' }, ['three']],
    [{ account_name: 'none' }, []],
    [{ after_seq: 2 }, ['three', 'four']],
    [{ before_seq: 3 }, ['two', 'one']],
    [{ after_seq: 1, before_seq: 4 }, ['two', 'three']],
  ])('%j finds %j', (query, messages) => {
    expect(
      filled()
        .query(query)
        .records.map((record) => record.message),
    ).toEqual(messages);
  });

  it('pages through everything once, newest first, while more arrives', () => {
    const { log, query } = open();
    for (let i = 0; i < 25; i += 1) log.info(`m${i}`);
    const seen: string[] = [];
    let before: number | null = null;
    do {
      const page: ReturnType<typeof query> = query({ limit: 10, before_seq: before });
      seen.push(...page.records.map((record) => record.message));
      before = page.next_before_seq;
      log.info('meanwhile');
    } while (before !== null);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => `m${24 - i}`));
  });

  it('is followed by number without missing or repeating a record, over a reopening too', () => {
    const dir = tempDir();
    const first = open('DEBUG', dir);
    for (let i = 0; i < 5; i += 1) first.log.info(`m${i}`);
    expect(first.query({ after_seq: 0, limit: 3 }).records.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(first.query({ after_seq: 3, limit: 3 })).toMatchObject({
      records: [{ seq: 4 }, { seq: 5 }],
      next_before_seq: null,
    });
    first.log.close();
    const second = open('DEBUG', dir);
    second.log.info('m5');
    expect(second.query({ after_seq: 5 }).records).toMatchObject([{ seq: 6, message: 'm5' }]);
  });
});
