import type { Reader } from '../store/sqlite.ts';
import { sha256 } from './audit-chain.ts';
import type { AuditEntry } from './audit-chain.ts';
import type { ChainBreak } from './chain-check.ts';

/** Compares what the chain says of orders with the orders themselves: a row that was changed by hand shows. */
export interface OrderCheck {
  /** An entry that is good. */
  note(entry: Pick<AuditEntry, 'seq' | 'kind' | 'subject'>, body: unknown): void;
  /** After the last entry: the first order that is another one than the chain says; null where all agree. */
  compare(db: Pick<Reader, 'each'>, headSeq: number): ChainBreak | null;
}

export function createOrderCheck(): OrderCheck {
  const told = new Map<string, { seq: number; status: string; seen: boolean }>();
  /** By signal. Orders of versions before this one have none. */
  const decided = new Map<string, { seq: number; hash: string }>();

  function compareOrders(db: Pick<Reader, 'each'>, headSeq: number): ChainBreak | null {
    for (const { id, status } of db.each<{ id: string; status: string }>('SELECT id, status FROM orders')) {
      const known = told.get(id);
      if (!known)
        return { seq: headSeq, problem: `tells of no order ${id}, nor does one before, and the journal has it` };
      known.seen = true;
      if (known.status !== status) {
        return {
          seq: known.seq,
          problem: `says that order ${id} is ${known.status}, and the journal that it is ${status}`,
        };
      }
    }
    for (const [id, { seq, seen }] of told) {
      if (!seen) return { seq, problem: `tells of order ${id}, which is not in the journal` };
    }
    return null;
  }

  function compareDecisions(db: Pick<Reader, 'each'>): ChainBreak | null {
    const signals = db.each<{ id: string; body: string; decision: string }>('SELECT id, body, decision FROM signals');
    for (const { id, body, decision } of signals) {
      const known = decided.get(id);
      if (known && known.hash !== decidedHash(body, decision)) {
        return {
          seq: known.seq,
          problem: `was made by another signal ${id}, or another decision, than the journal has`,
        };
      }
    }
    return null;
  }

  return {
    note({ seq, kind, subject }, body) {
      if (kind === 'order_journaled') {
        const { signal_id: signalId, decided: hash } = body as { signal_id: string; decided?: string };
        told.set(subject, { seq, status: 'journaled', seen: false });
        if (hash !== undefined) decided.set(signalId, { seq, hash });
      } else if (kind === 'order_moved') {
        told.set(subject, { seq, status: (body as { to: string }).to, seen: false });
      }
    },
    compare: (db, headSeq) => compareOrders(db, headSeq) ?? compareDecisions(db),
  };
}

/** What binds a signal and its decision, as the journal has them, into the entry of its order. JSON has no bare line break. */
export function decidedHash(body: string, decision: string): string {
  return sha256(`${body}\n${decision}`);
}
