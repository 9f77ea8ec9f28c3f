import path from 'node:path';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import { auditHead } from '../audit/audit-chain.ts';
import type { Engine } from '../engine-interface.ts';
import type { Clock } from '../ports.ts';
import type { Log } from '../telemetry/log.ts';
import { createBackups } from './backup.ts';
import { whyNotKept } from './backup-failure.ts';
import { backupDirOf } from './backup-files.ts';
import { readKeepingRules } from './keeping-rules.ts';
import { createRetention } from './retention.ts';
import type { Database } from './sqlite.ts';

/** What is done so that nothing is lost, and so that no disk fills up: backups, the audit chain's head, retention. */
export interface Safekeeping {
  audit: Engine['audit'];
  backups: Engine['backups'];
  /** From now on all of it is done by itself, once a day. */
  attend(): void;
  close(): Promise<void>;
}

const LOOK_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function createSafekeeping(deps: {
  dataDir: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Shown to the operator; one of ours stands there for as long as backups fail. */
  problems: Pick<ErrorDocument, 'code' | 'message'>[];
  db: Database;
  logs: Database;
  logDir: string;
  clock: Clock;
  log: Log;
  soon: (task: () => void) => void;
  /** Further things that grow, once a day. */
  alsoThin?: () => void;
}): Safekeeping {
  const { dataDir, env, problems, db, clock, log } = deps;
  const rules = readKeepingRules(env, problems);
  const backups = createBackups({
    ...{ clock, log, soon: deps.soon },
    journalFile: path.join(dataDir, 'journal.db'),
    dir: backupDirOf(env, dataDir),
    keepDays: rules.backupDays,
  });
  const retention = createRetention({ logs: deps.logs, logDir: deps.logDir, rules, clock });
  const head = () => auditHead(db);
  let cancelLook: (() => void) | null = null;
  let closed = false;
  let underWay: Promise<void> = Promise.resolve();
  /** Times on the monotonic clock: a clock that is set must not put any of it off. */
  let dailyMs: number | null = null;
  let backupDueMs = 0;
  let lastSeq: number | null = null;
  const failure: ErrorDocument = { code: 'BACKUP_FAILED', message: '' };

  function sayHead(): void {
    const { seq, hash } = head();
    log.info('Audit head', { detail: `${seq} ${hash}` });
  }

  function noteFailure(message: string | null): void {
    const at = problems.indexOf(failure);
    if (message === null && at >= 0) problems.splice(at, 1);
    if (message !== null && at < 0) problems.push(failure);
    failure.message = message ?? '';
  }

  async function daily(): Promise<void> {
    sayHead();
    deps.alsoThin?.();
    await retention.run();
  }

  /** The first moment in which nothing is journaled; after an hour any moment, because a copy holds nobody up. */
  function isMomentForBackup(nowMs: number): boolean {
    const { seq } = head();
    const idle = seq === lastSeq;
    lastSeq = seq;
    return seq > 0 && nowMs >= backupDueMs && (idle || nowMs >= backupDueMs + HOUR_MS);
  }

  async function backUp(): Promise<void> {
    try {
      await backups.make('schedule');
      backupDueMs = clock.monotonicMs() + DAY_MS;
      noteFailure(null);
    } catch (error) {
      backupDueMs = clock.monotonicMs() + HOUR_MS;
      const message = whyNotKept(error) ?? String(error);
      log.error('The journal could not be backed up', { code: 'BACKUP_FAILED', detail: message });
      noteFailure(`${message}. It is tried again every hour.`);
    }
  }

  async function look(): Promise<void> {
    const nowMs = clock.monotonicMs();
    if (dailyMs === null || nowMs - dailyMs >= DAY_MS) {
      dailyMs = nowMs;
      await daily();
    }
    if (!closed && isMomentForBackup(nowMs)) await backUp();
  }

  function lookLater(): void {
    cancelLook = clock.after(LOOK_MS, () => {
      // While the journal or the log cannot be used there is nothing to look after; whoever met that has said it.
      underWay = look()
        .catch((error: unknown) => log.warn('Safekeeping has to wait', { detail: String(error) }))
        .finally(() => {
          if (!closed) lookLater();
        });
    });
  }

  return {
    audit: { head },
    backups: { list: backups.list, make: () => backups.make('asked') },
    attend() {
      const newestMs = backups.newestMs();
      const ageMs = newestMs === null ? DAY_MS : Math.max(0, clock.nowMs() - newestMs);
      backupDueMs = clock.monotonicMs() + Math.max(0, DAY_MS - ageMs);
      lookLater();
    },
    async close() {
      closed = true;
      cancelLook?.();
      retention.close();
      await underWay;
      await backups.close();
      try {
        sayHead();
      } catch {
        // A journal that cannot be read has been reported already.
      }
    },
  };
}
