import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../shared/schema/error-code.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const SOURCE = path.join('shared', 'schema', 'error-code.ts');
const OPENING = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/** Without its comments, in which every code may be spoken of. */
function codeOf(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1');
}

function sources(): string[] {
  return ['electron', 'shared', 'renderer']
    .flatMap((room) =>
      readdirSync(path.join(ROOT, room), { recursive: true }).map((name) => path.join(room, String(name))),
    )
    .filter((file) => /\.tsx?$/.test(file) && file !== SOURCE);
}

/** What encloses a place: the bracket, and the text from there up to the place. */
function enclosing(text: string, at: number): { bracket: string; callee: string; before: string } {
  const closed: string[] = [];
  for (let i = at - 1; i >= 0; i -= 1) {
    const char = text[i] ?? '';
    const opening = OPENING.get(char);
    if (opening) closed.push(opening);
    else if ('([{'.includes(char) && closed.pop() !== char) {
      return { bracket: char, callee: text.slice(Math.max(0, i - 40), i), before: text.slice(i + 1, at) };
    }
  }
  return { bracket: '', callee: '', before: text.slice(0, at) };
}

/** Whether a literal here is handed on: to an error, a check or a refusal. Comparing, listing or naming it is not. */
function isGiven(text: string, at: number): boolean {
  const { bracket, callee, before } = enclosing(text, at);
  if (/([=!]==|\bcase)\s*$/.test(before) || bracket === '[') return false;
  if (bracket === '(') return !/\b(includes|has|get|if|while|switch)\s*$/.test(callee);
  const statement = before.slice(
    Math.max(before.lastIndexOf(';'), before.lastIndexOf('\n\n'), before.lastIndexOf(',')) + 1,
  );
  return /\bcode\s*:|\breturn\b|=>|\bconst \w+(: \w+)? =/.test(statement);
}

function givers(code: string, texts: ReadonlyMap<string, string>): string[] {
  const literal = `'${code}'`;
  return [...texts].flatMap(([file, text]) => {
    for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + 1))
      if (isGiven(text, at)) return [file];
    return [];
  });
}

describe('the error codes', () => {
  const texts = new Map(sources().map((file) => [file, codeOf(file)]));

  it.each(Object.keys(ERROR_CODES))('%s is given by some part of the console', (code) => {
    expect(givers(code, texts)).not.toEqual([]);
  });

  it.each([
    ["throw new QtError('NOPE', 'no');", true],
    ["return { code: 'NOPE', message };", true],
    ["const error = ok ? null : { code: late ? 'LATE' : 'NOPE' };", true],
    ["check(levels, 'enabled', 'NOPE', (word) => word);", true],
    ["if (error.code === 'NOPE') throw error;", false],
    ["const known = ['LATE', 'NOPE'];", false],
    ["switch (code) { case 'NOPE': return 3; }", false],
    ["const words = { NOPE: 'no', other: 'NOPE' };", false],
    ["if (codes.includes('NOPE')) return;", false],
  ])('%s: %s', (text, given) => {
    expect(givers('NOPE', new Map([['x.ts', text]]))).toEqual(given ? ['x.ts'] : []);
  });
});
