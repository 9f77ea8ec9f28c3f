import { createHash } from 'node:crypto';
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
  | 'account_changed'
  | 'account_confirmed'
  | 'action_confirmed';

export interface AuditChain {
  /** Appends within the caller's transaction. Throws when it cannot be written, and so stops what it would have recorded. */
  append(kind: AuditKind, subject: string, body: unknown): void;
}

const GENESIS = '0'.repeat(64);

/** `hash = SHA-256(prev_hash, seq, time, kind, subject, body)`: a change anywhere breaks every later entry. */
export function createAuditChain(db: Database, clock: Clock): AuditChain {
  return {
    append(kind, subject, body) {
      const head = db.get<{ seq: number; hash: string }>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
      const seq = (head?.seq ?? 0) + 1;
      const atMs = clock.nowMs();
      const text = canonicalJson(body);
      const prevHash = head?.hash ?? GENESIS;
      const hash = createHash('sha256')
        .update(JSON.stringify([prevHash, seq, atMs, kind, subject, text]))
        .digest('hex');
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
