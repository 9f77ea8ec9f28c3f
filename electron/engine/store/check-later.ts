import type { Clock } from '../ports.ts';
import { quickDamage, tablesToCheck } from './check-journal.ts';
import type { JournalHalt } from './journal-halt.ts';

/** After the start, when its first work is done; then one table at a time, because each check keeps everything waiting. */
const FIRST_MS = 10_000;
const NEXT_MS = 2_000;

/** Checks a journal that was too large to be checked at its opening. What it finds halts trading. Returns what ends it. */
export function checkJournalLater(halt: JournalHalt, file: string, clock: Clock): () => void {
  const tables = tablesToCheck(halt.db, file);
  let cancel: (() => void) | null = null;
  const next = (): void => {
    const table = tables.shift();
    if (table === undefined) return;
    try {
      const damage = quickDamage(halt.db, table);
      if (damage !== null) return halt.condemn(damage);
    } catch {
      // Whoever read it noted the failure: trading is halted.
    }
    cancel = clock.after(NEXT_MS, next);
  };
  if (tables.length > 0) cancel = clock.after(FIRST_MS, next);
  return () => cancel?.();
}
