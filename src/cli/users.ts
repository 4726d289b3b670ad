import { Command, Option } from 'commander';
import { requireGoodPassword } from '../access/password-rules.js';
import { hashPassword } from '../access/secrets.js';
import { deleteUserProgram, type SaveUserInput, saveUserProgram } from '../access/users.js';
import { AccessName, NewPassword } from '../contract/access.js';
import type { Client } from '../store/store.js';
import { type ClientOptions, clientCommand, jsonOption, withClient, write } from './database.js';
import { collect, print, printRows, UsageFailure } from './output.js';
import { asUsage, validOption } from './valid-option.js';

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

/** What the options say of the user, except for the password. @throws UsageFailure */
function inputOf({ user: name, password, role, administrator }: UserOptions): SaveUserInput {
  if (password !== undefined) validOption(NewPassword, '--password', password);
  return {
    name: validOption(AccessName, '--user', name),
    ...(role === undefined ? {} : { roles: role }),
    ...(administrator === undefined ? {} : { administrator }),
  };
}

/** The hash of the password, if one was given. @throws UsageFailure where it is easily guessed */
async function hashOf({ user, password }: UserOptions, client: Client): Promise<{ passwordHash?: string }> {
  if (password === undefined) return {};
  const checking = requireGoodPassword('--password', password, [client.account, client.name, user]);
  await checking.catch((error) =>
    asUsage(() => {
      throw error;
    }),
  );
  return { passwordHash: await hashPassword(password) };
}

/** Saves the user with its password. */
async function save(options: UserOptions, input: SaveUserInput): Promise<void> {
  await withClient(options, async (store, client) =>
    write(store, {
      client: client.id,
      program: saveUserProgram,
      input: { ...input, ...(await hashOf(options, client)) },
    }),
  );
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
      await save(options, { ...inputOf(options), expect: 'new' });
      print(`Created user '${options.user}'.`);
    });
}

/** Says what was set. A password may come from the environment, unnoticed. */
function settingsIn({ roles, administrator }: SaveUserInput, password: string | undefined): string[] {
  return [
    ...(password === undefined ? [] : ['password']),
    ...(roles === undefined ? [] : ['roles']),
    ...(administrator === undefined ? [] : ['rights']),
  ];
}

function set(): Command {
  return clientCommand('set', "change a user's password, roles or rights; what is not named stays")
    .requiredOption('--user <name>', 'the name of the user')
    .addOption(passwordOption("the new password, which ends the user's sessions"))
    .option(
      '--role <name>',
      'a role that the user has from now on, in place of others; may be given several times',
      collect,
    )
    .option('--no-roles', 'take all roles away')
    .option('--administrator', 'the user may do everything in this client')
    .option('--no-administrator', 'take that right away')
    .addHelpText(
      'after',
      `${passwordAdvice}\n\nExample:\n  linkwright user set --user ada --role adjusters --no-administrator`,
    )
    .action(async ({ roles = true, ...options }: UserOptions) => {
      if (!roles && options.role !== undefined) {
        throw new UsageFailure(
          '--role and --no-roles exclude each other; --role takes all other roles away.',
        );
      }
      const input: SaveUserInput = {
        ...inputOf(options),
        ...(roles ? {} : { roles: [] }),
        expect: 'present',
      };
      const set = settingsIn(input, options.password);
      if (set.length === 0) {
        throw new UsageFailure(
          'Name what is to be set: --password, --role, --no-roles or --[no-]administrator.',
        );
      }
      await save(options, input);
      print(`Set user '${options.user}': ${set.join(', ')}.`);
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
  return clientCommand('delete', 'delete a user, whose tokens and sessions end; history goes on naming it')
    .requiredOption('--user <name>', 'the name of the user')
    .addHelpText('after', '\nExample:\n  linkwright user delete --user ada')
    .action(async ({ user: name, ...options }: UserOptions) => {
      await withClient(options, (store, client) =>
        write(store, { client: client.id, program: deleteUserProgram, input: { name } }),
      );
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
