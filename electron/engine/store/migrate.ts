import { QtError } from '../../../shared/schema/error-code.ts';
import type { Database } from './sqlite.ts';
import { journal } from './migrations/001-journal.ts';
import { orderSeat } from './migrations/002-order-seat.ts';
import { orderLife } from './migrations/003-order-life.ts';
import { groups } from './migrations/004-groups.ts';
import { failover } from './migrations/005-failover.ts';
import { orderHolds } from './migrations/006-order-holds.ts';
import { amends } from './migrations/007-amends.ts';
import { venueIds } from './migrations/008-venue-ids.ts';
import { riskPolicy } from './migrations/009-risk-policy.ts';
import { stops } from './migrations/010-stops.ts';
import { approvals } from './migrations/011-approvals.ts';
import { profit } from './migrations/012-profit.ts';
import { accountIdentities } from './migrations/013-account-identities.ts';
import { books } from './migrations/014-books.ts';

/** In order. A migration that was released is never edited. */
export const MIGRATIONS: readonly string[] = [
  journal,
  orderSeat,
  orderLife,
  groups,
  failover,
  orderHolds,
  amends,
  venueIds,
  riskPolicy,
  stops,
  approvals,
  profit,
  accountIdentities,
  books,
];

/** Marks the file as ours: "QTcj". */
export const APPLICATION_ID = 0x5154636a;

/**
 * Brings the journal to the newest schema; each step is one transaction, so a crash leaves a whole version. Throws
 * `QtError('JOURNAL_UNAVAILABLE')` for a journal of a newer version, which this one could only damage.
 */
export function migrate(db: Database): void {
  const found = db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
  if (found > MIGRATIONS.length) {
    const schemas = `schema ${found}, this one knows ${MIGRATIONS.length}`;
    throw new QtError('JOURNAL_UNAVAILABLE', `The journal was written by a newer version of the console (${schemas}).`);
  }
  for (let version = found; version < MIGRATIONS.length; version += 1) {
    db.transaction(() => {
      db.exec(MIGRATIONS[version] as string);
      db.exec(`PRAGMA user_version=${version + 1}; PRAGMA application_id=${APPLICATION_ID};`);
    });
  }
}
