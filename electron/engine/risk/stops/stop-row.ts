import type { ErrorCode } from '../../../../shared/schema/error-code.ts';
import type { StopDocument, StopWorkDocument } from '../../../../shared/schema/risk.ts';
import type { RiskScope } from '../../../../shared/schema/risk-policy.ts';
import { isoTime } from '../../ports.ts';

/** A row of `stops`, as stored. */
export interface StopRow {
  id: string;
  scope_kind: RiskScope['kind'];
  scope_name: string | null;
  cause: StopDocument['cause'];
  code: ErrorCode;
  reason: string;
  by: StopDocument['by'];
  at_ms: number;
  cancels: number;
  flattens: number;
  work: string;
}

export function stopDocument(row: StopRow): StopDocument {
  const { scope_kind: kind, scope_name: name } = row;
  return {
    id: row.id,
    scope: kind === 'global' ? { kind } : { kind, name: name ?? '' },
    cause: row.cause,
    code: row.code,
    reason: row.reason,
    by: row.by,
    at: isoTime(row.at_ms),
    durable: true,
    cancel: row.cancels === 1,
    flatten: row.flattens === 1,
    work: JSON.parse(row.work) as StopWorkDocument[],
  };
}
