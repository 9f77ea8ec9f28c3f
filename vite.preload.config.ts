import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The bridge into the page. A sandboxed preload script must be one CommonJS file. */
export default defineConfig({
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    outDir: here('./dist/preload'),
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input: { preload: here('./electron/preload.ts') },
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
});
