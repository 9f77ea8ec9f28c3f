import { installPackages, main, requireNode, run } from './setup.mjs';

// `npm run test:faults`: seeded rounds of faults and SIGKILL. It needs no build; Node runs the sources.
await main(async () => {
  requireNode();
  installPackages();
  return run('node', ['test/faults/run.ts', ...process.argv.slice(2)]);
});
