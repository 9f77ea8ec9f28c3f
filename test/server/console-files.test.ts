import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openConsoleFiles } from '../../electron/server/console-files.ts';
import { isConsoleUrl } from '../../electron/shell/origin.ts';
import { answerFrom } from '../../electron/shell/protocol.ts';
import { CONTENT_SECURITY_POLICY } from '../../shared/csp.ts';
import { tempDir } from './temp-dir.ts';

const INSIDE = ['/index.html', '/assets/app.js', '/assets/inter.woff2'];

/** A page with a secret beside it, one of a type that is not served, and a link that leads out. */
function page(): { root: string; files: ReturnType<typeof openConsoleFiles> } {
  const dir = tempDir();
  const root = path.join(dir, 'renderer');
  mkdirSync(path.join(root, 'assets'), { recursive: true });
  writeFileSync(path.join(dir, 'secret.json'), 'SECRET');
  for (const name of INSIDE) writeFileSync(path.join(root, name), name);
  writeFileSync(path.join(root, 'notes.txt'), 'SECRET');
  symlinkSync(path.join(dir, 'secret.json'), path.join(root, 'link.json'));
  symlinkSync(dir, path.join(root, 'up'));
  return { root, files: openConsoleFiles(root) };
}

const segment = fc.constantFrom(
  '..',
  '.',
  '%2e%2e',
  '%2E%2e%2f',
  '..%5c',
  '\\..\\',
  '%00',
  'assets',
  'up',
  'link.json',
  'secret.json',
  'index.html',
  '//',
  '',
);
const anyPath = fc.oneof(
  fc.array(segment, { maxLength: 8 }).map((parts) => `/${parts.join('/')}`),
  fc.string().map((text) => `/${text}`),
  fc.webPath(),
);

describe('openConsoleFiles', () => {
  it('serves what was there, typed, with the policy on every page', () => {
    const { files } = page();
    expect(files.find('/')?.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': CONTENT_SECURITY_POLICY,
    });
    expect(files.find('/assets/app.js')?.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(files.find('/assets/inter.woff2')?.headers['content-type']).toBe('font/woff2');
    expect(files.find('/link.json')).toBeNull();
    expect(files.find('/notes.txt')).toBeNull();
  });

  it('gives no byte from outside, however a path is spelt', () => {
    const { root, files } = page();
    fc.assert(
      fc.property(anyPath, (pathname) => {
        const found = files.find(pathname);
        if (!found) return;
        const name = pathname === '/' ? '/index.html' : pathname;
        expect(INSIDE).toContain(name);
        expect(Buffer.from(found.body)).toEqual(readFileSync(path.join(root, name)));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the app:// scheme', () => {
  it('answers its own host only, and only to GET', () => {
    const { files } = page();
    expect(answerFrom({ files, isOwnUrl: isConsoleUrl }, { method: 'GET', url: 'app://console/' }).status).toBe(200);
    const requests = [
      { method: 'POST', url: 'app://console/' },
      { method: 'GET', url: 'app://console.evil/' },
      { method: 'GET', url: 'app://console@evil/' },
      { method: 'GET', url: 'app://evil@console/' },
      { method: 'GET', url: 'app://console:1/' },
      { method: 'GET', url: 'not a url' },
      { method: 'GET', url: 'app://console/nothing.js' },
    ];
    expect(requests.map((request) => answerFrom({ files, isOwnUrl: isConsoleUrl }, request).status)).toEqual(
      requests.map(() => 404),
    );
  });

  it('gives no byte from outside either', async () => {
    const { files } = page();
    await fc.assert(
      fc.asyncProperty(anyPath, async (pathname) => {
        const answer = answerFrom(
          { files, isOwnUrl: isConsoleUrl },
          { method: 'GET', url: `app://console${pathname}` },
        );
        expect(await answer.text()).not.toContain('SECRET');
      }),
      { numRuns: 1_000 },
    );
  });
});
