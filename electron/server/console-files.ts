import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { CONTENT_SECURITY_POLICY } from '../../shared/csp.ts';

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

export interface ConsoleFile {
  body: Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
}

export interface PageRules {
  policy: string;
  /** Whether its policy lets another page show it in a frame. */
  framed: boolean;
}

export interface ConsoleFiles {
  /** The file at a path of the page's address, or null. `rules`: for pages; else those of a console that frames nothing. */
  find(pathname: string, rules?: PageRules): ConsoleFile | null;
}

const CONSOLE_RULES: PageRules = { policy: CONTENT_SECURITY_POLICY, framed: false };

/**
 * The built page. A path is looked up in the list of the files that were there at the start, never joined to a folder, so
 * no spelling of it can lead anywhere else. Symbolic links are not files here.
 */
export function openConsoleFiles(root: string): ConsoleFiles {
  const files = new Map<string, string>();
  const visit = (dir: string, prefix: string): void => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const file = path.join(dir, entry.name);
      if (entry.isDirectory()) visit(file, `${prefix}${entry.name}/`);
      else if (entry.isFile() && path.extname(entry.name) in CONTENT_TYPES) files.set(`${prefix}${entry.name}`, file);
    }
  };
  visit(root, '/');
  return {
    find: (pathname, rules = CONSOLE_RULES) => {
      const file = files.get(pathname === '/' ? '/index.html' : pathname);
      if (file === undefined) return null;
      const type = CONTENT_TYPES[path.extname(file)] ?? '';
      return {
        body: new Uint8Array(readFileSync(file)),
        headers: { 'content-type': type, ...pageHeaders(type, rules) },
      };
    },
  };
}

function pageHeaders(type: string, { policy, framed }: PageRules): Record<string, string> {
  const common = { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' };
  if (!type.startsWith('text/html')) return common;
  return {
    ...common,
    'content-security-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    ...(framed ? {} : { 'x-frame-options': 'DENY' }),
  };
}
