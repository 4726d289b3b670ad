/** Users, roles and tokens, the settings of a client, and the calling user. */
import { type CallOptions, type Connection, dataOf, given, type QueryOf, type Schemas } from './call.js';
import { pageOf, pageSize, Rows } from './rows.js';

export type Me = Schemas['Me'];
export type User = Schemas['User'];
export type UserBody = Schemas['UserBody'];
export type Role = Schemas['Role'];
export type RoleBody = Schemas['RoleBody'];
export type Token = Schemas['Token'];
export type TokenBody = Schemas['TokenBody'];
export type NewToken = Schemas['NewToken'];
export type Settings = Schemas['Client'];
export type Sizes = Schemas['ClientSizes'];
export type SettingsBody = Schemas['ClientBody'];
export type AuditLogEntry = Schemas['AuditLogEntry'];
export type Done = Schemas['Done'];

/** The calling user. */
export class Self {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** The user behind the token, and what they may do. @throws LinkwrightError */
  read({ signal }: CallOptions = {}): Promise<Me> {
    return dataOf(this.connection.api.GET('/api/Me', { signal: signal ?? null }));
  }

  /**
   * Sets a new password, and ends the user's other sessions. A call whose answer was lost, or is `unavailable`, is not
   * sent again, since the old password may no longer be valid.
   *
   * @throws LinkwrightError
   */
  changePassword(body: Schemas['PasswordBody'], { signal }: CallOptions = {}): Promise<Done> {
    const { api, transport } = this.connection;
    return dataOf(api.PUT('/api/Me/Password', { body, fetch: transport.once, signal: signal ?? null }));
  }
}

/** The settings of a client. */
export class ClientSettings {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** @throws LinkwrightError */
  read({ signal }: CallOptions = {}): Promise<Settings> {
    return dataOf(this.connection.api.GET('/api/Client', { signal: signal ?? null }));
  }

  /** How many records, links and files there are, each counted up to `CountedTo`. @throws LinkwrightError */
  sizes({ signal }: CallOptions = {}): Promise<Sizes> {
    return dataOf(this.connection.api.GET('/api/Client/Sizes', { signal: signal ?? null }));
  }

  /** @throws LinkwrightError */
  save(body: SettingsBody, { signal }: CallOptions = {}): Promise<Settings> {
    return dataOf(this.connection.api.PUT('/api/Client', { body, signal: signal ?? null }));
  }
}

/** The users of a client. */
export class Users {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  list(filters: QueryOf<'listUsers'> = {}, { signal }: CallOptions = {}): Rows<User> {
    return new Rows((after) => {
      const query = { pageSize, ...filters, ...given({ after }) };
      return pageOf(this.connection.api.GET('/api/Users', { params: { query }, signal: signal ?? null }));
    });
  }

  /** Creates or changes a user; what is not named stays. @throws LinkwrightError */
  save(user: string, body: UserBody, { signal }: CallOptions = {}): Promise<User> {
    const params = { path: { user } };
    return dataOf(this.connection.api.PUT('/api/Users/{user}', { params, body, signal: signal ?? null }));
  }

  /**
   * Deletes a user; history still names it. A call whose answer was lost is sent again, and may then be `not_found`.
   *
   * @throws LinkwrightError
   */
  delete(user: string, { signal }: CallOptions = {}): Promise<Done> {
    const params = { path: { user } };
    return dataOf(this.connection.api.DELETE('/api/Users/{user}', { params, signal: signal ?? null }));
  }
}

/** The roles of a client, with what they grant. */
export class Roles {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** @throws LinkwrightError */
  list({ signal }: CallOptions = {}): Promise<Role[]> {
    return dataOf(this.connection.api.GET('/api/Roles', { signal: signal ?? null }));
  }

  /** Creates a role, or sets what it grants. @throws LinkwrightError */
  save(role: string, body: RoleBody, { signal }: CallOptions = {}): Promise<Role> {
    const params = { path: { role } };
    return dataOf(this.connection.api.PUT('/api/Roles/{role}', { params, body, signal: signal ?? null }));
  }

  /**
   * Deletes a role that no user has. A call whose answer was lost is sent again, and may then be `not_found`.
   *
   * @throws LinkwrightError
   */
  delete(role: string, { signal }: CallOptions = {}): Promise<Done> {
    const params = { path: { role } };
    return dataOf(this.connection.api.DELETE('/api/Roles/{role}', { params, signal: signal ?? null }));
  }
}

/** Who changed which setting, and who signed in. */
export class AuditLog {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** The entries that fit, newest first. It takes the Administer permission. */
  list(filters: QueryOf<'auditLog'> = {}, { signal }: CallOptions = {}): Rows<AuditLogEntry> {
    return new Rows((after) => {
      const query = { pageSize, ...filters, ...given({ after }) };
      return pageOf(this.connection.api.GET('/api/AuditLog', { params: { query }, signal: signal ?? null }));
    });
  }
}

/** Tokens and sessions. */
export class Tokens {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** The caller's own tokens; to an administrator those of all users, or of one. Their texts are never included. */
  list(filters: QueryOf<'listTokens'> = {}, { signal }: CallOptions = {}): Rows<Token> {
    return new Rows((after) => {
      const query = { pageSize, ...filters, ...given({ after }) };
      return pageOf(this.connection.api.GET('/api/Tokens', { params: { query }, signal: signal ?? null }));
    });
  }

  /**
   * Creates a long-lived token. Its text is shown only this once. A call whose answer was lost, or is `unavailable`, is
   * not sent again, and may have created one.
   *
   * @throws LinkwrightError
   */
  create(body: TokenBody, { signal }: CallOptions = {}): Promise<NewToken> {
    const { api, transport } = this.connection;
    return dataOf(api.POST('/api/Tokens', { body, fetch: transport.once, signal: signal ?? null }));
  }

  /**
   * Ends a token or a session. A call whose answer was lost is sent again, and may then be `not_found`.
   *
   * @throws LinkwrightError
   */
  revoke(id: number, { signal }: CallOptions = {}): Promise<Done> {
    const params = { path: { id } };
    return dataOf(this.connection.api.DELETE('/api/Tokens/{id}', { params, signal: signal ?? null }));
  }
}
