/**
 * Tests run what ships: the compiled program. One PostgreSQL serves all suites that only need a database: one of the
 * run's own, or the Citus cluster of LINKWRIGHT_TEST_CITUS, the address of a database on the coordinator that is
 * distributed and empty, and is there on each worker under the same name (docs/decisions/0044-citus-as-it-is.md).
 */
import { execFileSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of a database, with DATABASE in place of its name. */
    postgresUrl: string;
    /** The distributed database of a cluster that every other is a copy of; none where there is no cluster. */
    postgresTemplate: string | undefined;
  }
}

export async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  const cluster = process.env.LINKWRIGHT_TEST_CITUS;
  if (cluster !== undefined) {
    const template = new URL(cluster).pathname.slice(1);
    provide('postgresUrl', cluster.replace(/\/[^/?]+(?=$|\?)/, '/DATABASE'));
    provide('postgresTemplate', template);
    return undefined;
  }
  // Nothing here outlives the run; the fault tests have servers that keep what they acknowledge.
  const postgres = await startPostgres(['fsync=off', 'max_connections=300']);
  provide('postgresUrl', postgres.url('DATABASE'));
  provide('postgresTemplate', undefined);
  return () => postgres.remove();
}
