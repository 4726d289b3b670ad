import { Command } from 'commander';
import { matchKeysOf } from '../record/fields.js';
import type { Finding, Store } from '../store/store.js';
import { type ContentOptions, contentOption } from './content.js';
import { databaseOption, jsonOption, withStore } from './database.js';
import { examineContent } from './doctor-content.js';
import { CommandFailure, print } from './output.js';

/** Records whose keys are compared with their fields at a time. */
const pageSize = 1_000;

/** Whether each Text and Numeric field of each record can be found, and nothing else can. */
async function keyFindings(store: Store, client: number): Promise<Finding[]> {
  const findings: Finding[] = [];
  const metadata = await store.metadata(client);
  for (const domain of metadata?.domains ?? []) {
    let wanted = 0;
    let present = 0;
    let after = 0;
    for (;;) {
      const records = await store.recordPage(client, domain.id, after, pageSize);
      const keys = records.flatMap(({ id, fields }) =>
        matchKeysOf(domain, fields).map(({ field, value }) => ({ record: id, field, value })),
      );
      wanted += keys.length;
      present += await store.countMatchKeys(client, domain.id, keys);
      const last = records.at(-1);
      if (last === undefined) break;
      after = last.id;
    }
    const examples = [`domain ${domain.name}`];
    if (present < wanted) {
      findings.push({ problem: 'keys that cannot be found by', count: wanted - present, examples });
    }
    const extra = (await store.matchKeyTotal(client, domain.id)) - present;
    if (extra > 0) findings.push({ problem: 'keys that no record has', count: extra, examples });
  }
  return findings;
}

/** Everything that is wrong with a database, in words. */
export async function examine(store: Store): Promise<Finding[]> {
  const damage = await store.damage();
  const findings: Finding[] = damage.map((line) => ({ problem: line, count: 1, examples: [] }));
  for (const { id, account, name } of await store.clients()) {
    for (const { problem, ...rest } of [...(await store.faultsOf(id)), ...(await keyFindings(store, id))]) {
      findings.push({ problem: `${account}/${name}: ${problem}`, ...rest });
    }
  }
  return findings;
}

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check a database: every link has its records, every key is indexed, nothing is damaged')
    .addOption(databaseOption())
    .addOption(contentOption())
    .option('--repair', 'remove content that no file names, older than a day')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nIt may run beside servers.\n\nExample:\n  linkwright doctor --database sqlite:data/linkwright.db',
    )
    .action(async (options: ContentOptions & { json?: boolean; repair?: boolean }) => {
      const findings = await withStore(options, async (store) => [
        ...(await examine(store)),
        ...(await examineContent(store, options)),
      ]);
      if (options.json) print(JSON.stringify(findings));
      for (const { problem, count, examples } of options.json ? [] : findings) {
        print(`${count} ${problem}${examples.length === 0 ? '' : ` (${examples.join(', ')})`}`);
      }
      if (findings.length > 0) throw new CommandFailure('The database is not in order.');
      if (!options.json) print('The database is in order.');
    });
}
