import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The surface on which the operator confirms: a page of its own, at app://confirm/ and at the second origin of `qt serve`. */
export default defineConfig({
  root: here('./renderer/confirm'),
  base: './',
  build: {
    outDir: here('./dist/confirm'),
    emptyOutDir: true,
    target: 'chrome130',
    sourcemap: false,
    // As for the console: its policy has no data: fonts and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
