import { Command } from 'commander';
import { timeOrNull, timeText } from '../access/answers.js';
import { issueToken, type RevokeTokenInput, revokeTokenProgram } from '../access/tokens.js';
import { AccessName } from '../contract/access.js';
import { dayMilliseconds } from '../limits/units.js';
import {
  type ClientOptions,
  clientCommand,
  jsonOption,
  sayingRefusal,
  withClient,
  write,
} from './database.js';
import { collect, print, printRows, UsageFailure } from './output.js';
import { validOption } from './valid-option.js';

interface CreateOptions extends ClientOptions {
  user: string;
  name?: string;
  days?: string;
  role?: string[];
}

function create(): Command {
  return clientCommand('create', 'make a long-lived token and print it, once')
    .requiredOption('--user <name>', 'the user that it stands for')
    .option('--name <text>', 'what it is for, for the list')
    .option(
      '--role <name>',
      "one of the user's roles, which alone the token has; may be given several times; without it, all that the user may do",
      collect,
    )
    .option('--days <number>', 'how many days it is valid; without it, until it is revoked')
    .addHelpText(
      'after',
      '\nExamples:\n  linkwright token create --user ada --account Acme --client Main\n  linkwright token create --user ada --role readers --days 90 --name "nightly export"',
    )
    .action(async ({ user, name, days, role, ...options }: CreateOptions) => {
      if (days !== undefined && !/^[1-9]\d{0,4}$/.test(days)) {
        throw new UsageFailure(`--days must be a number from 1 to 99999; '${days}' was given.`);
      }
      const now = Date.now();
      const wanted = {
        user,
        name: name === undefined ? '' : validOption(AccessName, '--name', name),
        expiresAt: days === undefined ? null : now + Number(days) * dayMilliseconds,
        roles: role?.map((each) => validOption(AccessName, '--role', each)),
      };
      const { token } = await withClient(options, (store, client) =>
        sayingRefusal(() => issueToken(store, client.id, wanted, now)),
      );
      print(token);
    });
}

function list(): Command {
  return clientCommand('list', 'list the tokens and sessions, without their texts')
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  linkwright token list --json')
    .action(async (options: ClientOptions & { json?: boolean }) => {
      const tokens = await withClient(options, (store, client) => store.tokens(client.id, Date.now()));
      const rows = tokens.map(({ id, user, name, kind, roles, createdAt, expiresAt, lastUsedAt }) => ({
        id,
        kind,
        user,
        name,
        roles,
        created: timeText(createdAt),
        expires: timeOrNull(expiresAt),
        lastUsed: timeOrNull(lastUsedAt),
      }));
      printRows(rows, options.json, 'There is no token.');
    });
}

function revoke(): Command {
  return clientCommand('revoke', 'end a token or a session')
    .argument('<id>', 'its id in the list')
    .addHelpText('after', '\nExample:\n  linkwright token revoke 7')
    .action(async (id: string, options: ClientOptions) => {
      if (!/^\d{1,15}$/.test(id))
        throw new UsageFailure(`ID must be a number of the list; '${id}' was given.`);
      const input: RevokeTokenInput = { id: Number(id) };
      await withClient(options, (store, client) =>
        write(store, { client: client.id, program: revokeTokenProgram, input }),
      );
      print(`Revoked token ${id}.`);
    });
}

export function tokenCommands(): Command {
  return new Command('token')
    .description('the tokens of a client')
    .addHelpText('after', '\nExample:\n  linkwright token list')
    .addCommand(create())
    .addCommand(list())
    .addCommand(revoke());
}
