import { Command } from 'commander';
import { newestMigration } from '../store/migrations/index.js';
import { type DatabaseOptions, databaseOption, withStore } from './database.js';
import { print } from './output.js';

export function migrateCommand(): Command {
  return new Command('migrate')
    .description("bring a database's schema up to date (serve does it too)")
    .addOption(databaseOption())
    .option('--distribute', 'distribute the tables by client over a Citus cluster')
    .addHelpText('after', '\nExample:\n  linkwright migrate --database sqlite:data/linkwright.db')
    .action(
      async ({ distribute: distributed = false, ...options }: DatabaseOptions & { distribute?: boolean }) => {
        // Opening a database migrates it, and the keys of its records with it.
        await withStore(options, async () => undefined, { make: true, distributed, records: true });
        print(`The database has schema ${newestMigration}${distributed ? ', distributed by client' : ''}.`);
      },
    );
}
