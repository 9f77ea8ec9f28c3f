import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { NODE, QT } from './build.ts';
import type { PageDoor } from './door.ts';
import { watchPage } from './watch-page.ts';
import type { Workspace } from './workspace.ts';

const START_MS = 15_000;

interface Served {
  process: ChildProcess;
  closed: Promise<number | null>;
  url: string;
  loginUrl: string;
}

/** The console in Chromium, opened by the login link of `qt serve`. */
export async function openPageDoor(browser: Browser, workspace: Workspace): Promise<PageDoor> {
  let served = await serve(workspace, '0');
  const { url, loginUrl } = served;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const watch = await watchPage(page);
  await page.goto(loginUrl);
  return {
    name: 'page',
    page,
    watch,
    url,
    killEngine: async () => {
      served.process.kill('SIGKILL');
      await served.closed;
    },
    startEngine: async () => {
      served = await serve(workspace, new URL(url).port);
    },
    close: async () => {
      await context.close();
      if (served.process.exitCode === null && served.process.signalCode === null) {
        served.process.kill('SIGINT');
        expect(await served.closed, 'exit code of qt serve').toBe(0);
      }
    },
  };
}

async function serve(workspace: Workspace, port: string): Promise<Served> {
  const child = spawn(NODE, [QT, 'serve', '--port', port, '--json'], {
    env: workspace.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const closed = once(child, 'close').then(([code]) => code as number | null);
  const line = await firstLine();
  const { url, login_url: loginUrl } = JSON.parse(line) as { url: string; login_url: string };
  return { process: child, closed, url, loginUrl };

  async function firstLine(): Promise<string> {
    const limit = AbortSignal.timeout(START_MS);
    while (!stdout.includes('\n')) {
      const more = await Promise.race([once(child.stdout, 'data', { signal: limit }), closed.then(() => null)]);
      if (more === null) throw new Error(`qt serve ended: ${stdout}${stderr}`);
    }
    return stdout.slice(0, stdout.indexOf('\n'));
  }
}
