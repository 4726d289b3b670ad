import { Command, Option } from 'commander';
import type { SaveRoleInput, SaveUserInput } from '../access/roles.js';
import { hashPassword } from '../access/secrets.js';
import { grantablePermissions } from '../contract/permissions.js';
import { type ClientOptions, clientCommand, jsonOption, withClient, write } from './database.js';
import { CommandFailure, print, printRows, UsageFailure } from './output.js';

const collect = (value: string, before: string[] = []) => [...before, value];

interface CreateUserOptions extends ClientOptions {
  user: string;
  password?: string;
  role?: string[];
  administrator?: boolean;
}

function create(): Command {
  return clientCommand('create', 'make a user')
    .requiredOption('--user <name>', 'the name that the user signs in with')
    .addOption(
      new Option('--password <password>', 'without one the user works with tokens alone').env(
        'LINKWRIGHT_PASSWORD',
      ),
    )
    .option('--role <name>', 'a role that the user has; may be given several times', collect)
    .option('--administrator', 'the user may do everything in this client')
    .addHelpText(
      'after',
      '\nThe environment variable keeps the password out of the list of processes.' +
        '\n\nExample:\n  LINKWRIGHT_PASSWORD=... linkwright user create --user ada --administrator',
    )
    .action(
      async ({
        user: name,
        password,
        role: roles = [],
        administrator = false,
        ...options
      }: CreateUserOptions) => {
        await withClient(options, async (store, client) => {
          if ((await store.userByName(client.id, name)) !== undefined) {
            throw new CommandFailure(`There is a user '${name}' already.`);
          }
          const passwordHash = password === undefined ? null : await hashPassword(password);
          const input: SaveUserInput = { name, passwordHash, administrator, roles };
          await write(store, client.id, 'saveUser', input);
          print(`Created user '${name}'.`);
        });
      },
    );
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

export function userCommands(): Command {
  return new Command('user')
    .description('the users of a client')
    .addHelpText('after', '\nExample:\n  linkwright user list')
    .addCommand(create())
    .addCommand(list());
}

/** `Claim=View,Edit` */
function readGrant(text: string): [string, string[]] {
  const [domain = '', permissions] = text.split('=', 2);
  if (permissions === undefined || domain === '') {
    throw new UsageFailure(`--grant must be DOMAIN=PERMISSION[,PERMISSION]; '${text}' was given.`);
  }
  return [domain, permissions.split(',').map((permission) => permission.trim())];
}

function setRole(): Command {
  return clientCommand('set', 'make a role, or set what it grants')
    .requiredOption('--role <name>', 'the name of the role')
    .requiredOption('--grant <domain=permissions>', 'may be given several times; * is every domain', collect)
    .addHelpText(
      'after',
      `\nPermissions: ${grantablePermissions.join(', ')}.` +
        "\n\nExample:\n  linkwright role set --role adjusters --grant Claim=View,AttachContacts --grant '*=View'",
    )
    .action(async ({ role: name, grant, ...options }: ClientOptions & { role: string; grant: string[] }) => {
      const input: SaveRoleInput = { name, grants: Object.fromEntries(grant.map(readGrant)) };
      await withClient(options, (store, client) => write(store, client.id, 'saveRole', input));
      print(`Set role '${name}'.`);
    });
}

export function roleCommands(): Command {
  return new Command('role')
    .description('the roles of a client')
    .addHelpText('after', "\nExample:\n  linkwright role set --role readers --grant '*=View'")
    .addCommand(setRole());
}
