import { QtError } from '../../../shared/schema/error-code.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import type { Clock } from '../ports.ts';
import type { Database } from '../store/sqlite.ts';
import type { VenuePool } from '../venues/venue-pool.ts';

/** Keys that may withdraw, and that the operator lets trade all the same. Each holds for one account and exactly one key. */
export interface KeyAcknowledgements {
  has(accountName: string): boolean;
  /** `typed` is the account's name. Throws CONFIRMATION_INVALID, ACCOUNT_NOT_FOUND, and MODE_VIOLATION where there is no key. */
  acknowledge(accountName: string, typed: string, by: string): void;
}

export function createKeyAcknowledgements(deps: {
  registry: AccountRegistry;
  pool: Pick<VenuePool, 'seatMark'>;
  db: Database;
  audit: AuditChain;
  clock: Clock;
}): KeyAcknowledgements {
  const { registry, pool, db } = deps;
  return {
    has(accountName) {
      const seat = pool.seatMark(accountName);
      const where = 'WHERE seat = ? AND account_name = ?';
      return seat !== null && db.get(`SELECT 1 FROM key_acknowledgements ${where}`, seat, accountName) !== undefined;
    },
    acknowledge(accountName, typed, by) {
      const { error } = registry.get(accountName);
      if (error) throw new QtError('ACCOUNT_INVALID', `${accountName} is broken: ${error.message}`);
      const seat = pool.seatMark(accountName);
      if (seat === null) throw new QtError('MODE_VIOLATION', `${accountName} is a paper account: it has no key.`);
      if (typed.trim() !== accountName) throw new QtError('CONFIRMATION_INVALID');
      db.transaction(() => {
        db.run(
          'INSERT OR REPLACE INTO key_acknowledgements (seat, account_name, by, at_ms) VALUES (?, ?, ?, ?)',
          seat,
          accountName,
          by,
          deps.clock.nowMs(),
        );
        deps.audit.append('key_acknowledged', accountName, { by, seat });
      });
    },
  };
}
