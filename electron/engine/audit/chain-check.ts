import { canonicalJson } from '../store/canonical-json.ts';
import { GENESIS, entryHash } from './audit-chain.ts';
import type { AuditEntry } from './audit-chain.ts';

export interface ChainBreak {
  seq: number;
  problem: string;
}

/** Recomputes a chain entry by entry, from its first one on. Holds nothing but the end of what was good. */
export interface ChainCheck {
  /** The next entry as it is stored: its body as a value, or what is wrong. After something wrong nothing follows. */
  next(entry: AuditEntry): { body: unknown } | { broken: ChainBreak };
  /** The newest entry that was good; null before the first. */
  head(): Pick<AuditEntry, 'seq' | 'hash' | 'at_ms'> | null;
}

export function createChainCheck(): ChainCheck {
  let head: Pick<AuditEntry, 'seq' | 'hash' | 'at_ms'> | null = null;

  function problemOf(entry: AuditEntry, expected: number): string | null {
    if (entry.seq > expected) return entry.seq - expected === 1 ? 'is missing' : `is missing, up to ${entry.seq - 1}`;
    if (entry.seq < expected) return 'stands where another number belongs';
    if (entry.prev_hash !== (head?.hash ?? GENESIS)) {
      const before = expected === 1 ? 'the beginning of a chain' : `entry ${expected - 1} as it is`;
      return `does not follow ${before}: its previous hash is another one`;
    }
    return entry.hash === entryHash(entry) ? null : 'was changed: its hash is not that of what it says';
  }

  return {
    next(entry) {
      const seq = (head?.seq ?? 0) + 1;
      const problem = problemOf(entry, seq);
      if (problem !== null) return { broken: { seq, problem } };
      const body = canonicalValue(entry.body);
      if (body === NOT_CANONICAL) return { broken: { seq, problem: 'was not written by the console: not canonical' } };
      head = { seq, hash: entry.hash, at_ms: entry.at_ms };
      return { body };
    },
    head: () => head,
  };
}

const NOT_CANONICAL = Symbol('not canonical');

/** The value of a text that the console could have written, and no other text of the same value. */
function canonicalValue(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return NOT_CANONICAL;
  }
  // The quick look tells nearly always; keys that are numbers have an order of their own.
  if (inOrder(value) && JSON.stringify(value) === text) return value;
  return canonicalJson(value) === text ? value : NOT_CANONICAL;
}

function inOrder(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(inOrder);
  let last = '';
  for (const key in value) {
    if (key < last || !inOrder((value as Record<string, unknown>)[key])) return false;
    last = key;
  }
  return true;
}
