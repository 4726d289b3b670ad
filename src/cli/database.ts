/** Commands that work on the database itself, beside a running server or without one. */
import { Command, Option } from 'commander';
import { Refusal } from '../contract/errors.js';
import { renewKeys } from '../record/keys/rebuild-keys.js';
import { defaultDatabase, openStore, shownDatabase } from '../store/open.js';
import { type Client, type Store, StoreFault, type WriteItem } from '../store/store.js';
import { hint } from '../text/nearest.js';
import { CommandFailure } from './output.js';

const programs = new URL('../programs.js', import.meta.url).href;

/** The option that names the database. */
export function databaseOption(): Option {
  return new Option(
    '--database <url>',
    'the database: sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE',
  )
    .env('LINKWRIGHT_DATABASE')
    .default(defaultDatabase);
}

function accountOption(): Option {
  return new Option('--account <name>', 'the account; may be left out where the database has one client').env(
    'LINKWRIGHT_ACCOUNT',
  );
}

function clientOption(): Option {
  return new Option('--client <name>', "the account's client; likewise").env('LINKWRIGHT_CLIENT');
}

export interface DatabaseOptions {
  database: string;
}

export interface ClientOptions extends DatabaseOptions {
  account?: string;
  client?: string;
}

export const jsonOption = () => new Option('--json', 'answer in JSON, for machines');

/** A command with the options by which a client of a database is named. */
export function clientCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .addOption(databaseOption())
    .addOption(accountOption())
    .addOption(clientOption());
}

/** How a server uses a PostgreSQL database. */
export interface PoolOptions {
  poolSize: number;
  statementTimeout: number;
}

/** Makes sure that records can be found. There is work only after an upgrade to a program that finds them otherwise. */
async function requirePresentKeys(store: Store): Promise<void> {
  await renewKeys(store, ({ account, name }) => {
    process.stderr.write(`Writing the keys of all records of ${account}/${name} anew; this is done once.\n`);
  });
}

/** Opens the database to serve it, and creates it where there is none. @throws OpenError */
export async function openToServe(url: string, pool?: PoolOptions): Promise<Store> {
  const store = await openStore({
    url,
    programs,
    serving: true,
    ...(pool === undefined ? {} : { poolSize: pool.poolSize, statementTimeout: pool.statementTimeout }),
  });
  try {
    await requirePresentKeys(store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Opens the database for one piece of work, and closes it however the work ends. `make` says whether a missing
 * database is created, `records` whether the work reads or writes records.
 */
export async function withStore<Value>(
  { database }: DatabaseOptions,
  work: (store: Store) => Promise<Value>,
  { make = false, distributed = false, records = false } = {},
): Promise<Value> {
  const store = await openStore({ url: database, programs, serving: false, make, distributed });
  try {
    if (records) await requirePresentKeys(store);
    return await work(store);
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    const [why] = error.message.split('\n');
    throw new CommandFailure(
      `The database ${shownDatabase(database)} could not be read or written (${why}). Nothing of this was kept; check its disk's space and your rights on it.`,
    );
  } finally {
    await store.close();
  }
}

const nameOne = 'Name one with --account and --client (see `linkwright client list`).';

async function chooseClient(store: Store, { account, client }: ClientOptions): Promise<Client> {
  const clients = await store.clients();
  if (account === undefined && client === undefined) {
    const [only, ...others] = clients;
    if (only !== undefined && others.length === 0) return only;
    throw new CommandFailure(
      only === undefined
        ? 'The database has no client yet. Make one with `linkwright client create`.'
        : `The database has several clients. ${nameOne}`,
    );
  }
  const named = clients.filter(
    (each) =>
      (account === undefined || each.account === account) && (client === undefined || each.name === client),
  );
  const found = named.length === 1 ? named[0] : undefined;
  if (found !== undefined) return found;
  if (named.length > 1) throw new CommandFailure(`There are several such clients. ${nameOne}`);
  const words = [
    ...(client === undefined ? [] : [`client '${client}'`]),
    ...(account === undefined ? [] : [`account '${account}'`]),
  ];
  const known = clients.map((each) => (client === undefined ? each.account : each.name));
  throw new CommandFailure(`There is no ${words.join(' of ')}.${hint(client ?? account ?? '', known)}`);
}

/** Opens the database and finds the client for one piece of work, then closes the database. */
export function withClient<Value>(
  options: ClientOptions,
  work: (store: Store, client: Client) => Promise<Value>,
): Promise<Value> {
  return withStore(options, async (store) => work(store, await chooseClient(store, options)));
}

/** Does the work, and turns a refusal into a failure of the command. @throws CommandFailure */
export async function sayingRefusal<Value>(work: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) throw new CommandFailure(error.reason);
    throw error;
  }
}

/** Runs a write program, and turns a refusal into a failure of the command. @throws CommandFailure */
export function write<Input, Output>(store: Store, item: WriteItem<Input, Output>): Promise<Output> {
  return sayingRefusal(() => store.write(item));
}
