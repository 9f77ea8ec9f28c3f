import { openEngine } from '../../../electron/engine/engine.ts';
import { arm } from '../../support/arm.ts';

/*
 * node approve-child.ts <data dir> <approval id>: opens an engine from the environment, arms main_binance, prints "armed", says
 * yes, prints the answer as one JSON line, and waits to be killed.
 */
const [dataDir, id] = process.argv.slice(2) as [string, string];
const engine = await openEngine({ dataDir, env: process.env });
await arm(engine, 'main_binance');
process.stdout.write('armed\n');
process.stdout.write(`${JSON.stringify(await engine.approvals.approve(id, 'cli'))}\n`);
setInterval(() => {}, 60_000);
