import type { AccountDocument } from '../../../../shared/schema/account.ts';
import { ERROR_CODES } from '../../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../../shared/schema/error-code.ts';
import type { ImportDocument } from '../../../../shared/schema/history.ts';
import { isoTime } from '../../ports.ts';
import type { ImportRun } from './import-run.ts';
import type { ImportJob, ImportPart, ImportTotals } from './import-store.ts';

/** What there is to tell of one account's import. */
export interface ImportFacts {
  job: ImportJob | null;
  parts: readonly ImportPart[];
  totals: ImportTotals;
  doing: ImportRun['doing'] | null;
  limits: readonly string[];
}

const time = (ms: number | null | undefined): string | null => (ms === null || ms === undefined ? null : isoTime(ms));

/** `facts`: null where the account has no past to ask for. */
export function importDocument(account: AccountDocument, facts: ImportFacts | null): ImportDocument {
  const { name, exchange, mode, testnet } = account;
  const { job = null, parts = [], totals, doing = null, limits = [] } = facts ?? {};
  return {
    account_name: name,
    exchange,
    mode,
    testnet,
    state: facts ? (job?.state ?? 'idle') : 'unavailable',
    parts_done: parts.filter(({ done }) => done === 1).length,
    parts: parts.length,
    current: doing?.part ?? null,
    trades: totals?.trades ?? 0,
    flows: totals?.flows ?? 0,
    oldest_at: time(totals?.oldest_ms),
    started_at: time(job?.started_ms),
    updated_at: time(parts.reduce((last, { updated_ms: ms }) => Math.max(last, ms), job?.updated_ms ?? 0) || null),
    limits: [...limits],
    error: doing?.waitsFor ?? errorOf(job),
  };
}

function errorOf(job: ImportJob | null): ErrorDocument | null {
  if (!job?.error_code) return null;
  return { code: job.error_code, message: job.error_message ?? ERROR_CODES[job.error_code] };
}
