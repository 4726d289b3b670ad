import { Command } from 'commander';
import type { LinkwrightClient } from '../client/client.js';
import { UpsertBody } from '../contract/link.js';
import { hint } from '../contract/nearest.js';
import { foldedName } from '../record/canonical.js';
import { readMapping } from './import-mapping.js';
import { runImport } from './import-run.js';
import { UsageFailure } from './output.js';
import { addServerOptions, clientOf, type ServerOptions, saying } from './server.js';

interface ImportFlags extends ServerOptions {
  map?: string[];
  set?: string[];
  rejects?: string;
  dryRun?: boolean;
  json?: boolean;
}

const collect = (value: string, before: string[] = []) => [...before, value];

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

type Body = Record<string, unknown>;

/**
 * Adds the relationships that rows name and the client lacks, each once. A dry run says which, and goes on
 * without them.
 */
function relationshipMaker(client: LinkwrightClient, dryRun: boolean) {
  let known: Set<string> | undefined;
  const lacking = new Set<string>();

  const withoutLacking = (body: Body): Body =>
    Object.fromEntries(
      Object.entries(body).filter(
        ([property, value]) =>
          !/^(New)?Relationship$/.test(property) || !lacking.has(foldedName(String(value))),
      ),
    );

  return async (bodies: Body[]): Promise<Body[]> => {
    if (known === undefined) {
      known = new Set();
      for (const { Code, Description } of await client.relationships()) {
        known.add(foldedName(Code)).add(foldedName(Description));
      }
    }
    for (const name of bodies.flatMap((body) => [body.Relationship, body.NewRelationship])) {
      if (typeof name !== 'string' || name === '' || known.has(foldedName(name))) continue;
      if (dryRun) {
        process.stderr.write(`Would add the relationship '${name}'.\n`);
        lacking.add(foldedName(name));
      } else await client.addRelationship(name);
      known.add(foldedName(name));
    }
    return lacking.size === 0 ? bodies : bodies.map(withoutLacking);
  };
}

function links(): Command {
  return importCommand('links', 'create or update a link for each row')
    .option('--create-relationships', 'add the relationships that rows name and the client lacks')
    .addHelpText(
      'after',
      '\nProperties are those of POST /api/Link/Upsert. Without --map a column is the property of its name.' +
        '\n\nExample:\n  linkwright import links posts.csv --set ParentDomain=Claim --set ParentRecordMatchField=ClaimNumber \\' +
        '\n    --map claim=ParentRecordKey --set ChildDomain=Contact --map contact=ChildRecordID --map role=Relationship',
    )
    .action(async (file: string, flags: ImportFlags & { createRelationships?: boolean }) => {
      const client = clientOf(flags);
      const dryRun = flags.dryRun === true;
      const properties = Object.keys(UpsertBody.properties);
      const makeRelationships = flags.createRelationships ? relationshipMaker(client, dryRun) : undefined;
      await runImport({
        file,
        mapping: readMapping(flags.map ?? [], flags.set ?? [], properties),
        properties,
        rejects: flags.rejects,
        json: flags.json === true,
        send: async (bodies) => client.upsertLinks((await makeRelationships?.(bodies)) ?? bodies, { dryRun }),
      });
    });
}

function records(): Command {
  return importCommand('records', 'create or update a record for each row')
    .requiredOption('--domain <name>', 'the domain of the records')
    .requiredOption('--match-fields <names>', 'the fields by which a record is found, divided by commas')
    .addHelpText(
      'after',
      '\nWithout --map a column is the field of its name.' +
        '\n\nExample:\n  linkwright import records people.csv --domain Contact --match-fields ContactNumber \\' +
        '\n    --map number=ContactNumber --map name=Name',
    )
    .action(async (file: string, flags: ImportFlags & { domain: string; matchFields: string }) => {
      const client = clientOf(flags);
      const fields = (await saying(client.fields(flags.domain))).map(({ Name }) => Name);
      const matchFields = flags.matchFields.split(',').map((name) => name.trim());
      const mapping = readMapping(flags.map ?? [], flags.set ?? [], fields);
      const unknown = matchFields.find((name) => !fields.includes(name));
      if (unknown !== undefined) {
        throw new UsageFailure(
          `--match-fields: the ${flags.domain} domain has no field '${unknown}'.${hint(unknown, fields)}`,
        );
      }
      await runImport({
        file,
        mapping,
        // A record's id is given out by each database itself, so an exported one is passed over.
        properties: [...fields, 'ID'],
        rejects: flags.rejects,
        json: flags.json === true,
        send: (bodies) =>
          client.upsertRecords(
            flags.domain,
            matchFields,
            bodies.map(({ ID: _, ...body }) => body),
            { dryRun: flags.dryRun === true },
          ),
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
