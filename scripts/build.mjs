import { PARTS, ensureBuild } from './ensure-build.mjs';
import { environment, installPackages, main, nodePath, requireNode, say } from './setup.mjs';

// `npm run build [-- main preload renderer]`: builds what is stale.
await main(async () => {
  requireNode();
  installPackages();
  const named = process.argv.slice(2);
  const unknown = named.find((part) => !(part in PARTS));
  if (unknown) throw new Error(`There is no part "${unknown}"; there are ${Object.keys(PARTS).join(', ')}.`);
  await ensureBuild(named.length > 0 ? named : Object.keys(PARTS), { env: environment(), node: nodePath(), say });
  return 0;
});
