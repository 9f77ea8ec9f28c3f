import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSync } from 'vite';
import { LATE, WALLS } from './boundaries.mjs';

// dependency-cruiser reads TypeScript through its compiler API, which TypeScript 7 no longer has.

const ROOTS = ['shared', 'electron', 'renderer', 'test'];

/** @typedef {{ to: string, types: boolean, late: boolean }} Import */

/** Every import of the tree: file -> what it imports, as paths from the root or package names. */
export function readImports(root, roots = ROOTS) {
  /** @type {Map<string, Import[]>} */
  const graph = new Map();
  for (const file of roots.flatMap((dir) => sources(root, dir))) {
    graph.set(file, importsOf(file, readFileSync(path.join(root, file), 'utf8')));
  }
  return graph;
}

/** Where a file asks the machine for the time with `new Date()`. The linter knows `Date.now`, but not this. */
export function ambientDates(file, source) {
  if (!/^(shared|electron\/engine)\//.test(file) || file === 'electron/engine/seams.ts') return [];
  const lines = [];
  visit(parseSync(file, source).program, (node) => {
    const asks = node.type === 'NewExpression' && node.callee.name === 'Date' && node.arguments.length === 0;
    if (asks)
      lines.push(
        `${file}:${source.slice(0, node.start).split('\n').length} asks for the time\n    Take a Clock: see ports.ts.`,
      );
  });
  return lines;
}

function sources(root, dir) {
  return readdirSync(path.join(root, dir), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mts)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((file) => !file.includes('node_modules/'));
}

/** @returns {Import[]} */
export function importsOf(file, source) {
  const { module, program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const found = [];
  const add = (specifier, types, late) => found.push({ to: target(file, specifier), types, late });
  for (const { moduleRequest, entries } of module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType), false);
  }
  for (const { entries } of module.staticExports) {
    for (const entry of entries) if (entry.moduleRequest) add(entry.moduleRequest.value, entry.isType, false);
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const text = source.slice(moduleRequest.start, moduleRequest.end);
    const literal = /^(['"`])([^'"`$]+)\1$/.exec(text)?.[2];
    if (literal) add(literal, false, true);
  }
  // `import('…').Name` as a type.
  visit(program, (node) => {
    if (node.type === 'TSImportType' && node.source?.value) add(node.source.value, true, false);
  });
  return found;
}

function visit(node, see) {
  if (Array.isArray(node)) return node.forEach((child) => visit(child, see));
  if (node === null || typeof node !== 'object') return;
  if (typeof node.type === 'string') see(node);
  for (const key in node) if (key !== 'parent') visit(node[key], see);
}

function target(file, specifier) {
  if (specifier.startsWith('.')) return path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  if (specifier.startsWith('node:')) return specifier;
  const [scope, name] = specifier.split('/');
  return specifier.startsWith('@') ? `${scope}/${name}` : scope;
}

/** What the graph does against the walls, one line each. */
export function violations(graph, walls = WALLS, late = LATE) {
  const lines = [];
  for (const [file, imports] of graph) {
    for (const { to, types } of imports) {
      for (const wall of walls) {
        if (!wall.from.test(file) || !wall.to.test(to) || wall.local?.test(to)) continue;
        if (types && wall.types?.test(to)) continue;
        lines.push(`${file} imports ${to}\n    ${wall.why}`);
      }
    }
  }
  for (const { entry, never, why } of late) {
    const chain = chainTo(graph, entry, never);
    if (chain) lines.push(`${chain.join(' > ')}\n    ${why}`);
  }
  for (const cycle of cycles(graph)) lines.push(`${cycle.join(' > ')}\n    Imports go one way.`);
  return lines;
}

const kept = (imports) => (imports ?? []).filter((found) => !found.types && !found.late).map((found) => found.to);

function chainTo(graph, entry, never) {
  const seen = new Set([entry]);
  const queue = [[entry]];
  for (let chain = queue.shift(); chain; chain = queue.shift()) {
    for (const to of kept(graph.get(chain.at(-1)))) {
      if (never.test(to)) return [...chain, to];
      if (!seen.has(to)) {
        seen.add(to);
        queue.push([...chain, to]);
      }
    }
  }
  return null;
}

function cycles(graph) {
  const found = [];
  const done = new Set();
  const walk = (file, trail) => {
    const at = trail.indexOf(file);
    if (at >= 0) return void found.push([...trail.slice(at), file]);
    if (done.has(file)) return;
    for (const to of kept(graph.get(file))) if (graph.has(to)) walk(to, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return found;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = path.join(import.meta.dirname, '..');
  const graph = readImports(root);
  const dates = [...graph.keys()].flatMap((file) => ambientDates(file, readFileSync(path.join(root, file), 'utf8')));
  const lines = [...violations(graph), ...dates];
  for (const line of lines) console.error(line);
  console.error(lines.length === 0 ? `boundaries hold in ${graph.size} files` : `${lines.length} found`);
  process.exitCode = lines.length === 0 ? 0 : 1;
}
