import { openEngine } from '../../electron/engine/engine.ts';

/*
 * node metrics-child.ts <data dir> <scrapes>: opens an engine from the environment, and prints how long each scrape took, the
 * first left out: it measures every account.
 */
const [dataDir, scrapes] = process.argv.slice(2) as [string, string];
const engine = await openEngine({ dataDir, env: process.env });
await engine.metrics();
const times: number[] = [];
for (let i = 0; i < Number(scrapes); i += 1) {
  const started = performance.now();
  await engine.metrics();
  times.push(performance.now() - started);
}
process.stdout.write(JSON.stringify({ times, bytes: (await engine.metrics()).length }));
await engine.close();
