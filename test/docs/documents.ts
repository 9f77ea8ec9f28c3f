import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** The project's documents, as paths from the root. */
export const DOCUMENTS: readonly string[] = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(path.join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

export function readDocument(document: string): string {
  return readFileSync(path.join(ROOT, document), 'utf8');
}

/** The text without its fenced blocks, in which a path or a link is an example. */
export function prose(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '');
}

/** Rows of tables whose first cell is a name in backticks: that name, and the rest of the row without its bars. */
export function namedRows(text: string): { name: string; rest: string }[] {
  return [...text.matchAll(/^\|\s*`([^`|]+)`\s*\|(.*)\|\s*$/gm)].map(([, name = '', rest = '']) => ({
    name,
    rest: rest.replaceAll('|', ' ').trim(),
  }));
}
