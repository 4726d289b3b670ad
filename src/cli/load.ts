import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { hashPassword } from '../access/secrets.js';
import { Refusal } from '../contract/errors.js';
import { validate } from '../contract/validate.js';
import type { LoadInput, LoadOutput } from '../fixture/load.js';
import { loadFixtureProgram } from '../fixture/load-program.js';
import { Fixture, spelledAsInApi } from '../fixture/shape.js';
import { parseExactly } from '../json/exact-json.js';
import type { Store } from '../store/store.js';
import { type DatabaseOptions, databaseOption, withStore, write } from './database.js';
import { CommandFailure, print } from './output.js';

/** Reads a fixture as the file holds it. @throws CommandFailure */
export function readFixture(text: string): Fixture {
  try {
    return validate(Fixture, spelledAsInApi(parseExactly(text)));
  } catch (error) {
    if (error instanceof Refusal) throw new CommandFailure(error.reason);
    throw new CommandFailure(`The file is not JSON. ${(error as Error).message}`);
  }
}

/** Puts a fixture into the database, all or nothing. @throws CommandFailure */
export async function loadFixture(store: Store, fixture: Fixture): Promise<LoadOutput> {
  const passwordHashes = await Promise.all(
    (fixture.users ?? []).map(({ password }) => (password ? hashPassword(password) : null)),
  );
  const input: LoadInput = { fixture, passwordHashes };
  const present = await store.clientByName(fixture.account, fixture.client);
  return write(store, { client: present?.id ?? 0, program: loadFixtureProgram, input });
}

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
      const fixture = readFixture(text);
      const { records, links } = await withStore(options, (store) => loadFixture(store, fixture), {
        make: true,
        records: true,
      });
      print(
        `Loaded ${records} records and ${links} links into client '${fixture.client}' of account '${fixture.account}'.`,
      );
    });
}
