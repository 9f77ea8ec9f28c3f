import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createAuditChain } from '../../electron/engine/audit/audit-chain.ts';
import { verifyJournal } from '../../electron/engine/audit/verify-journal.ts';
import { systemClock, systemIds, systemSoon } from '../../electron/engine/seams.ts';
import { createBackups } from '../../electron/engine/store/backup.ts';
import { migrate } from '../../electron/engine/store/migrate.ts';
import { openDatabase, openToRead } from '../../electron/engine/store/sqlite.ts';
import type { Database } from '../../electron/engine/store/sqlite.ts';

export interface AuditBench {
  entries: number;
  verifiedMs: number;
  journalMb: number;
  backedUpMs: number;
  /** One durable commit after the other, before and while the journal is copied. */
  alone: { p99Ms: number; longestMs: number };
  meanwhile: { p99Ms: number; longestMs: number };
}

const MB = 1_024 * 1_024;
const ALONE_MS = 1_000;

/** The chain of a large journal recomputed, as `qt audit verify` does it, and the journal copied while it is written to. */
export async function auditBench(entries: number): Promise<AuditBench> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'qt-bench-'));
  const file = path.join(dir, 'journal.db');
  const db = openDatabase(file, { synchronous: 'FULL' });
  try {
    writeChain(db, entries);
    const reader = openToRead(file);
    const found = verifyJournal(reader, null, systemClock);
    reader.close();
    if (!found.ok || found.entries !== entries) throw new Error('the chain that was just written is not whole');
    const backups = createBackups({
      ...{ journalFile: file, dir: path.join(dir, 'backups'), keepDays: 14 },
      ...{ clock: systemClock, log: { info() {}, error() {} }, soon: systemSoon },
    });
    const alone = await commitsUntil(
      db,
      () => new Promise<void>((resolve) => void systemClock.after(ALONE_MS, resolve)),
    );
    const startedMs = systemClock.monotonicMs();
    let journalMb = 0;
    let backedUpMs = 0;
    const meanwhile = await commitsUntil(db, async () => {
      journalMb = (await backups.make('asked')).bytes / MB;
      backedUpMs = systemClock.monotonicMs() - startedMs;
    });
    return { entries, verifiedMs: found.took_ms, journalMb, backedUpMs, alone, meanwhile };
  } finally {
    db.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

function writeChain(db: Database, entries: number): void {
  migrate(db);
  const audit = createAuditChain(db, systemClock);
  const told = { from: 'sent', to: 'open', cause: 'stream', detail: 'told by the stream of binance' };
  for (let done = 0; done < entries; done += 50_000) {
    db.transaction(() => {
      for (let i = done; i < Math.min(entries, done + 50_000); i += 1) {
        audit.append('order_amend_ended', systemIds.next('ord'), {
          ...told,
          client_order_id: systemIds.clientOrderId(),
        });
      }
    });
  }
}

/** A commit in every turn of the event loop: what another task keeps the loop from counts as the commit's. */
async function commitsUntil(db: Database, work: () => Promise<unknown>): Promise<{ p99Ms: number; longestMs: number }> {
  let ended = false;
  const working = work().finally(() => (ended = true));
  const tookMs: number[] = [];
  for (let i = 0; !ended; i += 1) {
    const startedMs = systemClock.monotonicMs();
    db.transaction(() =>
      db.run('INSERT OR REPLACE INTO paper_balances VALUES (?, ?, ?, ?)', 'a', `A${i % 50}`, `${i}`, '0'),
    );
    await new Promise<void>((resolve) => systemSoon(resolve));
    tookMs.push(systemClock.monotonicMs() - startedMs);
  }
  await working;
  const sorted = tookMs.toSorted((a, b) => a - b);
  return { p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0, longestMs: sorted.at(-1) ?? 0 };
}
