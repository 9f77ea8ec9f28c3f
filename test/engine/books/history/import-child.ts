import { openEngine } from '../../../../electron/engine/engine.ts';

/*
 * node import-child.ts <data dir> <account>: opens an engine from the environment, starts the import of the account, says so,
 * and waits to be killed.
 */
const [dataDir, account] = process.argv.slice(2) as [string, string];
const engine = await openEngine({ dataDir, env: process.env, attended: true });
engine.history.start(account, 'cli');
process.stdout.write('started\n');
setInterval(() => {}, 60_000);
