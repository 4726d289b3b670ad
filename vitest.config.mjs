import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    // What hangs has to end, and what is slow has not: another machine takes six times as long.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 20_000 } },
    // Each file has servers and databases of its own; two cores carry two at a time.
    pool: 'forks',
    maxWorkers: 2,
    // Node loads the compiled program as it is, which takes a fraction of the time.
    server: { deps: { external: [/\/dist\//, /\/node_modules\//] } },
  },
});
