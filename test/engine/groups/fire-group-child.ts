import path from 'node:path';
import { openEngine } from '../../../electron/engine/engine.ts';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import { groupSignalSchema } from '../../../shared/schema/group.ts';
import { arm } from '../../support/arm.ts';

/*
 * node fire-group-child.ts <data dir> <signal as JSON> <leg> <accounts>: opens an engine from the environment, arms the
 * accounts, keeps one leg from being journaled, fires at the group, prints the answer, and waits to be killed.
 */
const [dataDir, text, leg, accounts] = process.argv.slice(2) as [string, string, string, string];
const engine = await openEngine({ dataDir, env: process.env });
const db = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
db.exec(`CREATE TRIGGER IF NOT EXISTS no_leg BEFORE INSERT ON signals WHEN NEW.id = '${leg}'
  BEGIN SELECT RAISE(ABORT, 'cut off'); END`);
for (const name of accounts.split(',')) {
  await arm(engine, name, 60_000);
}
const fired = await engine.groups.fire(groupSignalSchema.parse(JSON.parse(text)), 'cli');
process.stdout.write(`${JSON.stringify(fired)}\n`);
setInterval(() => {}, 60_000);
