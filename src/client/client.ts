import createApi from 'openapi-fetch';
import { AuditLog, ClientSettings, Roles, Self, Tokens, Users } from './administration.js';
import { type Api, type Connection, dataOf } from './call.js';
import { Changes } from './changes.js';
import { Files } from './files.js';
import { Links } from './links.js';
import { Domains, Relationships } from './metadata.js';
import type { paths } from './openapi.js';
import { RecentRequests } from './recent-requests.js';
import { Records } from './records.js';
import { type Credentials, Session } from './session.js';
import { Transport } from './transport.js';

const defaultRetries = 5;

export interface ClientOptions {
  /** The server's address, with its base path: `http://127.0.0.1:8080`. */
  server: string;
  /** A token, from `linkwright token create` or from signing in. */
  token?: string | undefined;
  /** In place of a token: the first call signs in with these, and so does the next one after a session has ended. */
  credentials?: Credentials | undefined;
  /** In place of credentials: called for a token where there is none yet, and where the present one has ended. */
  signIn?: (() => Promise<string>) | undefined;
  /** How often a call is sent again where that may help and is safe; 5 by default. */
  retries?: number | undefined;
  /** In place of the platform's own `fetch`. */
  fetch?: typeof fetch | undefined;
}

export interface LinkwrightClient {
  links: Links;
  /** The records of a domain. */
  records(domain: string): Records;
  changes: Changes;
  domains: Domains;
  relationships: Relationships;
  files: Files;
  me: Self;
  settings: ClientSettings;
  users: Users;
  roles: Roles;
  tokens: Tokens;
  auditLog: AuditLog;
  recentRequests: RecentRequests;
  /** Every operation by its path, for what the groups above do not cover. Refusals are thrown here too. */
  api: Api;
}

/** Makes a client of a server. It opens no connection before the first call, and need not be closed. */
export function createClient({
  server,
  token,
  credentials,
  signIn,
  retries = defaultRetries,
  fetch: given = fetch,
}: ClientOptions): LinkwrightClient {
  const baseUrl = server.replace(/\/+$/, '');
  const headers = { Accept: 'application/json, application/problem+json' };
  const apiOf = (transport: Transport): Api =>
    createApi<paths>({
      baseUrl,
      headers,
      fetch: transport.repeatable,
      // Each field that records are filtered by is a parameter of its own.
      querySerializer: { object: { style: 'form', explode: true } },
    });
  // A browser's fetch must not be called as a method of another object.
  const sending = { server: baseUrl, retries, fetch: ((...call) => given(...call)) as typeof fetch };

  const present = async ({ account, client, user, password }: Credentials): Promise<string> => {
    const unsigned = new Transport({ ...sending, session: new Session(undefined, undefined) });
    const body = { Account: account, ClientName: client, User: user, Password: password };
    return (await dataOf(apiOf(unsigned).POST('/Authentication/Authenticate', { body }))).token;
  };
  const session = new Session(token, signIn ?? (credentials && (() => present(credentials))));
  const transport = new Transport({ ...sending, session });
  const connection: Connection = { api: apiOf(transport), transport };

  return {
    links: new Links(connection),
    records: (domain) => new Records(connection, domain),
    changes: new Changes(connection),
    domains: new Domains(connection),
    relationships: new Relationships(connection),
    files: new Files(connection),
    me: new Self(connection),
    settings: new ClientSettings(connection),
    users: new Users(connection),
    roles: new Roles(connection),
    tokens: new Tokens(connection),
    auditLog: new AuditLog(connection),
    recentRequests: new RecentRequests(connection),
    api: connection.api,
  };
}
