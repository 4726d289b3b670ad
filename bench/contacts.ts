/** Writes contacts of the register into a new SQLite database by BulkUpsert. */
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { RecordAnswer } from '#linkwright/contract/record.js';
import { openRegister } from '../scripts/register.mjs';
import { type BenchServer, type ServerKind, startServer } from './servers.js';

const entriesAtOnce = 1_000;

/** A contact as an entry of a call, its values by field. */
export type Contact = Record<string, string | undefined>;

export interface Contacts {
  server: BenchServer;
  /** The headers of a call by its administrator. */
  headers: Record<string, string>;
  write(rows: Contact[]): Promise<void>;
}

/** The first `max` contacts of the register, as entries of a call; says which register it is. */
export function readContacts(max: number): Contact[] {
  const register = openRegister();
  console.log(`Contacts of ${register.words}.`);
  return register
    .rows('contacts')
    .slice(0, max)
    .map(({ contact_key, name, firstname, lastname }) => ({
      ContactNumber: contact_key,
      Name: name,
      FirstName: firstname,
      LastName: lastname,
    }));
}

/** Makes a database in the folder with the build in `build`, and starts that build's server, `kind`. */
export async function startContacts(kind: ServerKind, build: string, folder: string): Promise<Contacts> {
  const url = `sqlite:${join(folder, 'records.db')}`;
  const command = (...words: string[]) =>
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
        const answers: RecordAnswer[] = await response.json();
        if (!answers.every(({ IsSuccessful }) => IsSuccessful))
          throw new Error(`${kind}: an entry was refused`);
      }
    },
  };
}
