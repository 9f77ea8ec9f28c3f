import { spawn } from 'node:child_process';
import { environment, installPackages, main, requireNode, root, say } from './setup.mjs';

/** The house rules that a machine can hold. Each line is one rule keeper; all of them run, also when one fails. */
const CHECKS = [
  ['types', 'tsc', ['--build']],
  ['lint', 'oxlint', ['--quiet']],
  ['boundaries', 'node', ['scripts/check-boundaries.mjs']],
  ['dead code', 'knip', ['--no-progress']],
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
];

await main(async () => {
  requireNode();
  installPackages();
  const results = await Promise.all(CHECKS.map(check));
  for (const { name, code, output, seconds } of results) {
    if (code !== 0 && output) say(`\n${output.trimEnd()}`);
    say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(12)} ${seconds} s`);
  }
  return results.every(({ code }) => code === 0) ? 0 : 1;
});

function check([name, command, args]) {
  const startedMs = Date.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: environment(), shell: process.platform === 'win32' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    const end = (code) => resolve({ name, code, output, seconds: ((Date.now() - startedMs) / 1000).toFixed(1) });
    child.on('error', (error) => {
      output += error.message;
      end(127);
    });
    child.on('close', end);
  });
}
