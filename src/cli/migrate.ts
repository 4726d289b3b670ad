import { Command } from 'commander';
import { newestMigration } from '../store/migrations/index.js';
import { type DatabaseOptions, databaseOption, withStore } from './database.js';
import { print } from './output.js';

export function migrateCommand(): Command {
  return new Command('migrate')
    .description("bring a database's schema up to date (serve does it too)")
    .addOption(databaseOption())
    .addHelpText('after', '\nExample:\n  linkwright migrate --database sqlite:data/linkwright.db')
    .action(async (options: DatabaseOptions) => {
      // Opening a database migrates it.
      await withStore(options, async () => undefined, { make: true });
      print(`The database has schema ${newestMigration}.`);
    });
}
