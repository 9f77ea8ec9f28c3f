import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Everything but the end-to-end suite, which Playwright runs on the built console. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx,mjs}'],
    environment: 'node',
    // Most of the time is spent waiting for servers and child processes, so there are more workers than cores.
    maxWorkers: Math.max(3, availableParallelism()),
    // Real servers, real files and real child processes, on machines with two cores that may have more to do.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A test that asserts nothing cannot fail, and one that is focused hides the others.
    expect: { requireAssertions: true },
    allowOnly: false,
  },
});
