import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.mjs'],
    globalSetup: ['test/support/build.mjs'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Each file has servers and databases of its own; two cores carry two at a time.
    pool: 'forks',
    maxWorkers: 2,
  },
});
