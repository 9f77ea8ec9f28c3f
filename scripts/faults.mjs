import { installPackages, main, requireNode, run } from './setup.mjs';

// `npm run test:faults`: seeded rounds of faults and SIGKILL; with `--kill` the measured kill. It needs no build; Node runs the
// sources.
await main(async () => {
  requireNode();
  installPackages();
  const args = process.argv.slice(2);
  return run('node', [args.includes('--kill') ? 'test/faults/kill-run.ts' : 'test/faults/run.ts', ...args]);
});
