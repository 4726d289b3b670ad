import { Command } from 'commander';
import { keyFindings, keysMissing, keysTooMany } from '../record/keys/check-keys.js';
import { rebuildKeys } from '../record/keys/rebuild-keys.js';
import type { Finding, Store } from '../store/store.js';
import { contentOption } from './content.js';
import { databaseOption, jsonOption, withStore } from './database.js';
import { type ContentCheckOptions, examineContent } from './doctor-content.js';
import { CommandFailure, print, UsageFailure } from './output.js';

/** Everything that is wrong with a client's data. */
async function examineClient(store: Store, client: number): Promise<Finding[]> {
  return [...(await store.faultsOf(client)), ...(await keyFindings(store, client))];
}

/** Everything that is wrong with a database, in words. */
export async function examine(store: Store): Promise<Finding[]> {
  const damage = await store.damage();
  const findings: Finding[] = damage.map((line) => ({ problem: line, count: 1, examples: [] }));
  for (const { id, account, name } of await store.clients()) {
    for (const { problem, ...rest } of await examineClient(store, id)) {
      findings.push({ problem: `${account}/${name}: ${problem}`, ...rest });
    }
  }
  return findings;
}

/** Something that can be put right without a loss, since all of it follows from what is in order. */
interface Repair {
  /** What it does, as a sentence goes on behind the client's name. */
  words: string;
  /** The findings that it ends. */
  problems: string[];
  run(store: Store, client: number): Promise<void>;
}

const repairs: Repair[] = [
  {
    words: 'wrote the keys of all records anew',
    problems: [keysMissing, keysTooMany, 'match keys of records that do not exist'],
    run: rebuildKeys,
  },
];

/** Puts right what can be. Answers what was done, in words. */
export async function repair(store: Store): Promise<string[]> {
  const done: string[] = [];
  for (const { id, account, name } of await store.clients()) {
    const found = new Set((await examineClient(store, id)).map(({ problem }) => problem));
    for (const { words, problems, run } of repairs) {
      if (!problems.some((problem) => found.has(problem))) continue;
      await run(store, id);
      done.push(`${account}/${name}: ${words}`);
    }
  }
  return done;
}

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check a database: every link has its records, every key is indexed, nothing is damaged')
    .addOption(databaseOption())
    .addOption(contentOption())
    .option(
      '--repair',
      'put right what can be without a loss, then check: keys of records, content that no file has named for a day',
    )
    .option(
      '--take-content',
      "with --repair: the place of content is this database's alone, whosever it was, and no copy of this one has it",
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nIt may run beside servers.\n\nExample:\n  linkwright doctor --database sqlite:data/linkwright.db',
    )
    .action(async (options: ContentCheckOptions) => {
      if (options.takeContent && !options.repair) throw new UsageFailure('--take-content needs --repair.');
      const work = async (store: Store) => {
        const done = options.repair ? await repair(store) : [];
        return { done, findings: [...(await examine(store)), ...(await examineContent(store, options))] };
      };
      const { done, findings } = await withStore(options, work, { records: true });
      if (options.json) print(JSON.stringify(findings));
      else {
        for (const line of done) print(`${line}.`);
        for (const { problem, count, examples } of findings) {
          print(`${count} ${problem}${examples.length === 0 ? '' : ` (${examples.join(', ')})`}`);
        }
      }
      if (findings.length > 0) throw new CommandFailure('The database is not in order.');
      if (!options.json) print('The database is in order.');
    });
}
