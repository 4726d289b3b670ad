import { Command } from 'commander';
import type { LinkwrightClient } from '../client/index.js';
import { allLinkFields } from '../client/link-fields.js';
import type { LinkField } from '../client/metadata.js';
import { idName } from '../contract/words.js';
import { dateFormOf } from '../import/dates.js';
import { encodingExamples, isEncoding } from '../import/encoding.js';
import { delimiterCalled } from '../import/layout.js';
import { linkBody, linkContent, linkPropertiesWith, linkProperty } from '../import/links.js';
import type { GivenForms } from '../import/reading.js';
import {
  associationKeysOf,
  recordColumns,
  recordProperties,
  recordProperty,
  recordSender,
} from '../import/records.js';
import { RelationshipMaker } from '../import/relationships.js';
import { hint } from '../text/nearest.js';
import { readMapping } from './import-mapping.js';
import { runImport } from './import-run.js';
import { collect, UsageFailure } from './output.js';
import { addServerOptions, clientOf, type ServerOptions, saying } from './server.js';

interface ImportFlags extends ServerOptions {
  map?: string[];
  set?: string[];
  rejects?: string;
  encoding?: string;
  sheet?: string;
  delimiter?: string;
  dateFormat?: string;
  decimal?: string;
  dryRun?: boolean;
  json?: boolean;
}

/** @throws UsageFailure where it is not one character */
function readDelimiter(text: string): string {
  const delimiter = delimiterCalled(text);
  if (delimiter !== undefined) return delimiter;
  throw new UsageFailure(`--delimiter must be one character, or tab; '${text}' was given.`);
}

/** @throws UsageFailure where a form is none */
function readForms({ dateFormat, decimal }: ImportFlags): GivenForms {
  const dates = dateFormat === undefined ? undefined : dateFormOf(dateFormat);
  if (dateFormat !== undefined && dates === undefined) {
    throw new UsageFailure(
      `--date-format must have YYYY, MM and DD, like DD.MM.YYYY or M/D/YYYY HH:mm, or be excel; '${dateFormat}' was given.`,
    );
  }
  if (decimal === undefined || decimal === ',' || decimal === '.') return { dates, decimal };
  throw new UsageFailure(`--decimal must be , or . and '${decimal}' was given.`);
}

/** What every import takes of the command line. */
function sharedOptions(file: string, flags: ImportFlags) {
  const { rejects, encoding, delimiter, sheet } = flags;
  if (encoding !== undefined && !isEncoding(encoding)) {
    throw new UsageFailure(`--encoding must be one such as ${encodingExamples}; '${encoding}' was given.`);
  }
  return {
    file,
    reading: { encoding, sheet, delimiter: delimiter === undefined ? undefined : readDelimiter(delimiter) },
    forms: readForms(flags),
    rejects,
    dryRun: flags.dryRun === true,
    json: flags.json === true,
  };
}

function importCommand(name: string, description: string): Command {
  const command = new Command(name)
    .description(description)
    .argument(
      '<file>',
      'a .csv, .tsv or .xlsx file with a header, an .ndjson file, or a .json file of an array',
    )
    .option('--map <column=property>', 'which column is which property; may be given several times', collect)
    .option('--set <property=value>', 'the same value for every row; may be given several times', collect)
    .option(
      '--encoding <name>',
      'the encoding of a file that neither is UTF-8 nor has a byte order mark: windows-1252, ...',
    )
    .option('--delimiter <character>', 'what divides the cells (default: found among , ; | and tab)')
    .option('--sheet <name>', 'the sheet of an .xlsx file (default: the first)')
    .option(
      '--date-format <form>',
      'how dates are written: DD.MM.YYYY, M/D/YYYY HH:mm, or excel for numbers of days',
    )
    .option('--decimal <sign>', 'what stands in front of the fraction of a number: , or .')
    .option('--rejects <file>', 'a new file for rejected rows (default: beside the input; in a dry run none)')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--json', 'count in JSON: {read, inserted, updated, rejected, overwritten}');
  return addServerOptions(command);
}

/** Prints the relationship that a dry run would add. */
function announce(name: string): void {
  process.stderr.write(`Would add the relationship '${name}'.\n`);
}

