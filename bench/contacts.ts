/** Contacts of the register, written by BulkUpsert into a new database of SQLite. */
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { openRegister } from '../scripts/register.mjs';
import { startServer } from './servers.js';

const entriesAtOnce = 1_000;

/** The first `most` contacts of the register, as entries of a call; says which register it is. */
export function readContacts(most) {
  const register = openRegister();
  console.log(`Contacts of ${register.words}.`);
  return register
    .rows('contacts')
    .slice(0, most)
    .map(({ contact_key, name, firstname, lastname }) => ({
      ContactNumber: contact_key,
      Name: name,
      FirstName: firstname,
      LastName: lastname,
    }));
}

/**
 * Makes a database in the folder with the build that is in `build`, and starts its server, `kind`. Answers
 * `server`, `headers` and `write(rows)`.
 */
export async function startContacts(kind, build, folder) {
  const url = `sqlite:${join(folder, 'records.db')}`;
  const command = (...words) =>
    execFileSync(process.execPath, [resolve(build, 'dist/cli.js'), ...words, '--database', url], {
      encoding: 'utf8',
      env: { ...process.env, LINKWRIGHT_PASSWORD: 'correct horse battery staple' },
    }).trim();
  command('client', 'create', '--account', 'Bench', '--client', 'Main');
  command('user', 'create', '--user', 'ada', '--administrator');
  const headers = { Token: command('token', 'create', '--user', 'ada'), 'Content-Type': 'application/json' };
  const server = await startServer(kind, url);
  return {
    server,
    headers,
    async write(rows) {
      for (let from = 0; from < rows.length; from += entriesAtOnce) {
        const response = await fetch(`${server.address}/api/Contact/BulkUpsert?matchFields=ContactNumber`, {
          method: 'POST',
          headers,
          body: JSON.stringify(rows.slice(from, from + entriesAtOnce)),
        });
        const answers = await response.json();
        if (!answers.every(({ IsSuccessful }) => IsSuccessful))
          throw new Error(`${kind}: an entry was refused`);
      }
    },
  };
}
