/** The servers under test, each in a process of its own. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const served = (url: string) => [pathOf('../dist/cli.js'), 'serve', '--port', '0', '--database', url];

/** How each kind of server is started, with a database or without. */
const commands = {
  constant: () => ['--import', 'tsx', pathOf('./constant-server.ts')],
  plain: (url: string) => [
    ...['--import', 'tsx'],
    pathOf(url.startsWith('sqlite:') ? './plain-sqlite.ts' : './plain-postgres.ts'),
    url,
  ],
  linkwright: served,
  unrecorded: (url: string) => ['--import', pathOf('./unrecorded.mjs'), ...served(url)],
  earlier: (url: string) => [
    `${process.env.BENCH_OTHER}/dist/cli.js`,
    'serve',
    '--port',
    '0',
    '--database',
    url,
  ],
};

export type ServerKind = keyof typeof commands;

export interface BenchServer {
  address: string;
  /** Resident memory in megabytes. */
  memory(): number;
  /** Microseconds of processor time that all of its threads have used. */
  processor(): number;
  stop(): Promise<void>;
}

/** Starts a server on the database with this URL, and waits until it listens. */
export async function startServer(kind: ServerKind, url: string): Promise<BenchServer> {
  const child = spawn(
    process.execPath,
    [...(process.env.BENCH_NODE_OPTIONS?.split(' ') ?? []), ...commands[kind](url)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      const found = /listening on (http:\S+)/.exec(String(data))?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`${kind} ended with ${code}`)));
  });
  return {
    address,
    memory: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    processor() {
      const [, text = ''] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ');
      const fields = text.split(' ');
      // The fields are ticks of 10 ms, in user and in system mode.
      return (Number(fields[11]) + Number(fields[12])) * 10_000;
    },
    async stop() {
      const exit = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await exit;
    },
  };
}
