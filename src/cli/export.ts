import { Command, Option } from 'commander';
import { idName } from '../contract/words.js';
import { RecordKeys } from './export-keys.js';
import { exportedLinks, linkProperties } from './export-links.js';
import { type Format, writeRows } from './export-rows.js';
import { collect, UsageFailure } from './output.js';
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
      const keys = await saying(RecordKeys.read(client, flags.key ?? []));
      const names = linkProperties.filter(
        (property) => flags.key !== undefined || !/Record(Key|MatchField)$/.test(property),
      );
      await saying(writeRows(exportedLinks(client, keys), { names, numeric: new Set() }, format));
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
      // A domain may have a field of that name, which then stands where the id would.
      const names = [...new Set([idName, ...fields.map(({ Name }) => Name)])];
      const numeric = new Set(fields.filter(({ Type }) => Type === 'Numeric').map(({ Name }) => Name));
      await saying(writeRows(client.records(flags.domain).query(), { names, numeric }, format));
    });
}

export function exportCommands(): Command {
  return new Command('export')
    .description('export links or records to stdout, from a running server')
    .addHelpText('after', '\nExample:\n  linkwright export links > links.ndjson')
    .addCommand(links())
    .addCommand(records());
}
