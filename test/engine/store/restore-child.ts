import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/*
 * node restore-child.ts <data dir> <backup> <n>: restores, and is killed at the n-th call that changes files. Says "done" where
 * there are fewer calls.
 */
const [dataDir, file, killAt] = process.argv.slice(2) as [string, string, string];
let calls = 0;
for (const name of [
  'renameSync',
  'rmSync',
  'copyFileSync',
  'fsyncSync',
  'writeSync',
  'mkdirSync',
  'chmodSync',
] as const) {
  const real = fs[name] as (...args: unknown[]) => unknown;
  Object.assign(fs, {
    [name]: (...args: unknown[]) => {
      calls += 1;
      if (calls === Number(killAt)) process.kill(process.pid, 'SIGKILL');
      return real(...args);
    },
  });
}
syncBuiltinESMExports();

const { restoreJournal } = await import('../../../electron/engine/store/restore.ts');
const { systemClock: clock, systemIds: ids } = await import('../../../electron/engine/seams.ts');
restoreJournal(dataDir, file, { clock, ids });
process.stdout.write('done\n');
