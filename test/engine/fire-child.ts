import { openEngine } from '../../electron/engine/engine.ts';
import { signalSchema } from '../../shared/schema/signal.ts';
import { arm } from '../support/arm.ts';

/*
 * node fire-child.ts <data dir> <signal as JSON>: opens an engine from the environment, arms main_binance, fires, prints the
 * answer as one JSON line, and waits to be killed.
 */
const [dataDir, text] = process.argv.slice(2) as [string, string];
const engine = await openEngine({ dataDir, env: process.env });
await arm(engine, 'main_binance', 60_000);
const fired = await engine.signals.fire(signalSchema.parse(JSON.parse(text)), 'cli');
process.stdout.write(`${JSON.stringify(fired)}\n`);
setInterval(() => {}, 60_000);
