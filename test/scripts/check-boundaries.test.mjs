import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ambientDates, importsOf, readImports, violations } from '../../scripts/check-boundaries.mjs';

const graphOf = (files) => new Map(Object.entries(files).map(([file, source]) => [file, importsOf(file, source)]));

describe('importsOf', () => {
  it('finds every way to import, and tells types and late ones apart', () => {
    const source = `
      import { z } from 'zod';
      import type { A } from './a.ts';
      import { type B } from '../b/b.ts';
      import { type C, d } from './c.ts';
      import './side-effect.ts';
      export { e } from './e.ts';
      export * from '@scope/name/deep';
      export type { F } from './f.ts';
      const late = () => import('./late.ts');
      let g: import('./g.ts').G;
      declare const h: string; const i = import(h);
    `;
    expect(importsOf('electron/cli/x.ts', source)).toEqual([
      { to: 'zod', types: false, late: false },
      { to: 'electron/cli/a.ts', types: true, late: false },
      { to: 'electron/b/b.ts', types: true, late: false },
      { to: 'electron/cli/c.ts', types: false, late: false },
      { to: 'electron/cli/side-effect.ts', types: false, late: false },
      { to: 'electron/cli/e.ts', types: false, late: false },
      { to: '@scope/name', types: false, late: false },
      { to: 'electron/cli/f.ts', types: true, late: false },
      { to: 'electron/cli/late.ts', types: false, late: true },
      { to: 'electron/cli/g.ts', types: true, late: false },
    ]);
  });
});

describe('violations', () => {
  it.each([
    ['shared/a.ts', "import fs from 'node:fs'"],
    ['shared/a.ts', "import type { E } from '../electron/engine/engine-interface.ts'"],
    ['shared/a.ts', "import React from 'react'"],
    ['electron/engine/a.ts', "import { r } from '../api/router.ts'"],
    ['electron/engine/a.ts', "import { app } from 'electron'"],
    ['electron/api/a.ts', "import { openEngine } from '../engine/engine.ts'"],
    ['electron/server/a.ts', "import { x } from '../shell/window.ts'"],
    ['electron/cli/a.ts', "const x = () => import('electron')"],
    ['electron/shell/a.ts', "import { x } from '../cli/output.ts'"],
    ['renderer/app/a.tsx', "import { appRouter } from '../../electron/api/router.ts'"],
    ['renderer/app/a.tsx', "import type { Engine } from '../../electron/engine/engine-interface.ts'"],
    ['renderer/app/a.tsx', "import path from 'node:path'"],
    ['electron/engine/a.ts', "import { fakeClock } from '../../test/support/fake-clock.ts'"],
    ['electron/engine/orders/a.ts', "import { DatabaseSync } from '@photostructure/sqlite'"],
    ['electron/engine/orders/a.ts', "import ccxt from 'ccxt'"],
    ['electron/engine/orders/a.ts', "import Big from 'big.js'"],
  ])('%s: %s', (file, source) => {
    expect(violations(graphOf({ [file]: source }))).not.toEqual([]);
  });

  it('lets the right ones pass', () => {
    const graph = graphOf({
      'shared/a.ts': "import { z } from 'zod'; import { b } from './schema/b.ts'",
      'electron/shell/a.ts': "import { BrowserWindow } from 'electron'; import { c } from '../server/control-door.ts'",
      'electron/server/a.ts': "import type { Engine } from '../engine/engine-interface.ts'",
      'renderer/a.ts':
        "import type { AppRouter } from '../electron/api/router.ts'; import { z } from '../shared/schema/z.ts'",
      'electron/engine/store/sqlite.ts': "import { DatabaseSync } from '@photostructure/sqlite'",
    });
    expect(violations(graph)).toEqual([]);
  });

  it('follows chains to what must load late, and sees cycles', () => {
    const graph = graphOf({
      'electron/main.ts': "import './shell/a.ts'",
      'electron/shell/a.ts': "import '../engine/engine.ts'",
      'electron/engine/engine.ts': "import './b.ts'; const late = () => import('ccxt')",
      'electron/engine/b.ts': "import type { X } from './engine.ts'",
      'shared/c.ts': "import './d.ts'",
      'shared/d.ts': "import './c.ts'",
    });
    const lines = violations(graph).join('\n');
    expect(lines).toContain('electron/main.ts > electron/shell/a.ts > electron/engine/engine.ts');
    expect(lines).toContain('shared/c.ts > shared/d.ts > shared/c.ts');
    expect(lines).not.toContain('electron/engine/b.ts');
  });

  it('are none in this repository', () => {
    const graph = readImports(path.join(import.meta.dirname, '..', '..'), ['shared', 'electron', 'renderer']);
    expect(graph.size).toBeGreaterThan(100);
    expect(violations(graph)).toEqual([]);
  });
});

describe('ambientDates', () => {
  it('finds the clock that nobody handed in', () => {
    const source = 'const a = new Date(5);\nconst b = new Date();';
    expect(ambientDates('electron/engine/x.ts', source)).toHaveLength(1);
    expect(ambientDates('electron/engine/x.ts', source)[0]).toContain('x.ts:2');
    expect(ambientDates('electron/engine/seams.ts', source)).toEqual([]);
    expect(ambientDates('renderer/x.ts', source)).toEqual([]);
  });
});
