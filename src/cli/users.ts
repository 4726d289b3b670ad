import { Command, Option } from 'commander';
import Type from 'typebox';
import { hashPassword } from '../access/secrets.js';
import type { SaveUserInput } from '../access/users.js';
import { accept } from '../contract/accept.js';
import { NewPassword } from '../contract/access.js';
import { orRefusal, Refusal } from '../contract/errors.js';
import { type ClientOptions, clientCommand, jsonOption, withClient, write } from './database.js';
import { collect, print, printRows, UsageFailure } from './output.js';

interface UserOptions extends ClientOptions {
  user: string;
  password?: string;
  role?: string[];
  roles?: boolean;
  administrator?: boolean;
}

const passwordOption = (words: string) =>
  new Option('--password <password>', words).env('LINKWRIGHT_PASSWORD');

const passwordAdvice = '\nThe environment variable keeps the password out of the list of processes.';

const GivenPassword = Type.Object({ '--password': NewPassword });

/** @throws UsageFailure */
async function hashGiven(password: string): Promise<string> {
  const accepted = orRefusal(() => accept(GivenPassword, { '--password': password }));
  if (accepted instanceof Refusal) throw new UsageFailure(accepted.reason);
  return hashPassword(password);
}

/** The program's input, of the options that were given. */
async function inputOf({ user: name, password, role, administrator }: UserOptions): Promise<SaveUserInput> {
  return {
    name,
    ...(password === undefined ? {} : { passwordHash: await hashGiven(password) }),
    ...(role === undefined ? {} : { roles: role }),
    ...(administrator === undefined ? {} : { administrator }),
  };
}

function create(): Command {
  return clientCommand('create', 'make a user')
    .requiredOption('--user <name>', 'the name that the user signs in with')
    .addOption(passwordOption('without one the user works with tokens alone'))
    .option('--role <name>', 'a role that the user has; may be given several times', collect)
    .option('--administrator', 'the user may do everything in this client')
    .addHelpText(
      'after',
      `${passwordAdvice}\n\nExample:\n  LINKWRIGHT_PASSWORD=... linkwright user create --user ada --administrator`,
    )
    .action(async (options: UserOptions) => {
      const input: SaveUserInput = { ...(await inputOf(options)), expect: 'new' };
      await withClient(options, (store, client) => write(store, client.id, 'saveUser', input));
      print(`Created user '${options.user}'.`);
    });
}

function set(): Command {
  return clientCommand('set', "change a user's password, roles or rights; what is not named stays")
    .requiredOption('--user <name>', 'the name of the user')
    .addOption(passwordOption("the new password, which ends the user's sessions"))
    .option('--role <name>', 'a role that the user has from now on, in place of others; as create', collect)
    .option('--no-roles', 'take all roles away')
    .option('--administrator', 'the user may do everything in this client')
    .option('--no-administrator', 'take that right away')
    .addHelpText(
      'after',
      `${passwordAdvice}\n\nExample:\n  linkwright user set --user ada --role adjusters --no-administrator`,
    )
    .action(async ({ roles = true, ...options }: UserOptions) => {
      const input: SaveUserInput = {
        ...(await inputOf(options)),
        ...(roles ? {} : { roles: [] }),
        expect: 'present',
      };
      await withClient(options, (store, client) => write(store, client.id, 'saveUser', input));
      print(`Set user '${options.user}'.`);
    });
}

function list(): Command {
  return clientCommand('list', 'list the users')
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  linkwright user list --account Acme --client Main')
    .action(async (options: ClientOptions & { json?: boolean }) => {
      const users = await withClient(options, (store, client) => store.users(client.id));
      const rows = users.map(({ id, name, administrator, roles }) => ({
        id,
        name,
        administrator,
        roles: options.json ? roles : roles.join(', '),
      }));
      printRows(rows, options.json, 'There is no user yet.');
    });
}

function remove(): Command {
  return clientCommand('delete', 'end a user; history goes on naming it')
    .requiredOption('--user <name>', 'the name of the user')
    .addHelpText('after', '\nExample:\n  linkwright user delete --user ada')
    .action(async ({ user: name, ...options }: UserOptions) => {
      await withClient(options, (store, client) => write(store, client.id, 'deleteUser', { name }));
      print(`Deleted user '${name}'.`);
    });
}

export function userCommands(): Command {
  return new Command('user')
    .description('the users of a client')
    .addHelpText('after', '\nExample:\n  linkwright user list')
    .addCommand(create())
    .addCommand(set())
    .addCommand(list())
    .addCommand(remove());
}
