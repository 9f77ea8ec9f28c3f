import path from 'node:path';
import { downloadElectron, hasDisplay, installedElectron } from './electron-runtime.mjs';
import { main, nodePath, root, run, say, setUp } from './setup.mjs';

/** A window that ends with an error this soon never was one. */
const FAILED_START_MS = 10_000;

// `npm start`: the console in its window, or as a web page on loopback where there can be no window.
await main(async () => {
  const args = process.argv.slice(2);
  await setUp();
  const reason = await whyNoWindow(args);
  if (reason === null) {
    const startedMs = Date.now();
    const code = await run(installedElectron(), [...args, root]);
    if (code === 0 || Date.now() - startedMs > FAILED_START_MS) return code;
    return serve(`the window could not be opened (exit code ${code})`);
  }
  return serve(reason);
});

async function whyNoWindow(args) {
  if (!hasDisplay()) return 'there is no display';
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (isRoot && !args.includes('--no-sandbox')) {
    return 'the window does not run as root, because Chromium cannot sandbox it then (or insist: npm start -- --no-sandbox)';
  }
  return installedElectron() ? null : downloadElectron();
}

function serve(reason) {
  say(`No window: ${reason}.`);
  say('The same console as a web page instead, on this machine only:\n');
  return run(nodePath(), [path.join(root, 'dist', 'main', 'qt.js'), 'serve'], { cwd: process.cwd() });
}
