import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { isoTime } from '../ports.ts';
import type { Clock } from '../ports.ts';
import { namesIn } from './backup-files.ts';
import type { KeepingRules } from './keeping-rules.ts';
import type { Database } from './sqlite.ts';

/** Lets go of old log. Nothing that happened to an order or to money is here: that is kept for ever. */
export interface Retention {
  /** In small parts, so that nothing waits for it. Ends early when it is closed. */
  run(): Promise<void>;
  close(): void;
}

const DAY_MS = 86_400_000;
const LOG_FILE = /^engine-(\d{4}-\d\d-\d\d)\.jsonl$/;
const ROWS_KEPT = 2_000_000;
const ROWS_A_PART = 500;
const PAGES_A_PART = 250;
const PAUSE_MS = 20;

export function createRetention(deps: {
  logs: Database;
  logDir: string;
  rules: Pick<KeepingRules, 'logDays' | 'logBytes'>;
  clock: Clock;
  rowsKept?: number;
}): Retention {
  const { logs, rules, clock } = deps;
  let closed = false;
  let endPause: (() => void) | null = null;

  const pause = () =>
    new Promise<void>((resolve) => {
      const cancel = clock.after(PAUSE_MS, resolve);
      endPause = () => {
        cancel();
        resolve();
      };
    });

  function dropFiles(): void {
    const nowMs = clock.nowMs();
    const today = isoTime(nowMs).slice(0, 10);
    const oldest = isoTime(nowMs - rules.logDays * DAY_MS).slice(0, 10);
    let room = rules.logBytes;
    // From the newest on; the one that is being written stays, however large it is.
    for (const name of namesIn(deps.logDir)
      .filter((each) => LOG_FILE.test(each))
      .toSorted()
      .toReversed()) {
      const file = path.join(deps.logDir, name);
      const day = LOG_FILE.exec(name)?.[1] ?? today;
      room -= statSync(file).size;
      if (day < today && (day < oldest || room < 0)) rmSync(file, { force: true });
    }
  }

  async function inParts(part: () => boolean): Promise<void> {
    while (!closed && part()) await pause();
  }

  async function dropRows(): Promise<void> {
    const sinceMs = clock.nowMs() - rules.logDays * DAY_MS;
    const newest = logs.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM log_records')?.seq ?? 0;
    const last = newest - (deps.rowsKept ?? ROWS_KEPT);
    const remove = (where: string, value: number): boolean =>
      logs.run(
        `DELETE FROM log_records WHERE seq IN (SELECT seq FROM log_records WHERE ${where} LIMIT ${ROWS_A_PART})`,
        value,
      ).changes === ROWS_A_PART;
    await inParts(() => remove('time_ms < ?', sinceMs));
    await inParts(() => remove('seq <= ?', last));
    await inParts(giveBack);
  }

  /** Only a file that was made to shrink gives room back; in any other it is used again. */
  function giveBack(): boolean {
    const free = () => logs.get<{ freelist_count: number }>('PRAGMA freelist_count')?.freelist_count ?? 0;
    const before = free();
    if (before > 0) logs.exec(`PRAGMA incremental_vacuum(${PAGES_A_PART})`);
    return free() > 0 && free() < before;
  }

  return {
    async run() {
      dropFiles();
      await dropRows();
    },
    close() {
      closed = true;
      endPause?.();
    },
  };
}
