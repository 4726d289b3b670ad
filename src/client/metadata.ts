import type { Done } from './administration.js';
import { type CallOptions, type Connection, dataOf, given, type Schemas } from './call.js';
import type { RefusedEntry } from './links.js';
import { type Entries, type ManyOptions, sendMany } from './many.js';

export type Domain = Schemas['Domain'];
export type Field = Schemas['Field'];
export type DomainBody = Schemas['DomainBody'];
/** A field of the links to records of a domain. */
export type LinkField = Schemas['LinkField'];
export type LinkFieldsBody = Schemas['LinkFieldsBody'];
export type Relationship = Schemas['Relationship'];
export type RelationshipBody = Schemas['RelationshipBody'];
export type RelationshipEntry = Schemas['RelationshipEntry'];
export type RelationshipEntryAnswer = Schemas['RelationshipEntryAnswer'];

/** The kinds of records, and their fields. */
export class Domains {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** The domains that the caller may view. @throws LinkwrightError */
  list({ signal }: CallOptions = {}): Promise<Domain[]> {
    return dataOf(this.connection.api.GET('/api/Domains', { signal: signal ?? null }));
  }

  /** The fields of a domain, in their order. @throws LinkwrightError */
  fields(domain: string, { signal }: CallOptions = {}): Promise<Field[]> {
    return dataOf(
      this.connection.api.GET('/api/Metadata/Domains/{domain}/DataDictionary', {
        params: { path: { domain } },
        signal: signal ?? null,
      }),
    );
  }

  /** Creates or extends a `Custom.` domain, or adds fields to any; safe to repeat. @throws LinkwrightError */
  save(domain: string, body: DomainBody, { signal }: CallOptions = {}): Promise<Domain> {
    return dataOf(
      this.connection.api.PUT('/api/Metadata/Domains/{domain}', {
        params: { path: { domain } },
        body,
        signal: signal ?? null,
      }),
    );
  }

  /**
   * Drops a domain of the client's own that has no records. A call whose answer was lost is sent again, and may
   * then be `not_found`.
   *
   * @throws LinkwrightError `in_use`
   */
  drop(domain: string, { signal }: CallOptions = {}): Promise<Done> {
    return dataOf(
      this.connection.api.DELETE('/api/Metadata/Domains/{domain}', {
        params: { path: { domain } },
        signal: signal ?? null,
      }),
    );
  }

  /**
   * Drops a field of the client's own in which no record has a value. A call whose answer was lost is sent again, and
   * may then be `not_found`.
   *
   * @throws LinkwrightError `in_use`
   */
  dropField(domain: string, field: string, { signal }: CallOptions = {}): Promise<Done> {
    return dataOf(
      this.connection.api.DELETE('/api/Metadata/Domains/{domain}/Fields/{field}', {
        params: { path: { domain, field } },
        signal: signal ?? null,
      }),
    );
  }

  /** The fields of links to records of a domain, in their order. @throws LinkwrightError */
  async linkFields(childDomain: string, { signal }: CallOptions = {}): Promise<LinkField[]> {
    const answer = await dataOf(
      this.connection.api.GET('/api/Metadata/Links/{childDomain}', {
        params: { path: { childDomain } },
        signal: signal ?? null,
      }),
    );
    return answer.Fields;
  }

  /** Adds fields to the links to records of a domain; safe to repeat. @throws LinkwrightError */
  async saveLinkFields(
    childDomain: string,
    body: LinkFieldsBody,
    { signal }: CallOptions = {},
  ): Promise<LinkField[]> {
    const answer = await dataOf(
      this.connection.api.PUT('/api/Metadata/Links/{childDomain}', {
        params: { path: { childDomain } },
        body,
        signal: signal ?? null,
      }),
    );
    return answer.Fields;
  }

  /**
   * Drops a field of links in which no link has a value. A call whose answer was lost is sent again, and may then be
   * `not_found`.
   *
   * @throws LinkwrightError `in_use`
   */
  dropLinkField(childDomain: string, field: string, { signal }: CallOptions = {}): Promise<Done> {
    return dataOf(
      this.connection.api.DELETE('/api/Metadata/Links/{childDomain}/Fields/{field}', {
        params: { path: { childDomain, field } },
        signal: signal ?? null,
      }),
    );
  }
}

/** The roles that a contact may have on a parent. */
export class Relationships {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** @throws LinkwrightError */
  list({ signal }: CallOptions = {}): Promise<Relationship[]> {
    return dataOf(this.connection.api.GET('/api/Contact/Codes/ContactType', { signal: signal ?? null }));
  }

  /**
   * Adds a relationship, or changes the one with the given `ID`. One that adds is not sent again where its answer
   * was lost, or is `unavailable`, and may have added it.
   *
   * @throws LinkwrightError
   */
  save(body: RelationshipBody, { signal }: CallOptions = {}): Promise<Relationship> {
    const { api, transport } = this.connection;
    const fetch = body.ID == null ? transport.once : transport.repeatable;
    return dataOf(api.POST('/api/Contact/Codes/ContactType', { body, fetch, signal: signal ?? null }));
  }

  /**
   * Adds the relationships whose `Code` does not exist yet, however many; one that exists is answered, with its
   * `Description` set where the entry gives one. Answers each entry, in their order; one that is refused does not stop
   * the others.
   *
   * @throws LinkwrightError where a whole call fails
   */
  upsertMany(
    entries: Entries<RelationshipEntry>,
    { signal, dryRun, ...options }: ManyOptions = {},
  ): AsyncGenerator<RelationshipEntryAnswer | RefusedEntry, void> {
    const send = (text: string) =>
      dataOf(
        this.connection.api.POST('/api/Contact/Codes/ContactType/BulkUpsert', {
          params: { query: given({ dryRun }) },
          body: [],
          bodySerializer: () => text,
          signal: signal ?? null,
        }),
      );
    return sendMany(entries, { signal, ...options }, send) as AsyncGenerator<
      RelationshipEntryAnswer | RefusedEntry,
      void
    >;
  }

  /**
   * Drops a relationship that no link carries. A call whose answer was lost is sent again, and may then be
   * `not_found`.
   *
   * @throws LinkwrightError `in_use`
   */
  drop(id: number, { signal }: CallOptions = {}): Promise<Done> {
    return dataOf(
      this.connection.api.DELETE('/api/Contact/Codes/ContactType/{id}', {
        params: { path: { id } },
        signal: signal ?? null,
      }),
    );
  }
}
