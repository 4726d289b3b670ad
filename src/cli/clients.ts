import { Command, Option } from 'commander';
import { type CreateClientInput, createClientProgram, setLinkIdentityProgram } from '../access/clients.js';
import { requireClientName } from '../contract/access-name.js';
import { type LinkIdentity, linkIdentities } from '../contract/words.js';
import {
  type ClientOptions,
  clientCommand,
  type DatabaseOptions,
  databaseOption,
  jsonOption,
  withClient,
  withStore,
  write,
} from './database.js';
import { print, printRows } from './output.js';
import { asUsage } from './valid-option.js';

const identityOption = () =>
  new Option('--link-identity <kind>', 'what makes two links the same link').choices(linkIdentities);

function create(): Command {
  return new Command('create')
    .description('make a client, with the built-in domains and relationships')
    .addOption(databaseOption())
    .requiredOption('--account <name>', 'the account that it belongs to')
    .requiredOption('--client <name>', 'its name')
    .addOption(identityOption().default('pair'))
    .addHelpText('after', '\nExample:\n  linkwright client create --account Acme --client Main')
    .action(
      async (options: DatabaseOptions & { account: string; client: string; linkIdentity: LinkIdentity }) => {
        const { account, client: name, linkIdentity } = options;
        asUsage(() => requireClientName('--account', account));
        asUsage(() => requireClientName('--client', name));
        const input: CreateClientInput = { account, name, linkIdentity, uniqueNumbers: true };
        await withStore(
          options,
          (store) => write(store, { client: 0, program: createClientProgram, input }),
          { make: true },
        );
        print(`Created client '${name}' of account '${account}'.`);
      },
    );
}

function list(): Command {
  return new Command('list')
    .description('list the clients')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  linkwright client list')
    .action(async (options: DatabaseOptions & { json?: boolean }) => {
      const clients = await withStore(options, (store) => store.clients());
      printRows(
        clients.map((client) => ({ ...client })),
        options.json,
        'There is no client yet.',
      );
    });
}

function set(): Command {
  return clientCommand('set', 'change a setting of a client')
    .addOption(identityOption().makeOptionMandatory())
    .addHelpText(
      'after',
      '\nExample:\n  linkwright client set --account Acme --client Main --link-identity relationship',
    )
    .action(async (options: ClientOptions & { linkIdentity: LinkIdentity }) => {
      const { linkIdentity } = options;
      await withClient(options, async (store, client) => {
        await write(store, { client: client.id, program: setLinkIdentityProgram, input: { linkIdentity } });
        print(`Client '${client.name}' of account '${client.account}' has link identity ${linkIdentity}.`);
      });
    });
}

export function clientCommands(): Command {
  return new Command('client')
    .description('the clients of a database')
    .addHelpText('after', '\nExample:\n  linkwright client list')
    .addCommand(create())
    .addCommand(list())
    .addCommand(set());
}
