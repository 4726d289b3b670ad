import type { AddressInfo } from 'node:net';
import { Command, InvalidArgumentError, Option } from 'commander';
import { pino } from 'pino';
import { limits } from '../contract/limits.js';
import type { Store } from '../store/store.js';
import { databaseOption, openToServe } from './database.js';
import { CommandFailure, print } from './output.js';

export interface ListenOptions {
  host: string;
  port: number;
  basePath: string;
  bulkEntries: number;
  logLevel: string;
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}

function readBulkEntries(text: string): number {
  const entries = Number(text);
  if (/^\d{1,6}$/.test(text) && entries >= 1 && entries <= limits.waitingCommandsOfClient) return entries;
  throw new InvalidArgumentError(`It is a number from 1 to ${limits.waitingCommandsOfClient}.`);
}

function readBasePath(text: string): string {
  const path = text.replace(/\/+$/, '');
  if (path === '' || /^(\/[A-Za-z0-9._~-]+)+$/.test(path)) return path;
  throw new InvalidArgumentError('A base path is like /linkwright.');
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
        .argParser(readBulkEntries),
    )
    .addOption(
      new Option('--log-level <level>', 'what is logged to stderr, as JSON lines')
        .env('LINKWRIGHT_LOG_LEVEL')
        .choices(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
        .default('warn'),
    );
}

/** The server's modules take as long to load as the store to open: the two go on side by side. */
export async function openBesideLoading(database: string): Promise<Store> {
  const [store] = await Promise.all([openToServe(database), import('../http/app.js')]);
  return store;
}

/** Serves until SIGTERM or SIGINT, then answers what it has accepted. `onListening` gets the address. */
export async function listen(
  store: Store,
  { host, port, basePath, bulkEntries, logLevel }: ListenOptions,
  onListening?: (address: string) => void,
): Promise<void> {
  const log = pino({ level: logLevel }, pino.destination({ dest: 2, sync: true }));
  const { createApp } = await import('../http/app.js');
  const app = await createApp({ store, log, basePath, bulkEntries });
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
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
  await stopped;
  const giveUp = setTimeout(() => app.server.server.closeAllConnections(), limits.closeMilliseconds);
  await app.close();
  clearTimeout(giveUp);
}

const firstSteps = `This database has no client yet. Make the first one, an administrator and a token:
  linkwright client create --account ACCOUNT --client CLIENT
  LINKWRIGHT_PASSWORD=... linkwright user create --user USER --administrator
  linkwright token create --user USER
(each with the --database of this server, which may go on running)`;

export function serveCommand(): Command {
  return addListenOptions(new Command('serve').description('serve the API').addOption(databaseOption()))
    .addHelpText('after', '\nExample:\n  linkwright serve --database sqlite:data/linkwright.db --port 8080')
    .action(async (options: ListenOptions & { database: string }) => {
      const store = await openBesideLoading(options.database);
      const isEmpty = (await store.clients()).length === 0;
      await listen(store, options, () => {
        if (isEmpty) print(firstSteps);
      });
    });
}
