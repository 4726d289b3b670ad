/** The servers under test, each in a process of its own. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));

const commands = {
  constant: () => ['--import', 'tsx', pathOf('./constant-server.ts')],
  plain: (url) => [
    ...['--import', 'tsx'],
    pathOf(url.startsWith('sqlite:') ? './plain-sqlite.ts' : './plain-postgres.ts'),
    url,
  ],
  linkwright: (url) => [pathOf('../dist/cli.js'), 'serve', '--port', '0', '--database', url],
  earlier: (url) => [`${process.env.BENCH_OTHER}/dist/cli.js`, 'serve', '--port', '0', '--database', url],
};

/** Starts a server on the database with this URL, and waits until it listens. */
export async function startServer(kind, url) {
  const child = spawn(
    process.execPath,
    [...(process.env.BENCH_NODE_OPTIONS?.split(' ') ?? []), ...commands[kind](url)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const address = await new Promise((resolve, reject) => {
    child.stdout.on('data', (data) => {
      const found = /listening on (http:\S+)/.exec(String(data))?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`${kind} ended with ${code}`)));
  });
  return {
    address,
    /** Resident memory in megabytes. */
    memory: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    /** Microseconds of processor time that all of its threads have used. */
    processor() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      // In ticks of 10 ms, by user and by system.
      return (Number(fields[11]) + Number(fields[12])) * 10_000;
    },
    async stop() {
      const exit = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await exit;
    },
  };
}
