import { chmodSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPageSessions } from '../../electron/server/page-sessions.ts';
import { tempDir } from './temp-dir.ts';

const DAY_MS = 24 * 3_600_000;
const bearer = (token: string): string => `Bearer ${token}`;

describe('openPageSessions', () => {
  it('tells page and surface of a session apart, and sessions from each other', () => {
    const sessions = openPageSessions(tempDir(), () => 1_000_000);
    const [one, two] = [sessions.begin(), sessions.begin()];
    expect(one).not.toBe(two);
    const [page, surface] = [sessions.tokenOf(one, 'page'), sessions.tokenOf(one, 'surface')];
    expect(sessions.sessionOf(bearer(page), 'page')).toBe(one);
    expect(sessions.sessionOf(bearer(surface), 'surface')).toBe(one);
    expect(sessions.sessionOf(bearer(page), 'surface')).toBeNull();
    expect(sessions.sessionOf(bearer(surface), 'page')).toBeNull();
    const crossed = `${two}.${page.split('.')[1]}`;
    expect(sessions.sessionOf(bearer(crossed), 'page')).toBeNull();
  });

  it('takes its own tokens over a restart, for a week, and nobody else’s', () => {
    const dir = tempDir();
    let nowMs = 1_800_000_000_000;
    const token = openPageSessions(dir, () => nowMs).tokenOf(openPageSessions(dir, () => nowMs).begin(), 'page');
    const again = openPageSessions(dir, () => nowMs);
    nowMs += 7 * DAY_MS - 1;
    expect(again.sessionOf(bearer(token), 'page')).not.toBeNull();
    nowMs += 1;
    expect(again.sessionOf(bearer(token), 'page')).toBeNull();
    nowMs -= DAY_MS;
    expect(openPageSessions(tempDir(), () => nowMs).sessionOf(bearer(token), 'page')).toBeNull();
    for (const header of [
      undefined,
      '',
      token,
      'Bearer ',
      bearer(token.slice(0, -1)),
      bearer(`x${token}`),
      bearer('a.b'),
    ]) {
      expect(again.sessionOf(header, 'page'), String(header)).toBeNull();
    }
  });

  it('keeps its key private, and makes a new one where it was not', () => {
    const dir = tempDir();
    const file = path.join(dir, 'session-key');
    const token = openPageSessions(dir, () => 0).tokenOf('0_aaaaaaaaaaaaaaaaaaaaaa', 'page');
    expect(readdirSync(dir)).toEqual(['session-key']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(token).not.toContain(readFileSync(file, 'utf8').trim());
    chmodSync(file, 0o644);
    expect(openPageSessions(dir, () => 0).sessionOf(bearer(token), 'page')).toBeNull();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
