import { Command, Option } from 'commander';
import {
  type CreateClientInput,
  createClientProgram,
  type SaveSettingsInput,
  saveSettingsProgram,
} from '../access/clients.js';
import { AuditLogDays } from '../contract/access.js';
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
import { print, printRows, UsageFailure } from './output.js';
import { asUsage, validOption } from './valid-option.js';

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

interface SetOptions extends ClientOptions {
  linkIdentity?: LinkIdentity;
  auditLogDays?: string;
}

/** What the options set, and what is said of it then. @throws UsageFailure */
function settingsIn({ linkIdentity, auditLogDays }: SetOptions): {
  input: SaveSettingsInput;
  words: string[];
} {
  const input: SaveSettingsInput = {};
  const words: string[] = [];
  if (linkIdentity !== undefined) {
    input.linkIdentity = linkIdentity;
    words.push(`link identity ${linkIdentity}`);
  }
  if (auditLogDays !== undefined) {
    const days = /^\d{1,9}$/.test(auditLogDays) ? Number(auditLogDays) : auditLogDays;
    input.auditDays = validOption(AuditLogDays, '--audit-log-days', days);
    words.push(`an audit log of ${auditLogDays} days`);
  }
  return { input, words };
}

function set(): Command {
  return clientCommand('set', 'change settings of a client; what is not named stays')
    .addOption(identityOption())
    .option('--audit-log-days <number>', 'how many days an entry of the audit log is kept')
    .addHelpText(
      'after',
      '\nExample:\n  linkwright client set --account Acme --client Main --link-identity relationship',
    )
    .action(async (options: SetOptions) => {
      const { words, input } = settingsIn(options);
      if (words.length === 0) {
        throw new UsageFailure('Name what is to be set: --link-identity or --audit-log-days.');
      }
      await withClient(options, async (store, client) => {
        await write(store, { client: client.id, program: saveSettingsProgram, input });
        print(`Client '${client.name}' of account '${client.account}' has ${words.join(' and ')}.`);
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
