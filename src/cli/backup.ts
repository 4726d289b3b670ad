import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { makeBackup } from '../backup/backup.js';
import type { Manifest } from '../backup/manifest.js';
import { requireWhole, restoreBackup } from '../backup/restore.js';
import { openContent } from '../content/open.js';
import { requireFile, shownDatabase } from '../store/open.js';
import { counted } from '../text/quoted.js';
import { type ContentOptions, contentOption, openContentOf } from './content.js';
import { databaseOption, jsonOption } from './database.js';
import { CommandFailure, print, UsageFailure } from './output.js';

interface BackupOptions extends Omit<ContentOptions, 'content'> {
  /** `false` for none. */
  content?: string | false;
  keep?: number;
  json?: boolean;
}

interface RestoreOptions extends ContentOptions {
  check?: boolean;
  json?: boolean;
}

function readKeep(text: string): number {
  const number = Number(text);
  if (/^\d{1,6}$/.test(text) && number >= 1) return number;
  throw new InvalidArgumentError('It is a number from 1 to 999999.');
}

const bytesText = (bytes: number) => `${bytes.toLocaleString('en')} bytes`;

function manifestText({ bytes, content, madeAt }: Manifest): string {
  const contents =
    content === null
      ? 'without content'
      : `${counted(content.count, 'content')} of ${bytesText(content.bytes)}`;
  return `a database of ${bytesText(bytes)}, ${contents}, as it was at ${madeAt}`;
}

/** The command that makes a backup (docs/guide/backup.md). */
export function backupCommand(): Command {
  return new Command('backup')
    .description(
      'save an SQLite database and the content of its files, beside a running server, and check it',
    )
    .argument('<folder>', 'the folder of the backups; each gets one of its own in it, named by its time')
    .addOption(databaseOption())
    .addOption(contentOption())
    .option('--no-content', 'leave the content of files out')
    .addOption(
      new Option(
        '--keep <number>',
        'how many are kept; older ones are removed once a new one is whole',
      ).argParser(readKeep),
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nEverything that was acknowledged before it began is in it. It has its name once it is whole: a folder' +
        '\nthat is named unfinished-... is of no use, and goes with the next backup. On PostgreSQL use pg_dump' +
        '\n(docs/guide/backup.md).' +
        '\n\nExample:\n  linkwright backup /var/backups/linkwright --database sqlite:data/linkwright.db --keep 14',
    )
    .action(async (folder: string, { content, keep, json, database }: BackupOptions) => {
      const file = requireFile(database);
      if (!existsSync(file)) throw new CommandFailure(`The database ${file} does not exist. Check the name.`);
      const opening = { database, ...(content ? { content } : {}) };
      const kept =
        content === false ? undefined : await openContentOf(opening, { serving: false, sweep: 'nothing' });
      try {
        const made = await makeBackup({ database, content: kept, folder, keep });
        if (json) print(JSON.stringify({ folder: made.folder, ...made.manifest, removed: made.removed }));
        else {
          print(`Saved ${shownDatabase(database)} in ${made.folder}: ${manifestText(made.manifest)}.`);
          if (made.removed.length > 0) print(`Removed ${made.removed.join(', ')}.`);
        }
      } finally {
        await kept?.close();
      }
    });
}

/** The command that makes a database of a backup. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('make a database of a backup, with the content of its files, where there is none yet')
    .argument('<backup>', 'the folder of one backup')
    .addOption(databaseOption())
    .addOption(contentOption())
    .option('--check', 'only read the backup, and say whether it is whole')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nNothing that is there is written over.' +
        '\n\nExample:' +
        '\n  linkwright restore /var/backups/linkwright/2026-11-30T03-00-00-000Z --database sqlite:data/linkwright.db',
    )
    .action(async (backup: string, { database, content: url, check, json }: RestoreOptions) => {
      if (check) {
        const { manifest } = await requireWhole(backup);
        print(json ? JSON.stringify(manifest) : `The backup is whole: ${manifestText(manifest)}.`);
        return;
      }
      const file = requireFile(database);
      if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
        throw new UsageFailure(
          `${file} is a folder. Name the file of the database, such as ${join(file, 'linkwright.db')}.`,
        );
      }
      const kept = await openContent({ url, databaseFile: file, serving: false, sweep: 'nothing' });
      if (kept === undefined)
        throw new UsageFailure('Say with --content where the content of files is to be.');
      try {
        const manifest = await restoreBackup({ backup, file, content: kept });
        if (json) print(JSON.stringify({ database: `sqlite:${file}`, ...manifest }));
        else print(`Restored sqlite:${file}: ${manifestText(manifest)}.`);
      } finally {
        await kept.close();
      }
    });
}
