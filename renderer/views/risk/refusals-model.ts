import type { ErrorCode } from '../../../shared/schema/error-code.ts';
import type { SignalRowDocument } from '../../../shared/schema/order.ts';
import { modeKind } from '../../widgets/mode.ts';
import type { ModeKind } from '../../widgets/mode.ts';

export const REFUSAL_SPAN_MS = 24 * 3_600_000;

/** One rule and what it refused. Modes are counted apart. */
export interface RuleRefusals {
  code: ErrorCode;
  counts: Record<ModeKind, number>;
  total: number;
  accounts: string[];
  last_at: string;
  /** Newest first. */
  rows: SignalRowDocument[];
}

/** Signals of the last 24 hours that were refused before anything was sent, by the rule that refused; most first. */
export function refusalsByRule(rows: readonly SignalRowDocument[], nowMs: number): RuleRefusals[] {
  const byCode = new Map<ErrorCode, SignalRowDocument[]>();
  for (const row of rows) {
    if (row.error === null || Date.parse(row.received_at) < nowMs - REFUSAL_SPAN_MS) continue;
    byCode.set(row.error.code, [...(byCode.get(row.error.code) ?? []), row]);
  }
  return [...byCode]
    .map(([code, of]) => ruleOf(code, of))
    .sort((a, b) => b.total - a.total || (a.last_at < b.last_at ? 1 : -1));
}

function ruleOf(code: ErrorCode, rows: SignalRowDocument[]): RuleRefusals {
  const newest = rows.toSorted((a, b) => (a.received_at < b.received_at ? 1 : -1));
  const counts: RuleRefusals['counts'] = { real: 0, testnet: 0, paper: 0, unknown: 0 };
  for (const row of rows) counts[modeKind(row.mode, row.testnet)] += 1;
  return {
    code,
    counts,
    total: rows.length,
    accounts: [...new Set(rows.flatMap((row) => row.account_name ?? []))].sort(),
    last_at: newest[0]?.received_at ?? '',
    rows: newest,
  };
}
