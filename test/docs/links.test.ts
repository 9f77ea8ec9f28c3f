import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DOCUMENTS, ROOT, prose, readDocument } from './documents.ts';

const LINK = /!?\[[^\]]*\]\(([^)\s]+)\)/g;
const QUOTED = /`([^`\n]+)`/g;
/** A path of the repository, from its root: in a folder of ours, or a file of the root by its usual ending. */
const REPOSITORY_PATH =
  /^(?:\.?\/)?(?:(?:\.ci|docs|electron|renderer|scripts|shared|test)\/[\w.*@/-]*|[\w.-]+\.(?:md|ts|mjs|cjs|yml)|(?:package|package-lock|tsconfig[\w.]*)\.json)$/;

/** The anchor that a heading gets, as GitHub and most viewers make it. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function anchorsOf(document: string): Set<string> {
  return new Set(
    [...prose(readDocument(document)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)),
  );
}

describe.each(DOCUMENTS)('%s', (document) => {
  const text = prose(readDocument(document));

  it('links to files and headings that exist', () => {
    const broken = [...text.matchAll(LINK)]
      .map(([, target = '']) => target)
      .filter((target) => !/^https?:/.test(target))
      .filter((target) => {
        const [file = '', anchor] = target.split('#');
        const found = file === '' ? document : path.join(path.dirname(document), file);
        if (!existsSync(path.join(ROOT, found))) return true;
        return anchor !== undefined && found.endsWith('.md') && !anchorsOf(found).has(anchor);
      });
    expect(broken).toEqual([]);
  });

  it('names files of the repository that exist', () => {
    const named = [...text.matchAll(QUOTED)]
      .map(([, quoted = '']) => quoted)
      .filter((quoted) => REPOSITORY_PATH.test(quoted));
    const missing = named.filter((name) =>
      name.includes('*') ? globSync(name, { cwd: ROOT }).length === 0 : !existsSync(path.join(ROOT, name)),
    );
    expect([...new Set(missing)]).toEqual([]);
  });
});
