import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { PARTS, ensureBuild } from './ensure-build.mjs';
import { downloadElectron, hasDisplay, installedElectron } from './electron-runtime.mjs';
import { environment, installPackages, main, nodePath, requireNode, root, run, say } from './setup.mjs';

/** A runnable Electron for tests, where a machine brings one along because it cannot download the official build. */
const SHARED_RUNTIME = path.join(root, '..', 'shared', 'tools', 'electron-runtime');
const SYSTEM_CHROMIUM = [
  process.env.QT_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

// `npm test`: everything that can be tested on this machine; what cannot is counted as skipped, with its reason.
await main(async () => {
  requireNode();
  installPackages();
  const reports = path.join(root, '.cache', 'test');
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  const prometheus = preparePrometheus();
  const unit = path.join(reports, 'vitest.json');
  const unitCode = await run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unit}`]);

  await ensureBuild(Object.keys(PARTS), { env: environment(), node: nodePath(), say });
  const desktop = await prepareDesktop();
  const chromium = prepareChromium();
  const endToEnd = path.join(reports, 'playwright.json');
  const suite = ['playwright', 'test', '--reporter=list,json'];
  const [command, ...args] = desktop.virtualDisplay ? ['xvfb-run', '-a', ...suite] : suite;
  const extra = {
    PLAYWRIGHT_JSON_OUTPUT_FILE: endToEnd,
    ...desktop.env,
    ...(chromium ? { QT_CHROMIUM: chromium } : {}),
  };
  const endToEndCode = await run(command, args, { env: environment(extra) });

  const total = sum([vitestCounts(unit, unitCode), playwrightCounts(endToEnd, endToEndCode)]);
  if (desktop.missing) say(`The desktop tests were skipped: ${desktop.missing}.`);
  if (!prometheus)
    say('The tests of metrics at a real Prometheus were skipped: it is not installed (prometheus, promtool).');
  process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
  return total.failed === 0 ? 0 : 1;
});

/** What the desktop tests need of the environment, or why they cannot run. */
async function prepareDesktop() {
  const env = {};
  if (!installedElectron() && existsSync(SHARED_RUNTIME)) {
    const { status, stdout } = spawnSync(SHARED_RUNTIME, { encoding: 'utf8', stdio: ['ignore', 'pipe', 2] });
    if (status === 0) env.ELECTRON_OVERRIDE_DIST_PATH = stdout.trim();
  }
  if (!installedElectron() && !env.ELECTRON_OVERRIDE_DIST_PATH) {
    const missing = await downloadElectron();
    if (missing) return { env, virtualDisplay: false, missing };
  }
  if (hasDisplay()) return { env, virtualDisplay: false, missing: null };
  // Debian only recommends xauth to xvfb, and xvfb-run does not start without it.
  if (!hasCommand('xvfb-run') || !hasCommand('xauth')) aptInstall('xvfb', 'xauth');
  if (hasCommand('xvfb-run') && hasCommand('xauth')) return { env, virtualDisplay: true, missing: null };
  return { env, virtualDisplay: false, missing: 'there is no display, and no xvfb-run to make one' };
}

/** A Chromium for the page tests: the system's, Debian's package, or Playwright's own download (null). */
function prepareChromium() {
  const find = () => SYSTEM_CHROMIUM.find((file) => file && existsSync(file));
  if (find()) return find();
  aptInstall('chromium');
  if (find()) return find();
  say('Downloading a Chromium for the tests, once …');
  spawnSync('playwright', ['install', 'chromium'], { cwd: root, env: environment(), stdio: ['ignore', 2, 2] });
  return null;
}

/** The program that scrapes the metrics, and checks the alert rules. */
function preparePrometheus() {
  const found = () => hasCommand('prometheus') && hasCommand('promtool');
  if (!found()) aptInstall('prometheus');
  return found();
}

/** Debian's packages, where they are ours to install; otherwise nothing happens. */
function aptInstall(...names) {
  if (process.platform !== 'linux' || process.getuid() !== 0 || !hasCommand('apt-get')) return;
  say(`Installing ${names.join(' and ')} …`);
  // A package that brings a service does not start it: tests start their own, on loopback.
  const options = {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], options);
}

function hasCommand(name) {
  return spawnSync(name, ['--help'], { stdio: 'ignore', env: environment() }).error === undefined;
}

function vitestCounts(file, code) {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  // A file that does not even load has no tests to count.
  const unloaded = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  );
  const failed = report.numFailedTests + unloaded.length;
  return {
    passed: report.numPassedTests,
    failed: code !== 0 ? Math.max(1, failed) : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function playwrightCounts(file, code) {
  const stats = readReport(file)?.stats;
  if (!stats) return { passed: 0, failed: 1, skipped: 0 };
  const failed = stats.unexpected + stats.flaky;
  return { passed: stats.expected, failed: code !== 0 ? Math.max(1, failed) : failed, skipped: stats.skipped };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function sum(counts) {
  const add = (key) => counts.reduce((total, count) => total + count[key], 0);
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped') };
}
