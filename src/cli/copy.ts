import { Command, Option } from 'commander';
import type { TableCheck } from '../store/copy/check.js';
import { type CopyListener, type CopyOutcome, CopyRefusal, copyDatabase } from '../store/copy/copy.js';
import { openToCopy } from '../store/open.js';
import { StoreFault } from '../store/store.js';
import { jsonOption } from './database.js';
import { CommandFailure, print, printRows, UsageFailure } from './output.js';
import { type Progress, startProgress } from './progress.js';

interface CopyOptions {
  from: string;
  to: string;
  json?: boolean;
}

/** Shows each part of the work under its name, with its own progress. */
function progressListener(): CopyListener & { stop(): void } {
  let progress: Progress | undefined;
  let done = 0;
  return {
    begin(work, rows) {
      progress?.stop();
      process.stderr.write(
        `${work === 'copying' ? 'Copying' : 'Checking'} ${rows.toLocaleString('en')} rows\n`,
      );
      progress = startProgress(rows);
      done = 0;
    },
    rows(count) {
      done += count;
      progress?.update(done, done);
    },
    stop: () => progress?.stop(),
  };
}

/** @throws CommandFailure, OpenError */
async function copy({ from, to }: CopyOptions): Promise<CopyOutcome> {
  const source = await openToCopy(from, 'source');
  try {
    const target = await openToCopy(to, 'target');
    const listener = progressListener();
    try {
      return await copyDatabase(source, target, listener);
    } finally {
      listener.stop();
      await target.close();
    }
  } catch (error) {
    if (error instanceof CopyRefusal) throw new CommandFailure(error.message);
    if (!(error instanceof StoreFault)) throw error;
    const [why] = error.message.split('\n');
    throw new CommandFailure(`The copy stopped (${why}). Run it again: it goes on where it was.`);
  } finally {
    await source.close();
  }
}

/** How many digits of a digest are shown for a person to compare. */
const shownDigits = 16;

function shownCheck({ table, same, source, target }: TableCheck) {
  return {
    table,
    source: source.rows,
    target: target.rows,
    digest: same ? source.digest.slice(0, shownDigits) : 'DIFFERENT',
  };
}

function summary({ copied, present, wasUnfinished, tables }: CopyOutcome): string {
  const rows = tables.reduce((sum, { source }) => sum + source.rows, 0).toLocaleString('en');
  if (!wasUnfinished) return `The target held the same ${rows} rows already; nothing was copied.`;
  const before = present === 0 ? '' : `, ${present.toLocaleString('en')} were there from before`;
  return `Copied ${copied.toLocaleString('en')} rows${before}. Source and target hold the same ${rows} rows.`;
}

/** Says that the content of files is not copied, since the rows do not hold it. */
function contentHint({ tables }: CopyOutcome): string | undefined {
  const contents = tables.find(({ table }) => table === 'file_content')?.source.rows ?? 0;
  if (contents === 0) return undefined;
  return (
    `The content of files (${contents.toLocaleString('en')}) is not in a database, and was not copied. Copy its folder, ` +
    'which is beside an SQLite database, and name it to the server with --content; a bucket stays where it is.'
  );
}

function requireSame({ wasUnfinished, tables }: CopyOutcome): void {
  const different = tables.filter(({ same }) => !same).map(({ table }) => table);
  if (different.length === 0) return;
  throw new CommandFailure(
    wasUnfinished
      ? `Source and target differ in ${different.join(', ')}. The target cannot be served; copy into an empty database.`
      : `The target is in use already and differs from the source in ${different.join(', ')}: it is no copy of it, ` +
          'or one of the two was written since. Nothing was changed. Copy into an empty database.',
  );
}

/** The command that copies a whole database into another (docs/reference/command-line.md#copy). */
export function copyCommand(): Command {
  return new Command('copy')
    .description('take a whole database across, from SQLite to PostgreSQL or any other way, and check it')
    .addOption(new Option('--from <url>', 'the database that is there').makeOptionMandatory())
    .addOption(
      new Option('--to <url>', 'an empty database, or one into which a copy was begun').makeOptionMandatory(),
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nThe source cannot be written meanwhile: stop its server first. A copy that was interrupted goes on where it' +
        '\nwas when it is run again; until it has ended, no command opens the target.' +
        '\n\nExample:\n  linkwright copy --from sqlite:data/linkwright.db --to postgres://linkwright@localhost/linkwright',
    )
    .action(async (options: CopyOptions) => {
      if (options.from === options.to) throw new UsageFailure('--from and --to name the same database.');
      const outcome = await copy(options);
      const { copied, present, tables } = outcome;
      if (options.json) print(JSON.stringify({ copied, present, tables }));
      else printRows(tables.map(shownCheck), false, '');
      requireSame(outcome);
      if (options.json) return;
      print(summary(outcome));
      const hint = contentHint(outcome);
      if (hint !== undefined) print(hint);
    });
}
