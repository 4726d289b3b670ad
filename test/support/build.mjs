/** Tests run what ships: the compiled program. One PostgreSQL serves all suites that only need a database. */
import { execFileSync } from 'node:child_process';
import { startPostgres } from './postgres.mjs';

export async function setup({ provide }) {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  // Nothing here outlives the run; the fault tests have servers that keep what they acknowledge.
  const postgres = await startPostgres(['fsync=off', 'max_connections=300']);
  provide('postgresUrl', postgres.url('DATABASE'));
  return () => postgres.remove();
}
