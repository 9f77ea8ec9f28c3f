import path from 'node:path';
import { systemClock as clock, systemSoon as soon } from '../../../electron/engine/seams.ts';
import { createBackups } from '../../../electron/engine/store/backup.ts';

/* node backup-child.ts <data dir>: backs the journal up, and says "done" or the code of its failure. */
const dataDir = process.argv[2] as string;
const log = { info() {}, error() {} };
const files = { journalFile: path.join(dataDir, 'journal.db'), dir: path.join(dataDir, 'backups') };
const said = await createBackups({ ...files, keepDays: 14, clock, log, soon })
  .make('asked')
  .then(
    () => 'done',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
process.stdout.write(`${said}\n`);
