/** Several servers on one PostgreSQL database, with clients that have claims and contacts to link. */
import { loadFixture } from '#linkwright/fixture/load.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { openStore } from '#linkwright/store/open.js';
import { type Started, start, stop } from './command.js';
import { createToken } from './create-token.js';
import type { Postgres } from './postgres.js';

const programs = new URL('../../dist/programs.js', import.meta.url).href;

export const claims = 20;
export const contacts = 500;

const fixtureOf = (client: string): Fixture => ({
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

/** A client, and a token of its administrator. */
export interface FleetClient {
  id: number;
  token: string;
}

/** Makes a database with `clients` clients. */
export async function makeDatabase(
  postgres: Postgres,
  name: string,
  clients: number,
): Promise<{ name: string; clients: FleetClient[] }> {
  await postgres.create(name);
  const store = await openStore({ url: postgres.url(name), programs, serving: false });
  const made: FleetClient[] = [];
  for (let at = 1; at <= clients; at++) {
    const { client } = await loadFixture(store, fixtureOf(`Client${at}`));
    made.push({ id: client, token: await createToken(store, client, 'ada') });
  }
  await store.close();
  return { name, clients: made };
}

/** Servers that can be killed, stalled and started again. */
export class Fleet {
  /** The running servers, by place; `undefined` where one was killed. */
  servers: (Started | undefined)[] = [];
  /** What servers have written to stderr before they were killed. */
  stderr = '';

  /** The addresses of the database, one for each server. */
  readonly urls: string[];

  constructor(urls: string[]) {
    this.urls = urls;
  }

  async start(): Promise<this> {
    await Promise.all(this.urls.map((_, place) => this.startAt(place)));
    return this;
  }

  async startAt(place: number): Promise<void> {
    const url = this.urls[place];
    if (url === undefined) throw new Error(`There is no place ${place} in the fleet.`);
    this.servers[place] = await start(['serve', '--database', url, '--log-level', 'fatal']);
  }

  /** Where the servers that run listen: all of them, or those of some places. */
  addresses(places: number[] = [...this.servers.keys()]): string[] {
    return places.flatMap((place) => this.servers[place]?.address ?? []);
  }

  /** Where the server at a place listens, where it must run. */
  addressOf(place: number): string {
    return this.at(place).address;
  }

  /** The server at a place, where it must run. */
  private at(place: number): Started {
    const server = this.servers[place];
    if (server === undefined) throw new Error(`No server runs at place ${place}.`);
    return server;
  }

  async kill(place: number): Promise<void> {
    const server = this.at(place);
    this.servers[place] = undefined;
    await stop(server, 'SIGKILL');
    this.stderr += server.stderr;
  }

  stall(place: number): void {
    this.at(place).child.kill('SIGSTOP');
  }

  resume(place: number): void {
    this.at(place).child.kill('SIGCONT');
  }

  /** Ends all that run, and answers their exit codes. */
  async stop(): Promise<(number | null)[]> {
    const running = this.servers.filter((server) => server !== undefined);
    this.servers = [];
    for (const { child } of running) child.kill('SIGCONT');
    const codes = await Promise.all(running.map((server) => stop(server)));
    this.stderr += running.map(({ stderr }) => stderr).join('');
    return codes;
  }
}

/** The clients whose lock is held at the moment. */
export async function lockedClients(postgres: Postgres, database: string): Promise<number[]> {
  const rows = await postgres.query(
    `WITH free AS (SELECT client_id FROM client_state FOR UPDATE SKIP LOCKED)
     SELECT client_id FROM client_state WHERE client_id NOT IN (SELECT client_id FROM free)`,
    [],
    database,
  );
  return rows.map((row) => Number(row.client_id));
}
