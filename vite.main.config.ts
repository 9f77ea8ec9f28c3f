import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * The main process and `qt`, as ES modules. What is bundled loads faster than it does from node_modules. Left outside: what
 * is native, what looks for its own files at run time, and ccxt, of which single exchanges are imported by path.
 */
export default defineConfig({
  ssr: { noExternal: true, external: ['electron', '@photostructure/sqlite', 'ccxt', 'fastify', 'pino', 'pdfkit'] },
  build: {
    ssr: true,
    outDir: here('./dist/main'),
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input: { main: here('./electron/main.ts'), qt: here('./electron/cli/qt.ts') },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
