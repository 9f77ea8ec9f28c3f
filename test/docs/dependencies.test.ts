import { describe, expect, it } from 'vitest';
import { namedRows, readDocument } from './documents.ts';

const manifest = JSON.parse(readDocument('package.json')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;

describe('the dependencies in CONTRIBUTING.md', () => {
  const section = /^## Dependencies\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(readDocument('CONTRIBUTING.md'))?.[1] ?? '';
  const rows = namedRows(section);

  it('are exactly those of package.json, each once, each with its reason', () => {
    const used = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
    expect(rows.map(({ name }) => name).toSorted()).toEqual(used.toSorted());
    for (const { name, rest } of rows) expect(rest.length, name).toBeGreaterThan(15);
  });

  it('are pinned to one version', () => {
    const versions = [...Object.values(manifest.dependencies), ...Object.values(manifest.devDependencies)];
    for (const version of versions) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
