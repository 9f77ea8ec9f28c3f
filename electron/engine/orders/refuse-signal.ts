import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { FireDocument } from '../../../shared/schema/order.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import type { Clock } from '../ports.ts';
import type { SignalEntry, SignalJournal } from './signal-journal.ts';

/** Within the caller's transaction: journals a signal of which no order comes, and gives its answer. */
export function refuseSignal(
  entry: Omit<SignalEntry, 'source' | 'error' | 'answeredMs'>,
  error: ErrorDocument,
  deps: { signals: Pick<SignalJournal, 'insert'>; audit: AuditChain; clock: Clock },
): FireDocument {
  deps.signals.insert({ ...entry, source: 'rejected', error, answeredMs: deps.clock.nowMs() });
  deps.audit.append('signal_refused', entry.id, { signal: entry.signal, decision: entry.decision, error });
  return { signal_id: entry.id, decision: entry.decision, orders: [], error };
}
