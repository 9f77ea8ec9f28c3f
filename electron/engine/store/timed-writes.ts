import type { Database } from './sqlite.ts';

/** The same database; `onWrite` is told before each write, which holds everything up until the disk has it. */
export function timedWrites(db: Database, onWrite: () => void): Database {
  return {
    ...db,
    run: (sql, ...values) => {
      onWrite();
      return db.run(sql, ...values);
    },
    transaction: (work) => {
      onWrite();
      return db.transaction(work);
    },
  };
}