/** The fields of links, where the import may name some. */
async function linkFieldsOf(
  client: LinkwrightClient,
  { map = [], set = [] }: ImportFlags,
): Promise<LinkField[]> {
  const mayNameFields = map.length === 0 || [...map, ...set].some((text) => text.includes('Fields.'));
  return mayNameFields ? [...(await saying(allLinkFields(client))).values()].flat() : [];
}

function links(): Command {
  return importCommand('links', 'create or update a link for each row')
    .option('--create-relationships', 'add the relationships that rows name and the client lacks')
    .addHelpText(
      'after',
      '\nProperties are those of POST /api/Link/Upsert, and Fields.Since for a field of links. Without --map a column is' +
        '\nthe property of its name. An empty cell of a field leaves it as it is.' +
        '\n\nExample:\n  linkwright import links posts.csv --set ParentDomain=Claim --set ParentRecordMatchField=ClaimNumber \\' +
        '\n    --map claim=ParentRecordKey --set ChildDomain=Contact --map contact=ChildRecordID --map role=Relationship',
    )
    .action(async (file: string, flags: ImportFlags & { createRelationships?: boolean }) => {
      const client = clientOf(flags);
      const dryRun = flags.dryRun === true;
      const fields = await linkFieldsOf(client, flags);
      const properties = linkPropertiesWith(fields);
      const maker = flags.createRelationships
        ? new RelationshipMaker(client, { dryRun, onLacking: announce })
        : undefined;
      await runImport({
        ...sharedOptions(file, flags),
        mapping: readMapping(flags.map ?? [], flags.set ?? [], properties),
        properties,
        propertyOf: linkProperty(fields),
        contentOf: linkContent,
        send: (rows) => {
          const bodies = rows.map(linkBody);
          return maker?.upsert(bodies) ?? client.links.upsertMany(bodies, { dryRun, candidates: dryRun });
        },
      });
    });
}

/** @throws UsageFailure where the domain has no such field, and the name is not `ID` either */
function readMatchFields(text: string, domain: string, fields: string[]): string[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => name !== idName && !fields.includes(name));
  if (unknown === undefined) return names;
  throw new UsageFailure(
    `--match-fields: the ${domain} domain has no field '${unknown}'.${hint(unknown, fields)}`,
  );
}

interface RecordFlags extends ImportFlags {
  domain: string;
  matchFields: string;
  withoutAssociations?: boolean;
}

function records(): Command {
  return importCommand('records', 'create or update a record for each row')
    .requiredOption('--domain <name>', 'the domain of the records')
    .requiredOption(
      '--match-fields <names>',
      'the fields by which a record is found, divided by commas; ID keeps the ids that the file gives',
    )
    .option('--without-associations', 'leave out the fields that refer to other records')
    .addHelpText(
      'after',
      '\nWithout --map a column is the field of its name. Where records refer to one another in a circle, or to' +
        '\nlater rows, import twice: first --without-associations.' +
        '\n\nExamples:\n  linkwright import records people.csv --domain Contact --match-fields ContactNumber \\' +
        '\n    --map number=ContactNumber --map name=Name' +
        '\n  linkwright import records contacts.ndjson --domain Contact --match-fields ID',
    )
    .action(async (file: string, flags: RecordFlags) => {
      const client = clientOf(flags);
      const fields = await saying(client.domains.fields(flags.domain));
      const names = fields.map(({ Name }) => Name);
      const matchFields = readMatchFields(flags.matchFields, flags.domain, names);
      const { domain, withoutAssociations, dryRun } = flags;
      const associationKeys = await saying(associationKeysOf(client, fields));
      const target = { domain, fields, matchFields, withoutAssociations, associationKeys };
      await runImport({
        ...sharedOptions(file, flags),
        mapping: readMapping(flags.map ?? [], flags.set ?? [], recordProperties(target)),
        properties: recordColumns(target),
        propertyOf: recordProperty(target),
        contentOf: (body) => body,
        send: recordSender(client, target, { dryRun: dryRun === true }),
      });
    });
}

export function importCommands(): Command {
  return new Command('import')
    .description('import links or records from a file, through a running server')
    .addHelpText('after', '\nExample:\n  linkwright import links links.csv')
    .addCommand(links())
    .addCommand(records());
}
