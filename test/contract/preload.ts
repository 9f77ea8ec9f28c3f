import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * What a process needs in its environment so that its wall clock jumps by `jumpMs` at each SIGUSR2, as it does on a machine
 * that slept (timers stay real), and so that a connection to anywhere but this machine is noted and fails.
 */
export function preload(dir: string, jumpMs = 0): Record<string, string> {
  const file = path.join(dir, 'preload.mjs');
  const lines = [
    "import { appendFileSync } from 'node:fs';",
    "import net from 'node:net';",
    'const now = Date.now.bind(Date);',
    'let shiftMs = 0;',
    'Date.now = () => now() + shiftMs;',
    `process.on('SIGUSR2', () => { shiftMs += ${jumpMs}; });`,
    'const { connect } = net.Socket.prototype;',
    'net.Socket.prototype.connect = function (...args) {',
    '  const [options] = Array.isArray(args[0]) ? args[0] : args;',
    "  const host = typeof options === 'object' ? (options.path ? 'localhost' : (options.host ?? 'localhost')) : 'localhost';",
    "  if (['localhost', '127.0.0.1', '::1'].includes(host)) return connect.apply(this, args);",
    `  appendFileSync(${JSON.stringify(noteIn(dir))}, host + '\\n');`,
    "  process.nextTick(() => this.destroy(Object.assign(new Error('no network'), { code: 'ENETUNREACH', syscall: 'connect' })));",
    '  return this;',
    '};',
  ];
  writeFileSync(file, lines.join('\n'));
  return { NODE_OPTIONS: `--import=${pathToFileURL(file).href}` };
}

/** The hosts that processes with this preload tried to reach outside of this machine. */
export function foreignHosts(dir: string): string[] {
  const file = noteIn(dir);
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

function noteIn(dir: string): string {
  return path.join(dir, 'foreign-hosts.txt');
}
