import { hash as digest } from 'node:crypto';
import type { AuditHeadDocument } from '../../../shared/schema/audit.ts';
import { isoTime } from '../ports.ts';
import type { Clock } from '../ports.ts';
import { canonicalJson } from '../store/canonical-json.ts';
import type { Database } from '../store/sqlite.ts';

export type AuditKind =
  | 'signal_refused'
  | 'order_journaled'
  | 'order_moved'
  | 'order_fill'
  | 'order_cancel_requested'
  | 'order_cancel_refused'
  | 'order_amend_requested'
  | 'order_amend_ended'
  | 'external_cancel_requested'
  | 'order_resolved'
  | 'outcome_overridden'
  | 'mapping_changed'
  | 'group_set'
  | 'group_removed'
  | 'group_fired'
  | 'group_refused'
  | 'group_retried'
  | 'failover_changed'
  | 'armed'
  | 'disarmed'
  | 'risk_changed'
  | 'stopped'
  | 'stop_worked'
  | 'stop_released'
  | 'approval_asked'
  | 'approval_decided'
  | 'key_acknowledged'
  | 'key_used'
  | 'account_changed'
  | 'account_confirmed'
  | 'history_imported'
  | 'action_confirmed'
  | 'journal_restored';

export interface AuditChain {
  /** Appends within the caller's transaction. Throws when it cannot be written, and so stops what it would have recorded. */
  append(kind: AuditKind, subject: string, body: unknown): void;
}

/** What the first entry follows. */
export const GENESIS = '0'.repeat(64);

export interface AuditEntry {
  seq: number;
  at_ms: number;
  kind: string;
  subject: string;
  /** Canonical JSON. */
  body: string;
  prev_hash: string;
  hash: string;
}

/** The one definition of an entry's hash. */
export function entryHash(entry: Omit<AuditEntry, 'hash'>): string {
  const { prev_hash, seq, at_ms, kind, subject, body } = entry;
  return sha256(JSON.stringify([prev_hash, seq, at_ms, kind, subject, body]));
}

/** The newest entry as it is written. */
export function auditHead(db: Pick<Database, 'get'>): AuditHeadDocument {
  const head = db.get<Pick<AuditEntry, 'seq' | 'hash' | 'at_ms'>>(
    'SELECT seq, hash, at_ms FROM audit ORDER BY seq DESC LIMIT 1',
  );
  return head ? { seq: head.seq, hash: head.hash, at: isoTime(head.at_ms) } : { seq: 0, hash: GENESIS, at: null };
}

/** `hash = SHA-256(prev_hash, seq, time, kind, subject, body)`: a change anywhere breaks every later entry. */
export function createAuditChain(db: Database, clock: Clock): AuditChain {
  return {
    append(kind, subject, body) {
      const head = db.get<{ seq: number; hash: string }>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
      const seq = (head?.seq ?? 0) + 1;
      const atMs = clock.nowMs();
      const text = canonicalJson(body);
      const prevHash = head?.hash ?? GENESIS;
      const hash = entryHash({ prev_hash: prevHash, seq, at_ms: atMs, kind, subject, body: text });
      db.run(
        'INSERT INTO audit (seq, at_ms, kind, subject, body, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
        seq,
        atMs,
        kind,
        subject,
        text,
        prevHash,
        hash,
      );
    },
  };
}

/** Hex. */
export function sha256(text: string): string {
  return digest('sha256', text);
}
