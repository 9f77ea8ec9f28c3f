#!/usr/bin/env node
import os from 'node:os';
import path from 'node:path';
import { prepareDataDir, resolveDataDir } from '../engine/data-dir.ts';
import type { CliHost } from './command-runner.ts';
import { runQt } from './program.ts';

let stop: AbortController | null = null;
/** Only a command that runs on and on asks for this; any other simply ends at Ctrl C. */
function stopSignal(): AbortSignal {
  if (stop) return stop.signal;
  const controller = (stop = new AbortController());
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => controller.abort());
  return controller.signal;
}
// The reader has seen enough, as `head` does.
process.stdout.on('error', () => (stop ? stop.abort() : process.exit()));

const dataDir = resolveDataDir(process.env, process.platform, os.homedir());

const host: CliHost = {
  env: process.env,
  dataDir,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  stop: stopSignal,
  nowMs: () => Date.now(),
  // Imported late: a command that attaches to a running engine does not pay for loading one.
  openEngine: async ({ logToStderr, attended = false }) => {
    prepareDataDir(dataDir);
    const { openEngine } = await import('../engine/engine.ts');
    return openEngine({ dataDir, env: process.env, attended, log: { stderr: logToStderr } });
  },
  rendererDir: path.join(import.meta.dirname, '..', 'renderer'),
  confirmDir: path.join(import.meta.dirname, '..', 'confirm'),
};

process.exitCode = await runQt(process.argv.slice(2), host);
