import { Command } from 'commander';
import { newestMigration } from '../store/migrations/index.js';
import { localRemains } from '../store/open.js';
import { type DatabaseOptions, databaseOption, withStore } from './database.js';
import { CommandFailure, print } from './output.js';

interface MigrateOptions extends DatabaseOptions {
  distribute?: boolean;
  truncateLocal?: boolean;
}

const help = `
On a Citus cluster, give the coordinator's address. Rows that were there before the tables were distributed are copied
to the workers; the coordinator keeps them too, where no statement sees them, until --truncate-local removes them.

Examples:
  linkwright migrate --database sqlite:data/linkwright.db
  linkwright migrate --database postgres://ada@coordinator/linkwright --distribute --truncate-local`;

/** Reports old rows that the coordinator still keeps, or their removal. @throws OpenError */
async function settleLocalRemains(database: string, remove: boolean): Promise<void> {
  const { tables, bytes } = await localRemains(database, remove);
  if (tables.length === 0) return;
  const what = `rows of ${tables.join(', ')} from before they were distributed (${Math.ceil(bytes / 1e6)} MB)`;
  print(
    remove
      ? `The coordinator no longer keeps ${what}.`
      : `The coordinator still keeps ${what}, where no statement sees them. Once you have made sure of the data, remove them by truncate_local_data_after_distributing_table: the same command with --truncate-local does it.`,
  );
}

export function migrateCommand(): Command {
  return new Command('migrate')
    .description("bring a database's schema up to date (serve does it too)")
    .addOption(databaseOption())
    .option('--distribute', 'distribute the tables by client over a Citus cluster')
    .option('--truncate-local', 'with --distribute: remove what the coordinator keeps of rows from before')
    .addHelpText('after', help)
    .action(async ({ distribute = false, truncateLocal = false, ...options }: MigrateOptions) => {
      if (truncateLocal && !distribute) {
        throw new CommandFailure('--truncate-local goes with --distribute, and removes nothing without it.');
      }
      // Opening a database migrates it, together with the keys of its records.
      await withStore(options, async () => undefined, { make: true, distributed: distribute, records: true });
      print(`The database has schema ${newestMigration}${distribute ? ', distributed by client' : ''}.`);
      if (distribute) await settleLocalRemains(options.database, truncateLocal);
    });
}
