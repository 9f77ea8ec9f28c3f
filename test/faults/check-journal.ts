import { createHash } from 'node:crypto';
import { openDatabase } from '../../electron/engine/store/sqlite.ts';

interface AuditRow {
  seq: number;
  at_ms: number;
  kind: string;
  subject: string;
  body: string;
  prev_hash: string;
  hash: string;
}

/** The file is sound, and the audit chain in it holds: reckoned here anew, entry by entry. */
export function checkJournal(file: string): string[] {
  const db = openDatabase(file, { synchronous: 'NORMAL' });
  try {
    const wrong = db
      .all<{ integrity_check: string }>('PRAGMA integrity_check')
      .map(({ integrity_check: word }) => word)
      .filter((word) => word !== 'ok');
    if (db.all('PRAGMA foreign_key_check').length > 0) wrong.push('a row of the journal points to nothing');
    let before = '0'.repeat(64);
    let seq = 0;
    for (const row of db.all<AuditRow>('SELECT * FROM audit ORDER BY seq')) {
      seq += 1;
      const text = JSON.stringify([before, seq, row.at_ms, row.kind, row.subject, row.body]);
      const hash = createHash('sha256').update(text).digest('hex');
      if (row.seq !== seq || row.prev_hash !== before || row.hash !== hash) {
        return [...wrong, `the audit chain breaks at entry ${row.seq}`];
      }
      before = row.hash;
    }
    return seq === 0 ? [...wrong, 'the audit chain is empty'] : wrong;
  } finally {
    db.close();
  }
}
