/** Several servers on one PostgreSQL database, with clients that have claims and contacts to link. */
import { loadFixture } from '#linkwright/cli/load.js';
import { createToken } from '#linkwright/cli/tokens.js';
import { openStore } from '#linkwright/store/open.js';
import { start, stop } from './command.js';

const programs = new URL('../../dist/programs.js', import.meta.url).href;

export const claims = 20;
export const contacts = 500;

const fixtureOf = (client) => ({
  account: 'Acme',
  client,
  roles: [{ name: 'Clerk', grants: { Claim: ['AttachContacts'] } }],
  users: [
    { user: 'ada', administrator: true },
    { user: 'bob', roles: ['Clerk'] },
  ],
  records: {
    Claim: Array.from({ length: claims }, (_, at) => ({ id: at + 1, ClaimNumber: `CLM-${at + 1}` })),
    Contact: Array.from({ length: contacts }, (_, at) => ({ id: at + 1, ContactNumber: `K-${at + 1}` })),
  },
});

/** Makes a database with `clients` clients. Answers its name and, for each client, its id and a token. */
export async function makeDatabase(postgres, name, clients) {
  await postgres.create(name);
  const store = await openStore({ url: postgres.url(name), programs, serving: false });
  const made = [];
  for (let at = 1; at <= clients; at++) {
    const { client } = await loadFixture(store, fixtureOf(`Client${at}`));
    made.push({ id: client, token: await createToken(store, client, 'ada') });
  }
  await store.close();
  return { name, clients: made };
}

/** Servers that can be killed, stalled and started again. */
export class Fleet {
  /** Those that run, by place; `undefined` where one was killed. */
  servers = [];
  /** What servers have written to stderr before they were killed. */
  stderr = '';

  /** `urls` are the addresses of the database, one for each server. */
  constructor(urls) {
    this.urls = urls;
  }

  async start() {
    await Promise.all(this.urls.map((_, place) => this.startAt(place)));
    return this;
  }

  async startAt(place) {
    this.servers[place] = await start(['serve', '--database', this.urls[place], '--log-level', 'fatal']);
  }

  /** Where the servers that run listen: all of them, or those of some places. */
  addresses(places = [...this.servers.keys()]) {
    return places.flatMap((place) => this.servers[place]?.address ?? []);
  }

  async kill(place) {
    const server = this.servers[place];
    this.servers[place] = undefined;
    await stop(server, 'SIGKILL');
    this.stderr += server.stderr;
  }

  stall(place) {
    this.servers[place].child.kill('SIGSTOP');
  }

  resume(place) {
    this.servers[place].child.kill('SIGCONT');
  }

  /** Ends all that run, and answers their exit codes. */
  async stop() {
    const running = this.servers.filter((server) => server !== undefined);
    this.servers = [];
    for (const { child } of running) child.kill('SIGCONT');
    const codes = await Promise.all(running.map((server) => stop(server)));
    this.stderr += running.map(({ stderr }) => stderr).join('');
    return codes;
  }
}

/** The clients whose lock is held at the moment. */
export async function lockedClients(postgres, database) {
  const rows = await postgres.query(
    `WITH free AS (SELECT client_id FROM client_state FOR UPDATE SKIP LOCKED)
     SELECT client_id FROM client_state WHERE client_id NOT IN (SELECT client_id FROM free)`,
    [],
    database,
  );
  return rows.map((row) => Number(row.client_id));
}
