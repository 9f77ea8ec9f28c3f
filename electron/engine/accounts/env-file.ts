import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { Environment } from './environment.ts';

/** Any bit for group or others. Windows has no such bits: there the profile folder's access list protects the file. */
const OPEN_TO_OTHERS = 0o077;

/**
 * The variables of an env file; null where there is no such file. Throws ENV_FILE_PERMISSIONS where others may read it, and
 * ENV_FILE_UNREADABLE (with the line number, never the line) where it cannot be read or understood.
 */
export function readEnvFile(path: string, platform: NodeJS.Platform = process.platform): Environment | null {
  const text = readPrivate(path, platform);
  return text === null ? null : parseEnv(text, path);
}

function readPrivate(path: string, platform: NodeJS.Platform): string | null {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    // Asked of the open file, so that it cannot be swapped between the check and the reading.
    const { mode } = fstatSync(file);
    if (platform !== 'win32' && (mode & OPEN_TO_OTHERS) !== 0) {
      const bits = (mode & 0o777).toString(8);
      throw new QtError('ENV_FILE_PERMISSIONS', `${path} is open to other users (mode ${bits}): run chmod 600 on it`);
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof QtError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT') return null;
    throw new QtError('ENV_FILE_UNREADABLE', `${path} cannot be read (${code})`);
  } finally {
    if (file !== null) closeSync(file);
  }
}

const ASSIGNMENT = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/;
// Single quotes are literal; in double quotes a backslash escapes. After the closing quote only a comment may follow.
const SINGLE_QUOTED = /^'([^']*)'\s*(?:#.*)?$/;
const DOUBLE_QUOTED = /^"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$/;

function parseEnv(text: string, path: string): Environment {
  const variables: Record<string, string> = Object.create(null);
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((raw, index) => {
      const line = raw.trim();
      if (line === '' || line.startsWith('#')) return;
      const [, name, rest] = ASSIGNMENT.exec(line) ?? [];
      const value = rest === undefined ? null : parseValue(rest);
      if (name === undefined || value === null) {
        throw new QtError('ENV_FILE_UNREADABLE', `${path}, line ${index + 1}: not a KEY=VALUE line`);
      }
      if (name in variables) {
        throw new QtError('ENV_FILE_UNREADABLE', `${path}, line ${index + 1}: sets a variable for the second time`);
      }
      variables[name] = value;
    });
  return variables;
}

/** Null where a quote is not closed, or something follows it. */
function parseValue(rest: string): string | null {
  const single = SINGLE_QUOTED.exec(rest)?.[1];
  if (single !== undefined) return single;
  const double = DOUBLE_QUOTED.exec(rest)?.[1];
  if (double !== undefined) return double.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
  if (/^['"]/.test(rest)) return null;
  return rest.replace(/(^|\s+)#.*$/, '');
}
