import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { loadFixture } from '../fixture/load.js';
import { readFixture } from '../fixture/read.js';
import { type DatabaseOptions, databaseOption, sayingRefusal, withStore } from './database.js';
import { CommandFailure, print } from './output.js';

export function loadCommand(): Command {
  return new Command('load')
    .description('put a fixture (account, client, domains, roles, users, records, links) into a database')
    .argument('<file>', 'a JSON file')
    .addOption(databaseOption())
    .addHelpText(
      'after',
      '\nIds are kept as given. All or nothing, and safe to repeat.' +
        '\n\nExample:\n  linkwright load fixture.json --database sqlite:data/linkwright.db',
    )
    .action(async (file: string, options: DatabaseOptions) => {
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        throw new CommandFailure(`The file ${file} cannot be read (${error.code}).`);
      });
      const fixture = await sayingRefusal(() => readFixture(text));
      const { records, links } = await withStore(
        options,
        (store) => sayingRefusal(() => loadFixture(store, fixture)),
        { make: true, records: true },
      );
      print(
        `Loaded ${records} records and ${links} links into client '${fixture.client}' of account '${fixture.account}'.`,
      );
    });
}
