import { existsSync } from 'node:fs';
import { type AddressInfo, isIPv6 } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { pino } from 'pino';
import type { ContentStore } from '../content/content.js';
import { limits } from '../contract/limits.js';
import { namedRanges, plainAddress } from '../http/address.js';
import type { Store } from '../store/store.js';
import { type ContentOptions, contentOption, openContentOf, requireOwnContent } from './content.js';
import { databaseOption, openToServe, type PoolOptions } from './database.js';
import { CommandFailure, print } from './output.js';

const millisecondsOfMinute = 60_000;

export interface ListenOptions {
  host: string;
  port: number;
  basePath: string;
  bulkEntries: number;
  fileBytes: number;
  sessionMinutes: number;
  trustProxy?: string[];
  maxConnections: number;
  maxConnectionsOfAddress: number;
  rateLimit?: number;
  logLevel: string;
  metrics: boolean;
  console: boolean;
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}

function readNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d{1,12}$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It is a number from ${least} to ${most}.`);
  };
}

function readSwitch(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new InvalidArgumentError('It is on or off.');
}

function readBasePath(text: string): string {
  const path = text.replace(/\/$/, '');
  // Parts of dots are steps to whoever puts addresses together, and never arrive.
  if (path === '' || /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)+$/.test(path)) return path;
  throw new InvalidArgumentError(
    'A base path is like /linkwright or /tools/linkwright: letters, digits and - . _ ~ between single slashes, and no . or .. by itself.',
  );
}

/** Proxies on the same machine, on the same link, and in private networks. */
const proxyRanges = Object.keys(namedRanges);

function isProxy(text: string): boolean {
  const [address = '', bits = '1', ...rest] = text.split('/');
  if (proxyRanges.includes(text)) return true;
  const most = isIPv6(address) ? 128 : 32;
  return (
    plainAddress(address) !== undefined &&
    rest.length === 0 &&
    /^[1-9]\d{0,2}$/.test(bits) &&
    Number(bits) <= most
  );
}

function readProxies(text: string): string[] {
  const proxies = text.split(',').map((each) => each.trim());
  if (proxies.every(isProxy)) return proxies;
  throw new InvalidArgumentError(
    `It is a list of addresses (10.0.0.7), ranges (10.0.0.0/8) or ${proxyRanges.join(', ')}.`,
  );
}

/** The options by which a server is told where to listen. */
export function addListenOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--host <host>', 'the address to listen on').env('LINKWRIGHT_HOST').default('127.0.0.1'),
    )
    .addOption(
      new Option('--port <port>', 'the port to listen on; 0 picks a free one')
        .env('LINKWRIGHT_PORT')
        .default(8080)
        .argParser(readPort),
    )
    .addOption(
      new Option('--base-path <path>', 'the path that the server stands behind')
        .env('LINKWRIGHT_BASE_PATH')
        .default('')
        .argParser(readBasePath),
    )
    .addOption(
      new Option('--bulk-entries <number>', 'the most entries of one bulk call')
        .env('LINKWRIGHT_BULK_ENTRIES')
        .default(limits.bulkEntries)
        .argParser(readNumber(1, limits.waitingCommandsOfClient)),
    )
    .addOption(
      new Option('--file-bytes <number>', "the most bytes of one file's content")
        .env('LINKWRIGHT_FILE_BYTES')
        .default(limits.fileBytes)
        .argParser(readNumber(1, limits.fileBytesMost)),
    )
    .addOption(
      new Option('--session-minutes <number>', 'how long a session lasts after signing in')
        .env('LINKWRIGHT_SESSION_MINUTES')
        .default(limits.sessionMilliseconds / millisecondsOfMinute)
        .argParser(readNumber(1, 1_440)),
    )
    .addOption(
      new Option(
        '--trust-proxy [addresses]',
        "the proxies whose X-Forwarded-For says a caller's address, divided by commas; loopback, where none is named",
      )
        .env('LINKWRIGHT_TRUST_PROXY')
        .preset('loopback')
        .argParser(readProxies),
    )
    .addOption(
      new Option('--max-connections <number>', 'the most connections at once')
        .env('LINKWRIGHT_MAX_CONNECTIONS')
        .default(limits.connections)
        .argParser(readNumber(1, 100_000)),
    )
    .addOption(
      new Option(
        '--max-connections-of-address <number>',
        'of these the most of one address, or IPv6 network of 64 bits; a trusted proxy has no limit of its own',
      )
        .env('LINKWRIGHT_MAX_CONNECTIONS_OF_ADDRESS')
        .default(limits.connectionsOfAddress)
        .argParser(readNumber(1, 100_000)),
    )
    .addOption(
      new Option('--rate-limit <number>', 'the most requests of one user in a minute (default: any number)')
        .env('LINKWRIGHT_RATE_LIMIT')
        .argParser(readNumber(1, 1_000_000_000)),
    )
    .addOption(
      new Option('--log-level <level>', 'what is logged to stderr, as JSON lines')
        .env('LINKWRIGHT_LOG_LEVEL')
        .choices(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
        .default('warn'),
    )
    .addOption(
      new Option('--metrics [switch]', 'serve /metrics to Prometheus, without a token: on or off')
        .env('LINKWRIGHT_METRICS')
        .preset('on')
        .default(false, 'off')
        .argParser(readSwitch),
    )
    .addOption(
      new Option('--console [switch]', 'serve the web console: on or off')
        .env('LINKWRIGHT_CONSOLE')
        .preset('on')
        .default(true, 'on')
        .argParser(readSwitch),
    );
}

/** The options of a server on PostgreSQL. TLS is part of the address, as PostgreSQL's own tools have it. */
function addPoolOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--pool-size <number>', 'with PostgreSQL: the most connections at once')
        .env('LINKWRIGHT_POOL_SIZE')
        .default(limits.poolSize)
        .argParser(readNumber(2, 1_000)),
    )
    .addOption(
      new Option(
        '--statement-timeout <milliseconds>',
        'with PostgreSQL: how long a statement may take; 0 for any time',
      )
        .env('LINKWRIGHT_STATEMENT_TIMEOUT')
        .default(limits.statementMilliseconds)
        .argParser(readNumber(0, 86_400_000)),
    );
}

/** The server's modules take as long to load as the store to open: the two go on side by side. */
export async function openBesideLoading(database: string, pool?: PoolOptions): Promise<Store> {
  const [store] = await Promise.all([openToServe(database, pool), import('../http/app.js')]);
  return store;
}

/** Where the build puts the console; none, where it was not built. */
function builtConsole(): string | undefined {
  const folder = fileURLToPath(new URL('../console', import.meta.url));
  return existsSync(join(folder, 'index.html')) ? folder : undefined;
}

/**
 * Serves until SIGTERM or SIGINT, then answers what it has accepted. `onListening` gets the address.
 *
 * @throws CommandFailure where it cannot listen, or a part of the store was lost for good: whoever started it may do
 *   so again
 */
export async function listen(
  store: Store,
  content: ContentStore | undefined,
  options: ListenOptions & { linksSignIn?: boolean; firstSecret?: string | undefined },
  onListening?: (address: string) => void,
): Promise<void> {
  const { host, port, basePath, logLevel } = options;
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
    sessionMilliseconds: options.sessionMinutes * millisecondsOfMinute,
    ...(options.trustProxy === undefined ? {} : { trustProxy: options.trustProxy }),
    connections: options.maxConnections,
    connectionsOfAddress: options.maxConnectionsOfAddress,
    requestsPerMinute: options.rateLimit,
    metrics: options.metrics,
    console: folder === undefined ? undefined : { folder, linksSignIn: options.linksSignIn === true },
    firstSecret: options.firstSecret,
  });
  /** Nothing, where the server was told to stop; else why it cannot go on. */
  const stopped = new Promise<string | undefined>((resolve) => {
    process.once('SIGTERM', () => resolve(undefined));
    process.once('SIGINT', () => resolve(undefined));
    store.onTrouble(({ message, isFinal }) => isFinal && resolve(message));
  });
  try {
    await app.server.listen({ host, port });
  } catch (error) {
    await app.close();
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'EADDRINUSE' ? 'the port is taken' : code === 'EACCES' ? 'the port may not be used' : code;
    throw new CommandFailure(`Cannot listen on ${host}:${port}: ${why}.`);
  }
  const bound = (app.server.server.address() as AddressInfo).port;
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${bound}${basePath}`;
  print(`Linkwright listening on ${address}`);
  onListening?.(address);
  const failure = await stopped;
  const giveUp = setTimeout(() => app.server.server.closeAllConnections(), limits.closeMilliseconds);
  await app.close();
  clearTimeout(giveUp);
  if (failure !== undefined) throw new CommandFailure(`The server ended, because ${failure}.`);
}

const byCommands = `linkwright client create --account ACCOUNT --client CLIENT
  LINKWRIGHT_PASSWORD=... linkwright user create --user USER --administrator
  linkwright token create --user USER
(each with the --database of this server, which may go on running)`;

/** How the first client is made; by a link too, where there is a console to open it with. */
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
  const command = new Command('serve')
    .description('serve the API and the web console')
    .addOption(databaseOption())
    .addOption(contentOption());
  return addPoolOptions(addListenOptions(command))
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
        // Behind the # it never goes over the wire in an address, nor into a log.
        const link = firstSecret === undefined ? undefined : `${address}/welcome#${firstSecret}`;
        if (isEmpty) print(firstSteps(link));
      });
    });
}
