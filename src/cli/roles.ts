import { Command } from 'commander';
import { deleteRoleProgram, grantsByDomain, type SaveRoleInput, saveRoleProgram } from '../access/roles.js';
import { AccessName } from '../contract/access.js';
import { grantablePermissions } from '../contract/permissions.js';
import { MetadataIndex } from '../metadata/metadata-index.js';
import type { Metadata } from '../store/store.js';
import { type ClientOptions, clientCommand, jsonOption, withClient, write } from './database.js';
import { collect, print, printRows, UsageFailure } from './output.js';
import { validOption } from './valid-option.js';

/** `Claim=View,Edit` */
function readGrant(text: string): [string, string[]] {
  const [domain = '', permissions] = text.split('=', 2);
  if (permissions === undefined || domain === '') {
    throw new UsageFailure(`--grant must be DOMAIN=PERMISSION[,PERMISSION]; '${text}' was given.`);
  }
  return [domain, permissions.split(',').map((permission) => permission.trim())];
}

function set(): Command {
  return clientCommand('set', 'make a role, or set what it grants')
    .requiredOption('--role <name>', 'the name of the role')
    .requiredOption(
      '--grant <domain=permissions>',
      'what it grants on a domain, in place of what it granted; may be given several times; * is every domain',
      collect,
    )
    .addHelpText(
      'after',
      `\nPermissions: ${grantablePermissions.join(', ')}.` +
        "\n\nExample:\n  linkwright role set --role adjusters --grant Claim=View,AttachContacts --grant '*=View'",
    )
    .action(async ({ role: name, grant, ...options }: ClientOptions & { role: string; grant: string[] }) => {
      validOption(AccessName, '--role', name);
      const input: SaveRoleInput = { name, grants: Object.fromEntries(grant.map(readGrant)) };
      await withClient(options, (store, client) =>
        write(store, { client: client.id, program: saveRoleProgram, input }),
      );
      print(`Set role '${name}'.`);
    });
}

function list(): Command {
  return clientCommand('list', 'list the roles, with what they grant')
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  linkwright role list')
    .action(async (options: ClientOptions & { json?: boolean }) => {
      const rows = await withClient(options, async (store, client) => {
        const index = new MetadataIndex((await store.metadata(client.id)) as Metadata);
        return (await store.roles(client.id)).map((role) => ({
          name: role.name,
          grants: grantsByDomain(index, role),
        }));
      });
      const shown = (grants: Record<string, string[]>) =>
        Object.entries(grants)
          .map(([domain, permissions]) => `${domain}=${permissions.join(',')}`)
          .join(' ');
      printRows(
        options.json ? rows : rows.map(({ name, grants }) => ({ name, grants: shown(grants) })),
        options.json,
        'There is no role yet.',
      );
    });
}

function remove(): Command {
  return clientCommand('delete', 'delete a role that no user has')
    .requiredOption('--role <name>', 'the name of the role')
    .addHelpText('after', '\nExample:\n  linkwright role delete --role adjusters')
    .action(async ({ role: name, ...options }: ClientOptions & { role: string }) => {
      await withClient(options, (store, client) =>
        write(store, { client: client.id, program: deleteRoleProgram, input: { name } }),
      );
      print(`Deleted role '${name}'.`);
    });
}

export function roleCommands(): Command {
  return new Command('role')
    .description('the roles of a client')
    .addHelpText('after', "\nExample:\n  linkwright role set --role readers --grant '*=View'")
    .addCommand(set())
    .addCommand(list())
    .addCommand(remove());
}
