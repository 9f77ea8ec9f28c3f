import { isoTime } from '../ports.ts';
import type { Reader } from '../store/sqlite.ts';
import type { AuditEntry } from './audit-chain.ts';

/**
 * The entries after `sinceSeq` as JSON, one a line. `body` stands as the very text that was hashed, so whoever reads a line can
 * recompute `hash`; one that is not JSON any more is a string. What is broken is exported too: it is evidence.
 */
export function* exportChain(db: Reader, sinceSeq: number): Generator<string> {
  db.hold();
  const entries = db.each<AuditEntry>(
    'SELECT seq, at_ms, kind, subject, body, prev_hash, hash FROM audit WHERE seq > ? ORDER BY seq',
    sinceSeq,
  );
  for (const { seq, at_ms, kind, subject, body, prev_hash, hash } of entries) {
    const told = JSON.stringify({ seq, at: isoTime(at_ms), kind, subject });
    yield `${told.slice(0, -1)},"body":${asJson(body)},"prev_hash":${JSON.stringify(prev_hash)},"hash":${JSON.stringify(hash)}}\n`;
  }
}

function asJson(body: string): string {
  try {
    JSON.parse(body);
    // A line break between values is JSON, and would end the line.
    return /[\n\r]/.test(body) ? JSON.stringify(body) : body;
  } catch {
    return JSON.stringify(body);
  }
}
