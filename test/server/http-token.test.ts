import { chmodSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHttpToken } from '../../electron/server/http-token.ts';
import { tempDir } from './temp-dir.ts';

describe('openHttpToken', () => {
  it('makes 256 bits once, in a file that is its owner’s alone, and keeps them', () => {
    const dir = tempDir();
    const first = openHttpToken(dir);
    expect(Buffer.from(first.value, 'base64url')).toHaveLength(32);
    expect(statSync(first.file).mode & 0o777).toBe(0o600);
    expect(openHttpToken(dir).value).toBe(first.value);
    expect(openHttpToken(tempDir()).value).not.toBe(first.value);
    expect(readdirSync(dir)).toEqual(['http-token']);
  });

  it('replaces a token that others could read, or that is none', () => {
    const dir = tempDir();
    const first = openHttpToken(dir);
    chmodSync(first.file, 0o644);
    const second = openHttpToken(dir);
    expect(second.value).not.toBe(first.value);
    expect(statSync(second.file).mode & 0o777).toBe(0o600);
    writeFileSync(path.join(dir, 'http-token'), 'short');
    expect(openHttpToken(dir).value).toHaveLength(43);
  });

  it('takes its own token in a bearer header, and nothing else', () => {
    const token = openHttpToken(tempDir());
    expect(token.matches(`Bearer ${token.value}`)).toBe(true);
    expect(token.matches(`bearer ${token.value}`)).toBe(true);
    for (const header of [undefined, '', token.value, `Bearer  ${token.value}`, `Bearer ${token.value} x`, 'Bearer ']) {
      expect(token.matches(header)).toBe(false);
    }
    expect(readFileSync(token.file, 'utf8')).toBe(`${token.value}\n`);
  });
});
