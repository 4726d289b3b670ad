import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compression } from 'vite-plugin-compression2';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// What is built is what ships, also where a test builds it.
if (process.argv.includes('build')) process.env.NODE_ENV = 'production';

export default defineConfig({
  root: here('.'),
  // The server says in the page where it stands.
  base: './',
  resolve: {
    alias: [
      { find: 'linkwright/client', replacement: here('../src/client/index.ts') },
      { find: /^linkwright\/import\/(.+)$/, replacement: here('../src/import/$1.ts') },
    ],
  },
  plugins: [
    react(),
    compression({ algorithms: ['gzip', 'brotliCompress'], include: /\.(js|css|svg)$/, threshold: 1_000 }),
  ],
  worker: { format: 'es' },
  build: {
    outDir: here('../dist/console'),
    emptyOutDir: true,
    target: 'es2023',
    // The first that know light-dark(), which would else be rewritten into variables that nobody sets.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // A picture in a script cannot be kept by a browser on its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Kilobytes: what the first page loads is bounded by a test, as it is sent.
    chunkSizeWarningLimit: 1_000,
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/Authentication', '/openapi.json', '/health'].map((path) => [
        path,
        process.env.LINKWRIGHT_SERVER ?? 'http://127.0.0.1:8080',
      ]),
    ),
  },
});
