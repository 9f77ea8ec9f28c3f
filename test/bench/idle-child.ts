import { openEngine } from '../../electron/engine/engine.ts';

/*
 * node idle-child.ts <data dir>: opens an engine from the environment, lets it come to rest, and prints how long the opening
 * took and how much memory is resident.
 */
const REST_MS = 3_000;
const [dataDir] = process.argv.slice(2) as [string];
const started = performance.now();
const engine = await openEngine({ dataDir, env: process.env });
const openedMs = performance.now() - started;
await new Promise((resolve) => setTimeout(resolve, REST_MS));
process.stdout.write(JSON.stringify({ openedMs, residentMb: process.memoryUsage().rss / 2 ** 20 }));
await engine.close();
