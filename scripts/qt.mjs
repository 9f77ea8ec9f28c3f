import path from 'node:path';
import { main, nodePath, root, run, setUp } from './setup.mjs';

// `npm run --silent qt -- <args>`: the command line from a checkout. Stdout belongs to the command alone.
await main(async () => {
  const args = process.argv.slice(2);
  await setUp({ parts: args.includes('serve') ? ['main', 'renderer'] : ['main'] });
  return run(nodePath(), [path.join(root, 'dist', 'main', 'qt.js'), ...args], { cwd: process.cwd() });
});
