import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { pino } from 'pino';
import type { ContentStore } from '../content/content.js';
import { isLoopback } from '../http/address.js';
import type { App } from '../http/app.js';
import { limits } from '../limits/limits.js';
import type { Store } from '../store/store.js';
import { type ContentOptions, openContentOf, requireOwnContent } from './content.js';
import { openToServe, type PoolOptions } from './database.js';
import { type ListenOptions, millisecondsOfMinute } from './listen-options.js';
import { CommandFailure, print } from './output.js';
import { serveOptions } from './serve-options.js';

/** Opens the store while the server's modules load, since the two take equally long. @throws OpenError */
export async function openBesideLoading(database: string, pool?: PoolOptions): Promise<Store> {
  const [store] = await Promise.all([openToServe(database, pool), import('../http/app.js')]);
  return store;
}

/** The folder where the build puts the console; `undefined` where it was not built. */
function builtConsole(): string | undefined {
  const folder = fileURLToPath(new URL('../console', import.meta.url));
  return existsSync(join(folder, 'index.html')) ? folder : undefined;
}

/** Has a server listen, and answers its address. @throws CommandFailure where it cannot; all is closed then */
async function listening(
  app: App,
  server: Server,
  { host, port }: { host: string; port: number },
): Promise<string> {
  try {
    if (server === app.server.server) await app.server.listen({ host, port });
    else {
      server.listen({ host, port });
      await once(server, 'listening');
    }
  } catch (error) {
    await app.close();
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'EADDRINUSE' ? 'the port is taken' : code === 'EACCES' ? 'the port may not be used' : code;
    throw new CommandFailure(`Cannot listen on ${host}:${port}: ${why}.`);
  }
  const bound = (server.address() as AddressInfo).port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
}

/** Warns where passwords and tokens would cross a network that anybody may listen to. */
function warnOfPlainText({ host, trustProxy }: ListenOptions): void {
  if (trustProxy !== undefined || isLoopback(host)) return;
  process.stderr.write(
    `Warning: ${host} is reached from other machines, and passwords and tokens would come in plain text. Put a proxy ` +
      'with TLS in front, and name it with --trust-proxy.\n',
  );
}

/** Goes on for a while, so that whoever divides calls among servers learns that no more should come here. */
async function drain({ services }: App, seconds: number): Promise<void> {
  if (seconds === 0) return;
  services.health.drain();
  const again = new AbortController();
  // Told a second time, it waits for nobody.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => again.abort());
  await pause(seconds * 1_000, undefined, { signal: again.signal }).catch(() => undefined);
}

/**
 * Serves until SIGTERM or SIGINT, then answers what it has accepted. `onListening` gets the address.
 *
 * @throws CommandFailure where it cannot listen, or a part of the store was lost for good; the server may then be
 *   started again
 */
export async function listen(
  store: Store,
  content: ContentStore | undefined,
  options: ListenOptions & { linksSignIn?: boolean; firstSecret?: string | undefined },
  onListening?: (address: string) => void,
): Promise<void> {
  const { host, port, basePath, logLevel, metricsPort, metricsHost, metricsTokenFile } = options;
  warnOfPlainText(options);
  const log = pino({ level: logLevel }, pino.destination({ dest: 2, sync: true }));
  const { createApp } = await import('../http/app.js');
  const folder = options.console ? builtConsole() : undefined;
  const app = await createApp({
    store,
    log,
    content,
    basePath,
    bulkEntries: options.bulkEntries,
    fileBytes: options.fileBytes,
    contentBytes: options.contentBytes,
    sessionMilliseconds: options.sessionMinutes * millisecondsOfMinute,
    ...(options.trustProxy === undefined ? {} : { trustProxy: options.trustProxy }),
    connections: options.maxConnections,
    connectionsOfAddress: options.maxConnectionsOfAddress,
    requestsPerMinute: options.rateLimit,
    metrics:
      metricsPort === undefined && metricsTokenFile === undefined
        ? undefined
        : { token: metricsTokenFile?.token },
    console: folder === undefined ? undefined : { folder, linksSignIn: options.linksSignIn === true },
    firstSecret: options.firstSecret,
  });
  /** Why the server cannot go on; `undefined` where it was told to stop. */
  const stopped = new Promise<string | undefined>((resolve) => {
    process.once('SIGTERM', () => resolve(undefined));
    process.once('SIGINT', () => resolve(undefined));
    store.onTrouble(({ message, isFinal }) => isFinal && resolve(message));
  });
  const address = `${await listening(app, app.server.server, { host, port })}${basePath}`;
  if (metricsPort !== undefined && app.monitor !== undefined) {
    const at = await listening(app, app.monitor, { host: metricsHost, port: metricsPort });
    process.stderr.write(`Health and metrics on ${at}\n`);
  }
  print(`Linkwright listening on ${address}`);
  onListening?.(address);
  const failure = await stopped;
  if (failure === undefined) await drain(app, options.drainSeconds);
  const giveUp = setTimeout(() => app.server.server.closeAllConnections(), limits.closeMilliseconds);
  await app.close();
  clearTimeout(giveUp);
  if (failure !== undefined) throw new CommandFailure(`The server ended, because ${failure}.`);
}

const byCommands = `linkwright client create --account ACCOUNT --client CLIENT
  LINKWRIGHT_PASSWORD=... linkwright user create --user USER --administrator
  linkwright token create --user USER
(each with the --database of this server, which may go on running)`;

/** Says how to create the first client; where there is a console, a link does it too. */
function firstSteps(link: string | undefined): string {
  if (link === undefined) {
    return `This database has no client yet. Make the first one, an administrator and a token:\n  ${byCommands}`;
  }
  return `This database has no client yet. Make the first one, and its administrator, in a browser:
  ${link}
(a link that works one time, while this server runs) or by commands, with a token:
  ${byCommands}`;
}

export function serveCommand(): Command {
  return serveOptions(new Command('serve').description('serve the API and the web console'))
    .addHelpText(
      'after',
      '\nTLS to PostgreSQL is part of its address: ?sslmode=verify-full&sslrootcert=FILE.' +
        '\nThe environment variable keeps a password out of the list of processes.' +
        '\nThe content of files is kept beside an SQLite database, unless --content names another place. With' +
        '\nPostgreSQL it has to be named: servers that share a database need a place that they share. Credentials' +
        '\nfor a bucket come from the usual variables: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION.' +
        '\n\nExample:' +
        '\n  linkwright serve --database sqlite:data/linkwright.db --port 8080' +
        '\n  LINKWRIGHT_DATABASE=postgres://USER:PASSWORD@HOST/DATABASE linkwright serve',
    )
    .action(async (options: ListenOptions & PoolOptions & ContentOptions) => {
      const store = await openBesideLoading(options.database, options);
      const open = async () => {
        const kept = await openContentOf(options, { serving: true, sweep: 'old' });
        await requireOwnContent(store, kept);
        return kept;
      };
      const content = await open().catch(async (error) => {
        await store.close();
        throw error;
      });
      const isEmpty = !(await store.hasClients());
      const byLink = isEmpty && options.console && builtConsole() !== undefined;
      const firstSecret = byLink ? (await import('../access/secrets.js')).newSecret() : undefined;
      await listen(store, content, { ...options, firstSecret }, (address) => {
        // What stands behind the # is never sent with an address, and so reaches no log.
        const link = firstSecret === undefined ? undefined : `${address}/welcome#${firstSecret}`;
        if (isEmpty) print(firstSteps(link));
      });
    });
}
