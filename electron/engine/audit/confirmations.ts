import type { ConfirmedAction } from '../../../shared/schema/confirmation.ts';
import type { Door } from '../../../shared/schema/order.ts';
import type { Database } from '../store/sqlite.ts';
import type { Log } from '../telemetry/log.ts';
import type { Redact } from '../telemetry/redact.ts';
import type { AuditChain } from './audit-chain.ts';

/** Writes what an operator confirmed, before it is done. What cannot be written throws, and so is not done. */
export function recordConfirmation(
  action: ConfirmedAction,
  door: Door,
  { db, audit, log, redact }: { db: Database; audit: AuditChain; log: Log; redact: Redact },
): void {
  const { account_name, by } = action;
  // Names in a signal are the sender's own words, and nobody has looked into them yet.
  const sentence = redact(action.sentence);
  const facts = action.facts.map(({ label, value }) => ({ label: redact(label), value: redact(value) }));
  const body = { action: action.action, account_name, by, door, sentence, facts };
  db.transaction(() => audit.append('action_confirmed', account_name ?? action.action, body));
  log.info('Confirmed by the operator', {
    ...(account_name === null ? {} : { account_name }),
    detail: `${door}: ${sentence}`,
  });
}
