import { Command, Option } from 'commander';
import { idName } from '../contract/words.js';
import { RecordKeys } from './export-keys.js';
import { exportedLinks, linkProperties } from './export-links.js';
import { type Format, writeRows } from './export-rows.js';
import { collect } from './output.js';
import { addServerOptions, clientOf, type ServerOptions, saying } from './server.js';

interface ExportFlags extends ServerOptions {
  format: Format;
}

function exportCommand(name: string, description: string): Command {
  const format = new Option('--format <format>', 'how rows are written')
    .choices(['ndjson', 'csv'])
    .default('ndjson');
  return addServerOptions(new Command(name).description(description).addOption(format));
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
        '\n\nExamples:\n  linkwright export links --format csv > links.csv' +
        '\n  linkwright export links --key Claim=ClaimNumber --key Contact=ContactNumber > links.ndjson',
    )
    .action(async (flags: ExportFlags & { key?: string[] }) => {
      const client = clientOf(flags);
      const keys = await saying(RecordKeys.read(client, flags.key ?? []));
      const columns = linkProperties.filter(
        (property) => flags.key !== undefined || !/Record(Key|MatchField)$/.test(property),
      );
      await saying(writeRows(exportedLinks(client, keys), columns, flags.format));
    });
}

function records(): Command {
  return exportCommand('records', 'write every record of a domain, in a form that import takes back')
    .requiredOption('--domain <name>', 'the domain of the records')
    .addHelpText('after', '\nExample:\n  linkwright export records --domain Contact > contacts.ndjson')
    .action(async (flags: ExportFlags & { domain: string }) => {
      const client = clientOf(flags);
      const fields = await saying(client.domains.fields(flags.domain));
      // A domain may have a field of that name, which then stands where the id would.
      const columns = [...new Set([idName, ...fields.map(({ Name }) => Name)])];
      await saying(writeRows(client.records(flags.domain).query(), columns, flags.format));
    });
}

export function exportCommands(): Command {
  return new Command('export')
    .description('export links or records to stdout, from a running server')
    .addHelpText('after', '\nExample:\n  linkwright export links > links.ndjson')
    .addCommand(links())
    .addCommand(records());
}
