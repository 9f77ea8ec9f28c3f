import type { ApprovalState } from '../../../shared/schema/approval.ts';
import type { DecisionDocument } from '../../../shared/schema/decision.ts';
import type { ErrorCode, ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { Door } from '../../../shared/schema/order.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import type { Database } from '../store/sqlite.ts';

/** So many are listed at most. */
export const LISTED = 500;

/** A signal that waits for the operator's yes, or waited for it. */
export interface Approval {
  id: string;
  bodyHash: string;
  signal: Signal & { id: string };
  /** Where it would have gone when it arrived, without checks. */
  decision: DecisionDocument;
  door: Door;
  accountName: string;
  because: string;
  receivedMs: number;
  expiresMs: number;
  state: ApprovalState;
  decidedMs: number | null;
  decidedBy: Door | 'console' | null;
  error: ErrorDocument | null;
}

export interface Verdict {
  state: Exclude<ApprovalState, 'waiting'>;
  by: Door | 'console';
  atMs: number;
  /** Why an approved signal was refused all the same. */
  error: ErrorDocument | null;
}

export interface ApprovalStore {
  /** Within the caller's transaction. */
  insert(approval: Omit<Approval, 'state' | 'decidedMs' | 'decidedBy' | 'error'>): void;
  /** Within the caller's transaction. Throws where it does not wait any more. */
  decide(id: string, verdict: Verdict): void;
  find(id: string): Approval | null;
  findSignal(signalId: string): Approval | null;
  /** Newest first; null: in every state. */
  list(state: ApprovalState | null, limit: number): Approval[];
  waiting(): Approval[];
  waitingCount(): number;
}

interface Row {
  id: string;
  body_hash: string;
  signal: string;
  decision: string;
  door: Door;
  account_name: string;
  because: string;
  received_ms: number;
  expires_ms: number;
  state: ApprovalState;
  decided_ms: number | null;
  decided_by: Door | 'console' | null;
  error_code: ErrorCode | null;
  error_message: string | null;
}

export function createApprovalStore(db: Database): ApprovalStore {
  const one = (row: Row | undefined): Approval | null => (row ? approval(row) : null);
  return {
    insert({ id, bodyHash, signal, decision, door, accountName, because, receivedMs, expiresMs }) {
      db.run(
        `INSERT INTO approvals (id, signal_id, body_hash, signal, decision, door, account_name, because, received_ms,
           expires_ms, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')`,
        id,
        signal.id,
        bodyHash,
        JSON.stringify(signal),
        JSON.stringify(decision),
        door,
        accountName,
        because,
        receivedMs,
        expiresMs,
      );
    },
    decide(id, { state, by, atMs, error }) {
      const { changes } = db.run(
        `UPDATE approvals SET state = ?, decided_ms = ?, decided_by = ?, error_code = ?, error_message = ?
           WHERE id = ? AND state = 'waiting'`,
        state,
        atMs,
        by,
        error?.code ?? null,
        error?.message ?? null,
        id,
      );
      if (changes !== 1) throw new Error(`approval ${id} does not wait any more`);
    },
    find: (id) => one(db.get<Row>('SELECT * FROM approvals WHERE id = ?', id)),
    findSignal: (signalId) => one(db.get<Row>('SELECT * FROM approvals WHERE signal_id = ?', signalId)),
    list(state, limit) {
      const where = state === null ? '' : 'WHERE state = ?';
      const rows = db.all<Row>(
        `SELECT * FROM approvals ${where} ORDER BY received_ms DESC, rowid DESC LIMIT ?`,
        ...(state === null ? [limit] : [state, limit]),
      );
      return rows.map(approval);
    },
    waiting: () => db.all<Row>("SELECT * FROM approvals WHERE state = 'waiting' ORDER BY expires_ms").map(approval),
    waitingCount: () => db.get<{ n: number }>("SELECT count(*) AS n FROM approvals WHERE state = 'waiting'")?.n ?? 0,
  };
}

function approval(row: Row): Approval {
  return {
    id: row.id,
    bodyHash: row.body_hash,
    signal: JSON.parse(row.signal) as Approval['signal'],
    decision: JSON.parse(row.decision) as DecisionDocument,
    door: row.door,
    accountName: row.account_name,
    because: row.because,
    receivedMs: row.received_ms,
    expiresMs: row.expires_ms,
    state: row.state,
    decidedMs: row.decided_ms,
    decidedBy: row.decided_by,
    error: row.error_code && { code: row.error_code, message: row.error_message ?? '' },
  };
}
