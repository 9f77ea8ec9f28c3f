import type { ErrorDocument } from '../../../shared/schema/error-code.ts';

/** For how long things are kept that need not be kept for ever. */
export interface KeepingRules {
  /** The newest backup of each day, for so many days. */
  backupDays: number;
  logDays: number;
  /** Of the log files together. */
  logBytes: number;
}

const MB = 1_024 * 1_024;

/** `QT_BACKUP_KEEP`, `QT_LOG_KEEP_DAYS` (days) and `QT_LOG_KEEP_MB`. What is no such number is reported, and the default used. */
export function readKeepingRules(
  env: Readonly<Record<string, string | undefined>>,
  problems: Pick<ErrorDocument, 'code' | 'message'>[],
): KeepingRules {
  const read = (name: string, usual: number, least: number, most: number): number => {
    const text = env[name]?.trim() ?? '';
    if (text === '') return usual;
    const given = /^\d{1,7}$/.test(text) ? Number(text) : -1;
    if (given >= least && given <= most) return given;
    problems.push({ code: 'INVALID_INPUT', message: `${name} must be ${least} to ${most}; ${usual} is used` });
    return usual;
  };
  return {
    backupDays: read('QT_BACKUP_KEEP', 14, 1, 3_650),
    logDays: read('QT_LOG_KEEP_DAYS', 90, 1, 3_650),
    logBytes: read('QT_LOG_KEEP_MB', 1_024, 1, 1_048_576) * MB,
  };
}
