import { installPackages, main, requireNode, run } from './setup.mjs';

// `npm run bench`: prints the table of figures. It needs no build; Node runs the sources.
await main(async () => {
  requireNode();
  installPackages();
  return run('node', ['test/bench/run.ts']);
});
