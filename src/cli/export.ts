import { once } from 'node:events';
import { Command, Option } from 'commander';
import { stringify } from 'csv-stringify/sync';
import type { LinkwrightClient } from '../client/client.js';
import { addServerOptions, clientOf, type ServerOptions, saying } from './server.js';

type Format = 'ndjson' | 'csv';

interface ExportFlags extends ServerOptions {
  format: Format;
}

function exportCommand(name: string, description: string): Command {
  const format = new Option('--format <format>', 'how rows are written')
    .choices(['ndjson', 'csv'])
    .default('ndjson');
  return addServerOptions(new Command(name).description(description).addOption(format));
}

/** Writes rows to stdout no faster than they are taken. */
async function writeRows(rows: AsyncIterable<Record<string, unknown>>, columns: string[], format: Format) {
  const write = async (text: string) => {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  };
  if (format === 'csv') await write(stringify([columns]));
  for await (const row of rows) {
    const cells = columns.map((column) => row[column] ?? '');
    await write(format === 'csv' ? stringify([cells.map(String)]) : `${JSON.stringify(row)}\n`);
  }
}

const linkProperties = ['ParentDomain', 'ParentRecordID', 'ChildDomain', 'ChildRecordID', 'Relationship'];

/** Every link that the caller may view, as the body of the call that would make it. */
async function* linksOf(client: LinkwrightClient): AsyncGenerator<Record<string, unknown>> {
  for (const { Name: parentDomain } of await client.domains()) {
    for await (const link of client.links({ parentDomain })) {
      yield {
        ParentDomain: link.ParentDomain,
        ParentRecordID: link.ParentID,
        ChildDomain: link.ChildDomain,
        ChildRecordID: link.ChildID,
        Relationship: link.ContactType,
      };
    }
  }
}

function links(): Command {
  return exportCommand('links', 'write every link, in a form that import takes back')
    .addHelpText('after', '\nExample:\n  linkwright export links --format csv > links.csv')
    .action((flags: ExportFlags) =>
      saying(writeRows(linksOf(clientOf(flags)), linkProperties, flags.format)),
    );
}

function records(): Command {
  return exportCommand('records', 'write every record of a domain, in a form that import takes back')
    .requiredOption('--domain <name>', 'the domain of the records')
    .addHelpText('after', '\nExample:\n  linkwright export records --domain Contact > contacts.ndjson')
    .action(async (flags: ExportFlags & { domain: string }) => {
      const client = clientOf(flags);
      const fields = await saying(client.fields(flags.domain));
      const columns = ['ID', ...fields.map(({ Name }) => Name)];
      await saying(writeRows(client.records(flags.domain), columns, flags.format));
    });
}

export function exportCommands(): Command {
  return new Command('export')
    .description('export links or records to stdout, from a running server')
    .addHelpText('after', '\nExample:\n  linkwright export links > links.ndjson')
    .addCommand(links())
    .addCommand(records());
}
