import type { AuditVerifyDocument } from '../../../shared/schema/audit.ts';
import { isoTime } from '../ports.ts';
import type { Clock } from '../ports.ts';
import type { Reader } from '../store/sqlite.ts';
import { storageFailure } from '../store/storage-failure.ts';
import { GENESIS } from './audit-chain.ts';
import type { AuditEntry } from './audit-chain.ts';
import { createChainCheck } from './chain-check.ts';
import type { ChainBreak } from './chain-check.ts';
import { createFillCheck } from './fill-check.ts';
import { createOrderCheck } from './order-check.ts';

/** A head that was written down earlier. */
export interface ExpectedHead {
  /** Null: at whatever place. */
  seq: number | null;
  hash: string;
}

export const ENTRIES = 'SELECT seq, at_ms, kind, subject, body, prev_hash, hash FROM audit ORDER BY seq';

/**
 * Recomputes the chain of a journal as it stands at one moment, whoever writes to it meanwhile, and compares it with the
 * orders, decisions and trades that it speaks of. It ends at the first entry that is not good; `entries` and `head` are of the good ones.
 */
export function verifyJournal(
  db: Reader,
  expected: ExpectedHead | null,
  clock: Pick<Clock, 'monotonicMs'>,
): AuditVerifyDocument {
  const startedMs = clock.monotonicMs();
  const chain = createChainCheck();
  const orders = createOrderCheck();
  const fills = createFillCheck();
  let met = expected === null;

  function follow(): ChainBreak | null {
    db.hold();
    for (const entry of db.each<AuditEntry>(ENTRIES)) {
      const found = chain.next(entry);
      if ('broken' in found) return found.broken;
      orders.note(entry, found.body);
      fills.note(entry, found.body);
      if (expected?.hash === entry.hash && (expected.seq === null || expected.seq === entry.seq)) met = true;
    }
    const seq = chain.head()?.seq ?? 0;
    if (!met && expected) return missingHead(expected, seq);
    return orders.compare(db, seq) ?? fills.compare(db, seq);
  }

  const broken = readable(follow, () => (chain.head()?.seq ?? 0) + 1);
  const head = chain.head();
  return {
    ok: broken === null,
    entries: head?.seq ?? 0,
    head: head ? { seq: head.seq, hash: head.hash, at: isoTime(head.at_ms) } : { seq: 0, hash: GENESIS, at: null },
    first_bad: broken,
    took_ms: Math.round(clock.monotonicMs() - startedMs),
  };
}

function missingHead({ seq, hash }: ExpectedHead, last: number): ChainBreak {
  if (seq !== null && seq <= last) return { seq, problem: `is not the one that was written down as ${hash}` };
  return {
    seq: seq ?? last + 1,
    problem: `is missing: the chain ends at ${last}, and the one written down, ${hash}, is not in it`,
  };
}

/** A page that cannot be read is a break at the entry that it keeps from us. */
function readable(follow: () => ChainBreak | null, nextSeq: () => number): ChainBreak | null {
  try {
    return follow();
  } catch (error) {
    const failure = storageFailure(error);
    if (failure === null) throw error;
    return { seq: nextSeq(), problem: `cannot be read: ${failure}` };
  }
}
