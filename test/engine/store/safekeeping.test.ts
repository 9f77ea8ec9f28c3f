import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../../../electron/engine/engine.ts';
import { isoTime } from '../../../electron/engine/ports.ts';
import { readKeepingRules } from '../../../electron/engine/store/keeping-rules.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createSeededIds } from '../../support/seeded-ids.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { signal } from '../sim-engine.ts';

const HOUR = 3_600_000;

async function attended(options: { dataDir?: string; startMs?: number; env?: Record<string, string> } = {}) {
  const dataDir = options.dataDir ?? tempDir();
  const clock = createFakeClock(options.startMs);
  const fetch = () => Promise.reject(new Error('no network in this test'));
  const env = options.env ?? {};
  const engine = await openEngine({
    ...{ dataDir, env, clock, fetch, attended: true },
    ids: createSeededIds(`${dataDir}${clock.nowMs()}`, clock),
  });
  onTestFinished(() => engine.close());
  const backups = () => readdirSync(options.env?.['QT_BACKUP_DIR'] ?? path.join(dataDir, 'backups')).toSorted();
  const heads = () => {
    const { records } = engine.log.query(EVERYTHING);
    return records.filter(({ message }) => message === 'Audit head').map(({ detail }) => detail);
  };
  /** A copy is made by real threads, which no clock of ours moves. */
  const minutes = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) {
      await clock.advanceAsync(60_000);
      await pause(1);
    }
  };
  return { engine, clock, dataDir, backups, heads, minutes };
}

const EVERYTHING = {
  ...{ limit: 1_000, account_name: null, strategy_id: null, source: null },
  ...{ level: null, since: null, before_seq: null, after_seq: null },
};

const eventually = async (holds: () => boolean): Promise<void> => {
  for (let i = 0; i < 500 && !holds(); i += 1) await pause(10);
  expect(holds()).toBe(true);
};

describe('while somebody relies on the engine', () => {
  it('the journal is copied in an idle moment, and again a day later, also by the next engine', async () => {
    const { engine, backups, minutes, dataDir, clock } = await attended();
    await engine.signals.fire(signal(), 'cli');
    mkdirSync(path.join(dataDir, 'backups'));
    await minutes(1);
    expect(backups()).toEqual([]);
    await minutes(2);
    await eventually(() => engine.backups.list().length === 1);
    expect(engine.backups.list()).toMatchObject([{ cause: 'schedule', audit_head: { seq: engine.audit.head().seq } }]);
    await minutes(30);
    expect(backups()).toHaveLength(1);
    await engine.close();

    const next = await attended({ dataDir, startMs: clock.nowMs() + 22 * HOUR });
    await next.minutes(20);
    expect(next.backups()).toHaveLength(1);
    await next.clock.advanceAsync(3 * HOUR);
    await next.minutes(3);
    await eventually(() => next.engine.backups.list().length === 2);
  });

  it('a busy engine is copied after an hour all the same', async () => {
    const { engine, minutes, clock } = await attended();
    for (let i = 0; i < 65 && engine.backups.list().length === 0; i += 1) {
      await engine.signals.fire(signal(), 'cli');
      await minutes(1);
    }
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(HOUR);
    await eventually(() => engine.backups.list().length === 1);
  });

  it('a backup that fails stands among the problems until one is made', async () => {
    const folder = path.join(tempDir(), 'backups');
    writeFileSync(folder, '');
    const { engine, minutes } = await attended({ env: { QT_BACKUP_DIR: path.join(folder, 'in') } });
    await engine.signals.fire(signal(), 'cli');
    const problem = () => engine.system().problems.find(({ code }) => code === 'BACKUP_FAILED');
    await minutes(4);
    await eventually(() => problem() !== undefined);
    expect(problem()?.message).toContain('tried again every hour');
  });

  it('the head of the chain is logged once a day, and as the engine closes', async () => {
    const { engine, heads, minutes, clock, dataDir } = await attended();
    await engine.signals.fire(signal(), 'cli');
    const { seq, hash } = engine.audit.head();
    await minutes(3);
    expect(heads()).toEqual([`${seq} ${hash}`]);
    await clock.advanceAsync(24 * HOUR);
    await minutes(2);
    expect(heads()).toHaveLength(2);
    const last = engine.audit.head();
    await engine.close();
    const next = await attended({ dataDir, startMs: clock.nowMs() + 1 });
    expect(next.heads()[0]).toBe(`${last.seq} ${last.hash}`);
  });

  it('old log goes', async () => {
    const dataDir = tempDir();
    mkdirSync(path.join(dataDir, 'logs'));
    chmodSync(path.join(dataDir, 'logs'), 0o700);
    const [old, young] = [200, 20].map(
      (days) => `engine-${isoTime(Date.UTC(2026, 11, 1) - days * 24 * HOUR).slice(0, 10)}.jsonl`,
    );
    for (const name of [old, young]) writeFileSync(path.join(dataDir, 'logs', name as string), '');
    const { minutes } = await attended({ dataDir });
    await minutes(2);
    expect(readdirSync(path.join(dataDir, 'logs'))).toContain(young);
    expect(readdirSync(path.join(dataDir, 'logs'))).not.toContain(old);
  });
});

describe('the rules', () => {
  it('have defaults, and are read from the environment', () => {
    const problems: { code: string; message: string }[] = [];
    expect(readKeepingRules({}, problems as never)).toEqual({ backupDays: 14, logDays: 90, logBytes: 2 ** 30 });
    const env = { QT_BACKUP_KEEP: '30', QT_LOG_KEEP_DAYS: ' 7 ', QT_LOG_KEEP_MB: '2' };
    expect(readKeepingRules(env, problems as never)).toEqual({ backupDays: 30, logDays: 7, logBytes: 2 ** 21 });
    expect(problems).toEqual([]);
  });

  it.each(['0', '-1', '1.5', 'many', '99999999'])(
    'that cannot be meant are reported, and keep the default: %s',
    (text) => {
      const problems: { code: string; message: string }[] = [];
      const env = { QT_BACKUP_KEEP: text, QT_LOG_KEEP_DAYS: text, QT_LOG_KEEP_MB: text };
      expect(readKeepingRules(env, problems as never)).toEqual({ backupDays: 14, logDays: 90, logBytes: 2 ** 30 });
      expect(problems.map(({ code }) => code)).toEqual(['INVALID_INPUT', 'INVALID_INPUT', 'INVALID_INPUT']);
    },
  );
});
