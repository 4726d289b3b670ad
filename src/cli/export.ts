import { once } from 'node:events';
import { Command, Option } from 'commander';
import type { LinkwrightClient } from '../client/index.js';
import { allLinkFields } from '../client/link-fields.js';
import { KeyFault, RecordKeys } from '../export/keys.js';
import { exportedLinks, LinksLeftOut, linkColumns } from '../export/links.js';
import { recordColumns } from '../export/records.js';
import { type Columns, type Format, headText, type Row, rowText } from '../export/rows.js';
import { CommandFailure, collect, UsageFailure } from './output.js';
import { addServerOptions, clientOf, type ServerOptions, saying } from './server.js';

interface ExportFlags extends ServerOptions {
  format: 'ndjson' | 'csv';
  forSpreadsheets?: boolean;
}

function exportCommand(name: string, description: string): Command {
  const format = new Option('--format <format>', 'how rows are written')
    .choices(['ndjson', 'csv'])
    .default('ndjson');
  const command = new Command(name)
    .description(description)
    .addOption(format)
    .option('--for-spreadsheets', 'a CSV for people to open, whose cells cannot be formulas; not for import');
  return addServerOptions(command);
}

const aboutCells =
  '\nCells of a CSV are the values as they are: a spreadsheet takes one that begins with =, +, - or @ for a formula.' +
  '\nWith --for-spreadsheets an apostrophe stands in front of these, and the file says that it is UTF-8. Such a file is' +
  '\nfor people: import would take the apostrophe for a part of the value.';

/** @throws UsageFailure where the options do not go together */
function formatOf({ format, forSpreadsheets }: ExportFlags): Format {
  if (!forSpreadsheets) return format;
  if (format === 'csv') return 'spreadsheet';
  throw new UsageFailure(`--for-spreadsheets goes with --format csv alone; the format is ${format}.`);
}

/** Writes rows to stdout no faster than the reader takes them. */
async function writeRows(rows: AsyncIterable<Row>, columns: Columns, format: Format): Promise<void> {
  const write = async (text: string) => {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  };
  await write(headText(columns, format));
  for await (const row of rows) await write(rowText(row, columns, format));
}

/** The keys that `--key Domain=Field` names. @throws UsageFailure where one is malformed or cannot be a key */
async function keysOf(client: LinkwrightClient, options: string[]): Promise<RecordKeys> {
  const fields = options.map((text): [string, string] => {
    const at = text.lastIndexOf('=');
    if (at <= 0) throw new UsageFailure(`--key must be Domain=Field; '${text}' was given.`);
    return [text.slice(0, at), text.slice(at + 1)];
  });
  try {
    return await saying(RecordKeys.by(client, fields));
  } catch (error) {
    if (error instanceof KeyFault) throw new UsageFailure(`--key: ${error.message}`);
    throw error;
  }
}

/** @throws CommandFailure */
async function writeLinks(
  client: LinkwrightClient,
  keys: RecordKeys,
  isByKey: boolean,
  format: Format,
): Promise<void> {
  try {
    const fields = await saying(allLinkFields(client));
    const columns = linkColumns(isByKey, fields);
    await saying(writeRows(exportedLinks(client, keys, fields), columns, format));
  } catch (error) {
    if (error instanceof LinksLeftOut) throw new CommandFailure(error.message);
    throw error;
  }
}

function links(): Command {
  return exportCommand('links', 'write every link, in a form that import takes back')
    .option(
      '--key <domain=field>',
      'name records of the domain by this field, not by id; may be given several times',
      collect,
    )
    .addHelpText(
      'after',
      '\nAn id is that of the database; to another one, where records have other ids, links go by key.' +
        `\n${aboutCells}` +
        '\n\nExamples:\n  linkwright export links --format csv > links.csv' +
        '\n  linkwright export links --key Claim=ClaimNumber --key Contact=ContactNumber > links.ndjson',
    )
    .action(async (flags: ExportFlags & { key?: string[] }) => {
      const format = formatOf(flags);
      const client = clientOf(flags);
      const keys = await keysOf(client, flags.key ?? []);
      await writeLinks(client, keys, flags.key !== undefined, format);
    });
}

function records(): Command {
  return exportCommand('records', 'write every record of a domain, in a form that import takes back')
    .requiredOption('--domain <name>', 'the domain of the records')
    .addHelpText(
      'after',
      `${aboutCells}\n\nExamples:\n  linkwright export records --domain Contact > contacts.ndjson` +
        '\n  linkwright export records --domain Contact --format csv --for-spreadsheets > contacts.csv',
    )
    .action(async (flags: ExportFlags & { domain: string }) => {
      const format = formatOf(flags);
      const client = clientOf(flags);
      const fields = await saying(client.domains.fields(flags.domain));
      await saying(writeRows(client.records(flags.domain).query(), recordColumns(fields), format));
    });
}

export function exportCommands(): Command {
  return new Command('export')
    .description('export links or records to stdout, from a running server')
    .addHelpText('after', '\nExample:\n  linkwright export links > links.ndjson')
    .addCommand(links())
    .addCommand(records());
}
