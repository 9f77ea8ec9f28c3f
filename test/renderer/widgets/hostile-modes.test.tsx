import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ModeBadge } from '../../../renderer/widgets/mode-badge.tsx';
import { ModeEdge } from '../../../renderer/widgets/mode-edge.tsx';

type Given = { mode: unknown; testnet?: unknown };
const badge = (given: Given): string => renderToStaticMarkup(createElement(ModeBadge, given as { mode: string }));
const edge = (given: Given): string => renderToStaticMarkup(createElement(ModeEdge, given as { mode: string }));
const words = (html: string): string[] => [...html.matchAll(/>([A-Z][A-Z ?]*)</g)].map(([, word]) => word ?? '');
const glyphs = (html: string): string[] =>
  [...html.matchAll(/tabler-icon-([a-z0-9-]+)/g)].map(([, name]) => name ?? '');

/** What an engine never says, and a page must not guess about. */
const HOSTILE: unknown[] = [
  ...[undefined, null, '', ' ', 'PAPER', 'Paper', 'paper ', ' paper', 'paper\u0000', 'pаper', 'p\u200baper', 'rеal'],
  ...[
    'REAL',
    'Real',
    'real ',
    'live',
    'demo',
    'testnet',
    'simulated',
    'unknown',
    'constructor',
    '__proto__',
    'toString',
  ],
  ...['<b>PAPER</b>', '"><script>alert(1)</script>', 0, 1, true, false, {}, [], ['paper'], { toString: () => 'paper' }],
];

describe('the badge of a mode', () => {
  it.each([
    [{ mode: 'paper' }, ['PAPER']],
    [{ mode: 'paper', testnet: true }, ['PAPER', 'TESTNET']],
    [{ mode: 'real' }, ['REAL']],
    [{ mode: 'real', testnet: true }, ['TESTNET']],
  ] as const)('%o says %s', (given, said) => {
    for (const size of [{}, { dense: true }, { small: true }])
      expect(words(badge({ ...given, ...size }))).toEqual(said);
  });

  it.each(HOSTILE.flatMap((mode) => [true, false, undefined, 'yes'].map((testnet) => ({ mode, testnet }))))(
    'of %o is a question, and never passes for paper or for anything else',
    (given) => {
      const html = badge(given);
      expect(words(html)).toEqual(['MODE ?']);
      expect(html).not.toMatch(/<script|<b>/);
      expect(edge(given)).toContain('unknown');
      expect(edge(given)).not.toMatch(/paper|testnet|real/);
    },
  );

  it.each(['false', 'true', 1, {}, [], 'yes', null])('of a real account is REAL where its testnet is %o', (testnet) => {
    expect(words(badge({ mode: 'real', testnet }))).toEqual(['REAL']);
    expect(edge({ mode: 'real', testnet })).toContain('real');
  });

  it('tells the four kinds apart by word, by glyph and by the class of its shape', () => {
    const kinds = [{ mode: 'paper' }, { mode: 'real' }, { mode: 'real', testnet: true }, { mode: null }].map(badge);
    for (const tell of [words, glyphs]) expect(new Set(kinds.map((html) => tell(html).join())).size).toBe(4);
    expect(kinds.every((html) => glyphs(html).length === 1)).toBe(true);
  });
});

/** The declarations of a class in a stylesheet. */
function ruleOf(file: string, name: string): string {
  const css = readFileSync(path.join(import.meta.dirname, '../../../renderer/widgets', file), 'utf8');
  return new RegExp(`^\\.${name} \\{([^}]*)\\}`, 'm').exec(css)?.[1] ?? '';
}

describe.each(['mode-badge.module.css', 'mode-edge.module.css'])('the shapes of %s', (file) => {
  const kinds = ['paper', 'testnet', 'real', 'unknown'];
  const valueless = (rule: string): string =>
    // Without its colours, so that two kinds which differ in nothing else would look the same here as to a colour-blind eye.
    rule.replaceAll(/var\(--qt-[\w-]+\)/g, 'colour').replaceAll(/^\s*color:.*$/gm, '');

  it('differ without their colours as well', () => {
    const shapes = kinds.map((kind) => valueless(ruleOf(file, kind)).trim());
    expect(shapes.every((shape) => shape !== '')).toBe(true);
    expect(new Set(shapes).size).toBe(4);
  });

  it('have a colour of their own each', () => {
    const colours = kinds.map((kind) => [...ruleOf(file, kind).matchAll(/--qt-([\w-]+)/g)].map(([, name]) => name));
    for (const [i, kind] of kinds.entries()) {
      const family = kind === 'unknown' ? 'error' : kind;
      expect(
        colours[i]?.some((name) => name?.startsWith(family)),
        kind,
      ).toBe(true);
      for (const other of kinds)
        if (other !== kind) expect(colours[i]?.some((name) => name?.startsWith(`${other}-`))).toBe(false);
    }
  });
});
