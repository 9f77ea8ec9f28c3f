import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEnvFile } from '../../../electron/engine/accounts/env-file.ts';
import { QtError } from '../../../shared/schema/error-code.ts';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'qt-env-'));
  path = join(dir, 'accounts.env');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(text: string, mode = 0o600): void {
  writeFileSync(path, text);
  chmodSync(path, mode);
}

function refusal(platform?: NodeJS.Platform): QtError {
  try {
    readEnvFile(path, platform);
  } catch (error) {
    if (error instanceof QtError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('what an env file may hold', () => {
  it('reads plain, exported, quoted and commented lines', () => {
    write(
      [
        '# accounts',
        '',
        'A=1',
        '  export B = two words  ',
        "C='single # quoted $HOME \\n'",
        'D="double \\"quoted\\" \\\\ \\nline" # comment',
        'E=value # comment',
        'F=pass#word',
        'G=',
        'H= # only a comment',
        "I='x' # comment",
        'J=a=b=c',
        '__proto__=p',
      ].join('\n'),
    );
    const variables = readEnvFile(path);
    expect(Object.entries(variables ?? {})).toEqual([
      ['A', '1'],
      ['B', 'two words'],
      ['C', 'single # quoted $HOME \\n'],
      ['D', 'double "quoted" \\ \nline'],
      ['E', 'value'],
      ['F', 'pass#word'],
      ['G', ''],
      ['H', ''],
      ['I', 'x'],
      ['J', 'a=b=c'],
      ['__proto__', 'p'],
    ]);
  });

  it('reads files with a byte order mark and Windows line ends', () => {
    write('\uFEFFA=1\r\nB=2\r\n');
    expect({ ...readEnvFile(path) }).toEqual({ A: '1', B: '2' });
  });

  it('is nothing where there is no file', () => {
    expect(readEnvFile(path)).toBeNull();
    expect(readEnvFile(join(dir, 'no', 'folder', 'here.env'))).toBeNull();
  });
});

describe('what is refused', () => {
  it.each([
    ['no assignment', 'A=1\nhunter2secret\nB=2', 2],
    ['a bad name', 'A-B=hunter2secret', 1],
    ['no name', '=hunter2secret', 1],
    ['an open double quote', '# x\n\nA="hunter2secret', 3],
    ['an open single quote', "A='hunter2secret", 1],
    ['text after a quote', 'A="x"hunter2secret', 1],
    ['a second value', 'A=1\nB=2\nA=hunter2secret', 3],
  ])('%s, by its line number and never by its content', (_, text, line) => {
    write(text);
    const error = refusal();
    expect(error.code).toBe('ENV_FILE_UNREADABLE');
    expect(error.message).toContain(`line ${line}:`);
    expect(error.message).not.toContain('hunter2');
  });

  it.each([0o644, 0o640, 0o660, 0o604, 0o620, 0o601])('mode %o', (mode) => {
    write('A=1', mode);
    const error = refusal('linux');
    expect(error.code).toBe('ENV_FILE_PERMISSIONS');
    expect(error.message).toContain(mode.toString(8));
  });

  it.each([0o600, 0o400, 0o700])('but not mode %o', (mode) => {
    write('A=1', mode);
    expect({ ...readEnvFile(path, 'linux') }).toEqual({ A: '1' });
  });

  it('reads the bits only where they mean something', () => {
    write('A=1', 0o644);
    expect({ ...readEnvFile(path, 'win32') }).toEqual({ A: '1' });
  });

  it('a folder in its place', () => {
    mkdirSync(path, { mode: 0o700 });
    expect(refusal().code).toBe('ENV_FILE_UNREADABLE');
  });
});
