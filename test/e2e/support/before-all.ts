import { expectBuild } from './build.ts';
import { desktopRuntime } from './desktop-runtime.ts';

/** Fails at once where there is nothing to drive, and says aloud what cannot be driven. */
export default function beforeAll(): void {
  expectBuild();
  const runtime = desktopRuntime();
  if ('missing' in runtime) process.stderr.write(`\nThe desktop tests are skipped: ${runtime.missing}.\n\n`);
}
