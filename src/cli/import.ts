import { Command } from 'commander';
import type { LinkwrightClient, RefusedEntry } from '../client/index.js';
import { allLinkFields } from '../client/link-fields.js';
import { orRefusal, Refusal } from '../contract/errors.js';
import { RelationshipBody } from '../contract/metadata.js';
import { refusedEntry } from '../contract/outcome.js';
import { validate } from '../contract/validate.js';
import { idName } from '../contract/words.js';
import { linkBody, linkProperties, linkPropertiesWith } from '../import/links.js';
import { recordColumns, recordProperties, recordSender } from '../import/records.js';
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
  dryRun?: boolean;
  json?: boolean;
}

function importCommand(name: string, description: string): Command {
  const command = new Command(name)
    .description(description)
    .argument('<file>', 'a .csv file with a header, or an .ndjson file')
    .option('--map <column=property>', 'which column is which property; may be given several times', collect)
    .option('--set <property=value>', 'the same value for every row; may be given several times', collect)
    .option('--rejects <file>', 'where rejected rows go (default: beside the input)')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--json', 'count in JSON: {read, inserted, updated, rejected}');
  return addServerOptions(command);
}

/** Prints the relationship that a dry run would add, and returns why it would be refused, if it would. */
function announce(name: string): RefusedEntry | undefined {
  const accepted = orRefusal(() => validate(RelationshipBody, { Code: name }));
  if (accepted instanceof Refusal) return refusedEntry(accepted);
  process.stderr.write(`Would add the relationship '${name}'.\n`);
  return undefined;
}

/** The properties that columns of links may be. Those of fields are asked for where the import may name some. */
async function propertiesOf(
  client: LinkwrightClient,
  { map = [], set = [] }: ImportFlags,
): Promise<string[]> {
  const mayNameFields = map.length === 0 || [...map, ...set].some((text) => text.includes('Fields.'));
  if (!mayNameFields) return linkProperties;
  return linkPropertiesWith((await saying(allLinkFields(client))).values());
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
      const properties = await propertiesOf(client, flags);
      const maker = flags.createRelationships
        ? new RelationshipMaker(client, { dryRun, onLacking: announce })
        : undefined;
      await runImport({
        file,
        mapping: readMapping(flags.map ?? [], flags.set ?? [], properties),
        properties,
        rejects: flags.rejects,
        json: flags.json === true,
        send: (rows) => {
          const bodies = rows.map(linkBody);
          return maker?.upsert(bodies) ?? client.links.upsertMany(bodies, { dryRun });
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
      const target = { domain, fields, matchFields, withoutAssociations };
      await runImport({
        file,
        mapping: readMapping(flags.map ?? [], flags.set ?? [], recordProperties(target)),
        properties: recordColumns(target),
        rejects: flags.rejects,
        json: flags.json === true,
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
