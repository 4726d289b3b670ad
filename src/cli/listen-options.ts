/** The options that say how a server listens, and what it accepts. */
import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { namedRanges, plainAddress } from '../http/address.js';
import { limits } from '../limits/limits.js';

/** The option `--session-minutes` is given in minutes, the limit in milliseconds. */
export const millisecondsOfMinute = 60_000;

/** A file with a token; the token itself is never shown. */
export interface TokenFile {
  file: string;
  token: string;
}

export interface ListenOptions {
  host: string;
  port: number;
  basePath: string;
  bulkEntries: number;
  fileBytes: number;
  contentBytes: number;
  sessionMinutes: number;
  trustProxy?: string[];
  maxConnections: number;
  maxConnectionsOfAddress: number;
  rateLimit?: number;
  logLevel: string;
  metricsPort?: number;
  metricsHost: string;
  metricsTokenFile?: TokenFile;
  drainSeconds: number;
  console: boolean;
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}

function readNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d{1,15}$/.test(text) && number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It is a number from ${min} to ${max}.`);
  };
}

function readTokenFile(file: string): TokenFile {
  let token: string;
  try {
    token = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new InvalidArgumentError(
      `The file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
  const least = limits.metricsTokenCharacters;
  if (token.length >= least && !/\s/.test(token)) return { file, token };
  throw new InvalidArgumentError(
    `The token in ${file} must have at least ${least} characters, and no spaces.`,
  );
}

function readSwitch(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new InvalidArgumentError('It is on or off.');
}

function readBasePath(text: string): string {
  const path = text.replace(/\/$/, '');
  // Whoever resolves an address takes `.` and `..` for steps, so a path with them never arrives.
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
  const max = isIPv6(address) ? 128 : 32;
  return (
    plainAddress(address) !== undefined &&
    rest.length === 0 &&
    /^[1-9]\d{0,2}$/.test(bits) &&
    Number(bits) <= max
  );
}

function readProxies(text: string): string[] {
  const proxies = text.split(',').map((each) => each.trim());
  if (proxies.every(isProxy)) return proxies;
  throw new InvalidArgumentError(
    `It is a list of addresses (10.0.0.7), ranges (10.0.0.0/8) or ${proxyRanges.join(', ')}.`,
  );
}

/** Where the server listens. */
function addAddressOptions(command: Command): Command {
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
    );
}

/** How much callers may send and keep, and how long they stay signed in. */
function addAmountOptions(command: Command): Command {
  return command
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
        .argParser(readNumber(1, limits.maxFileBytes)),
    )
    .addOption(
      new Option('--content-bytes <number>', "the most bytes that the content of one client's files takes")
        .env('LINKWRIGHT_CONTENT_BYTES')
        .default(limits.contentBytes)
        .argParser(readNumber(1, limits.maxContentBytes)),
    )
    .addOption(
      new Option('--session-minutes <number>', 'how long a session lasts after signing in')
        .env('LINKWRIGHT_SESSION_MINUTES')
        .default(limits.sessionMilliseconds / millisecondsOfMinute)
        .argParser(readNumber(1, 1_440)),
    );
}

/** How callers are told apart, and how many may come at once. */
function addCallerOptions(command: Command): Command {
  return command
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
    );
}

/** What the server shows beside the API. */
function addViewOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--log-level <level>', 'what is logged to stderr, as JSON lines')
        .env('LINKWRIGHT_LOG_LEVEL')
        .choices(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
        .default('warn'),
    )
    .addOption(
      new Option('--console [switch]', 'serve the web console: on or off')
        .env('LINKWRIGHT_CONSOLE')
        .preset('on')
        .default(true, 'on')
        .argParser(readSwitch),
    );
}

/** What is told to those who watch over the server, and how it ends. */
function addMonitorOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--metrics-port <port>',
        'a port of its own for health and figures, without a token; 0 picks a free one (default: none)',
      )
        .env('LINKWRIGHT_METRICS_PORT')
        .argParser(readPort),
    )
    .addOption(
      new Option('--metrics-host <host>', 'the address that this port listens on')
        .env('LINKWRIGHT_METRICS_HOST')
        .default('127.0.0.1'),
    )
    .addOption(
      new Option(
        '--metrics-token-file <file>',
        'a file with the token by which /metrics is read beside the API (default: it is not served there)',
      )
        .env('LINKWRIGHT_METRICS_TOKEN_FILE')
        .argParser(readTokenFile),
    )
    .addOption(
      new Option(
        '--drain-seconds <number>',
        'when told to end: how long calls are still taken, while /health/ready says that no more should come',
      )
        .env('LINKWRIGHT_DRAIN_SECONDS')
        .default(0)
        .argParser(readNumber(0, 600)),
    );
}

/** Adds the options that tell a server where to listen, and what to accept. */
export function addListenOptions(command: Command): Command {
  return addMonitorOptions(addViewOptions(addCallerOptions(addAmountOptions(addAddressOptions(command)))));
}

/** Adds the options of a server on PostgreSQL. TLS is part of the address, as in PostgreSQL's own tools. */
export function addPoolOptions(command: Command): Command {
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
