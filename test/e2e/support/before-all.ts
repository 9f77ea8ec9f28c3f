import { expectBuild } from './build.ts';
import { desktopRuntime } from './desktop-runtime.ts';

/** Fails at once where there is nothing to drive, and says aloud what cannot be driven. */
export default function beforeAll(): void {
  expectBuild();
  const { missing } = desktopRuntime();
  if (missing !== null) process.stderr.write(`\nThe desktop tests are skipped: ${missing}.\n\n`);
}
