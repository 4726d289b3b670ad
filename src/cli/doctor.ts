import { Command } from 'commander';
import { ContentFault } from '../content/content.js';
import { type ContentDiagnosis, examineContent, hasContent } from '../diagnosis/content.js';
import { examineData, repairData } from '../diagnosis/data.js';
import { shownDatabase } from '../store/open.js';
import type { Finding, Store } from '../store/store.js';
import { counted } from '../text/quoted.js';
import { type ContentOptions, contentOption, openContentOf } from './content.js';
import { databaseOption, jsonOption, withStore } from './database.js';
import { CommandFailure, print, UsageFailure } from './output.js';

interface DoctorOptions extends ContentOptions {
  json?: boolean;
  repair?: boolean;
  takeContent?: boolean;
}

/** @throws CommandFailure, OpenError */
async function contentFindings(store: Store, options: DoctorOptions): Promise<Finding[]> {
  const { database, content, json, repair = false, takeContent: take = false } = options;
  const kept = await openContentOf(options, { serving: false, sweep: repair ? 'old' : 'nothing' });
  if (kept === undefined) {
    if (!json && (await hasContent(store))) {
      print('The content of files was not looked at: say where it is with --content.');
    }
    return [];
  }
  const diagnosis: ContentDiagnosis = {
    address: shownDatabase(database),
    isNamed: content !== undefined,
    take,
    repair,
    onRemoved({ account, name }, count) {
      if (!json) print(`${account}/${name}: removed ${counted(count, 'content')} that no file named.`);
    },
  };
  try {
    return await examineContent(store, kept, diagnosis);
  } catch (error) {
    if (!(error instanceof ContentFault)) throw error;
    throw new CommandFailure(`The content in ${kept.shown} could not be read or written (${error.message}).`);
  } finally {
    await kept.close();
  }
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
    .action(async (options: DoctorOptions) => {
      if (options.takeContent && !options.repair) throw new UsageFailure('--take-content needs --repair.');
      const work = async (store: Store) => {
        const done = options.repair ? await repairData(store) : [];
        return {
          done,
          findings: [...(await examineData(store)), ...(await contentFindings(store, options))],
        };
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
