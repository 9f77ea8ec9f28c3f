import type { ErrorCode, ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { Exchange, Mode } from '../../../shared/schema/exchange.ts';
import type { FiredGroupDocument, GroupSignal } from '../../../shared/schema/group.ts';
import type { DecisionDocument } from '../../../shared/schema/decision.ts';
import type { Door } from '../../../shared/schema/order.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import type { Database, SqlValue } from '../store/sqlite.ts';

/** A leg as it was planned, before anything left. */
export interface PlannedLeg {
  account_name: string;
  exchange: Exchange | null;
  mode: Mode | null;
  testnet: boolean;
  amount: string | null;
  quote_amount: string | null;
  /** Why it could not be placed, or null. Only then its decision is kept here: others journal their own. */
  error: ErrorDocument | null;
  decision: DecisionDocument | null;
}

export interface GroupPlan {
  group: FiredGroupDocument;
  mode: Mode | null;
  testnet: boolean;
  legs: PlannedLeg[];
}

/** A signal to a group as it was journaled. */
export interface GroupRecord {
  id: string;
  bodyHash: string;
  signal: GroupSignal;
  door: Door;
  plan: GroupPlan;
  /** Set where the whole was refused before anything left. */
  error: ErrorDocument | null;
  receivedMs: number;
}

export interface LegAttempt {
  account_name: string;
  attempt: number;
  signal_id: string;
}

export interface GroupJournal {
  /** Within the caller's transaction. */
  insert(record: GroupRecord): void;
  /** Attempts that are about to begin, within the caller's transaction. */
  insertAttempts(groupSignal: string, attempts: readonly LegAttempt[], door: Door, atMs: number): void;
  find(id: string): GroupRecord | null;
  /** In the order of their numbers. */
  attempts(groupSignal: string): LegAttempt[];
  /** Newest first. */
  list(limit: number): GroupRecord[];
}

interface Row {
  id: string;
  body_hash: string;
  body: string;
  door: Door;
  plan: string;
  error_code: ErrorCode | null;
  error_message: string | null;
  received_ms: number;
}

/** The id of a leg's own signal. No id that comes from outside may hold a `~`, so none can be taken for one. */
export function legSignalId(groupSignal: string, accountName: string, attempt: number): string {
  return attempt === 1 ? `${groupSignal}~${accountName}` : `${groupSignal}~${accountName}~${attempt}`;
}

export function createGroupJournal(db: Database, audit: AuditChain): GroupJournal {
  const record = (row: Row): GroupRecord => ({
    id: row.id,
    bodyHash: row.body_hash,
    signal: JSON.parse(row.body) as GroupSignal,
    door: row.door,
    plan: JSON.parse(row.plan) as GroupPlan,
    error: row.error_code && { code: row.error_code, message: row.error_message ?? '' },
    receivedMs: row.received_ms,
  });

  function insertRow(table: string, columns: Record<string, SqlValue>): void {
    const names = Object.keys(columns);
    const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    db.run(sql, ...Object.values(columns));
  }

  return {
    insert({ id, bodyHash, signal, door, plan, error, receivedMs }) {
      insertRow('group_signals', {
        id,
        group_name: plan.group.name,
        body_hash: bodyHash,
        body: JSON.stringify(signal),
        door,
        plan: JSON.stringify(plan),
        error_code: error?.code ?? null,
        error_message: error?.message ?? null,
        received_ms: receivedMs,
      });
      audit.append(error ? 'group_refused' : 'group_fired', id, { signal, plan, ...(error ? { error } : {}) });
    },
    insertAttempts(groupSignal, attempts, door, atMs) {
      for (const leg of attempts) insertRow('group_legs', { group_signal: groupSignal, ...leg, door, at_ms: atMs });
    },
    find(id) {
      const row = db.get<Row>('SELECT * FROM group_signals WHERE id = ?', id);
      return row ? record(row) : null;
    },
    attempts: (groupSignal) =>
      db.all<LegAttempt>(
        'SELECT account_name, attempt, signal_id FROM group_legs WHERE group_signal = ? ORDER BY seq',
        groupSignal,
      ),
    list: (limit) => db.all<Row>('SELECT * FROM group_signals ORDER BY rowid DESC LIMIT ?', limit).map(record),
  };
}
