import type { FieldValue } from '../contract/answers.js';
import type { FieldColumn, linkColumns } from '../contract/link.js';
import {
  type CallOptions,
  type Connection,
  dataOf,
  given,
  type QueryOf,
  type Schemas,
  type WriteOptions,
} from './call.js';
import { type Entries, type ManyOptions, sendMany, sendTogether } from './many.js';
import { pageOf, pageSize, Rows } from './rows.js';

type LinkColumn = (typeof linkColumns)[number];

export type UpsertBody = Schemas['UpsertBody'];
export type UpsertAnswer = Schemas['UpsertAnswer'];
export type RemovalBody = Schemas['RemovalBody'];
export type UndoAnswer = Schemas['UndoAnswer'];
export type RemovalAnswer = Schemas['RemovalAnswer'];
/** The answer of an entry that was refused, among those of the others. */
export type RefusedEntry = Schemas['RefusedEntry'];
/** A link as it is read. */
export type LinkRow = Required<Pick<Schemas['LinkRow'], LinkColumn>>;
/** A column of a field of links, such as `Fields.Since`. */
export type { FieldColumn };
/** A row with the columns that a query names. */
export type QueriedLink<Column extends LinkColumn | FieldColumn> = Pick<
  LinkRow,
  Extract<Column, LinkColumn>
> &
  Record<Extract<Column, FieldColumn>, FieldValue>;
export type ChangeRow = Required<Schemas['ChangeRow']>;
export type RelationshipCount = Schemas['RelationshipCount'];

/** Which links: those of a parent, of a child, or of both. */
export type LinkFilters = Omit<QueryOf<'countLinks'>, 'by' | 'filters'> & {
  /** What values of fields must be, together with a record: `Fields.Since`, or with a condition `Fields.Since.from`. */
  where?: Record<FieldColumn, AskedValue | readonly AskedValue[]>;
};

type AskedValue = string | number | boolean;

/** A query; rows hold the columns that it names, or all where it names none. */
export type LinkQuery<Column extends LinkColumn | FieldColumn> = Omit<
  QueryOf<'queryLinks'>,
  'columns' | 'filters'
> &
  Pick<LinkFilters, 'where'> & {
    columns?: readonly Column[];
  };

export type HistoryQuery<Column extends keyof ChangeRow> = Omit<QueryOf<'linkHistory'>, 'columns'> & {
  columns?: readonly Column[];
};

export interface ManyLinksOptions extends ManyOptions {
  /** All or nothing: the entries go as one call, and the server limits their number. */
  atomic?: boolean | undefined;
}

export interface ManyUpsertsOptions extends ManyLinksOptions {
  /** Entries that are refused name the records that may have been meant. */
  candidates?: boolean | undefined;
}

/** Columns as a query string writes them. */
function listed(columns: readonly string[] | undefined): { columns?: string } {
  return columns === undefined ? {} : { columns: columns.join(',') };
}

/** The links between records. */
export class Links {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Creates or updates the one link between two records. @throws LinkwrightError */
  upsert(body: UpsertBody, { dryRun, signal }: WriteOptions = {}): Promise<UpsertAnswer> {
    const query = given({ dryRun });
    return dataOf(
      this.connection.api.POST('/api/Link/Upsert', { params: { query }, body, signal: signal ?? null }),
    );
  }

  /**
   * Removes the link between two records. `IsSuccessful` is false where there was none; so it is where a call removed
   * the link but its answer was lost, since the call is then sent again.
   *
   * @throws LinkwrightError
   */
  remove(body: RemovalBody, { dryRun, signal }: WriteOptions = {}): Promise<RemovalAnswer> {
    const query = given({ dryRun });
    return dataOf(
      this.connection.api.POST('/api/Link/Remove', { params: { query }, body, signal: signal ?? null }),
    );
  }

  /**
   * Takes back a change that the history names, while nothing has changed the link since. A call whose answer was lost,
   * or is `unavailable`, is not sent again, and may have taken it back.
   *
   * @throws LinkwrightError `undo_conflict`, `link_conflict`
   */
  undo(changeID: number, { dryRun, signal }: WriteOptions = {}): Promise<UndoAnswer> {
    const { api, transport } = this.connection;
    return dataOf(
      api.POST('/api/Link/Undo', {
        params: { query: given({ dryRun }) },
        body: { ChangeID: changeID },
        fetch: transport.once,
        signal: signal ?? null,
      }),
    );
  }

  /**
   * Creates or updates many links, however many. Answers each entry, in their order; one that is refused
   * does not stop the others.
   *
   * @throws LinkwrightError where a whole call fails
   */
  upsertMany(
    entries: Entries<UpsertBody>,
    options: ManyUpsertsOptions = {},
  ): AsyncGenerator<UpsertAnswer | RefusedEntry, void> {
    return this.many<UpsertAnswer>('/api/Link/BulkUpsert', entries, options);
  }

  /**
   * Removes many links, as `upsertMany` makes them. A call whose answer was lost is sent again; its answers
   * then say that there were no such links, though the lost call removed them.
   *
   * @throws LinkwrightError where a whole call fails
   */
  removeMany(
    entries: Entries<RemovalBody>,
    options: ManyLinksOptions = {},
  ): AsyncGenerator<RemovalAnswer | RefusedEntry, void> {
    return this.many<RemovalAnswer>('/api/Link/BulkRemove', entries, options);
  }

  /** The links that pass the filters, in order of id. At least one domain must be named. */
  query<Column extends LinkColumn | FieldColumn = LinkColumn>(
    { columns, where = {}, ...filters }: LinkQuery<Column>,
    { signal }: CallOptions = {},
  ): Rows<QueriedLink<Column>> {
    return new Rows((after) => {
      const query = { ...where, pageSize, ...filters, ...listed(columns), ...given({ after }) };
      return pageOf<QueriedLink<Column>>(
        this.connection.api.GET('/api/Link/Query', { params: { query }, signal: signal ?? null }) as never,
      );
    });
  }

  /** How many links pass the filters. @throws LinkwrightError */
  async count({ where = {}, ...filters }: LinkFilters, { signal }: CallOptions = {}): Promise<number> {
    const query = { ...where, ...filters };
    const answer = await dataOf(
      this.connection.api.GET('/api/Link/Count', { params: { query }, signal: signal ?? null }),
    );
    return (answer as Schemas['LinkCount']).Count;
  }

  /** How many links have each relationship. @throws LinkwrightError */
  async countByRelationship(
    { where = {}, ...filters }: LinkFilters,
    { signal }: CallOptions = {},
  ): Promise<RelationshipCount[]> {
    const query = { ...where, ...filters, by: 'relationship' as const };
    const answer = await dataOf(
      this.connection.api.GET('/api/Link/Count', { params: { query }, signal: signal ?? null }),
    );
    return answer as RelationshipCount[];
  }

  /** What happened to links, newest first. By id, the history of removed links is found too. */
  history<Column extends keyof ChangeRow = keyof ChangeRow>(
    { columns, ...filters }: HistoryQuery<Column>,
    { signal }: CallOptions = {},
  ): Rows<Pick<ChangeRow, Column>> {
    return new Rows((after) => {
      const query = { pageSize, ...filters, ...listed(columns), ...given({ after }) };
      return pageOf<Pick<ChangeRow, Column>>(
        this.connection.api.GET('/api/Link/History', { params: { query }, signal: signal ?? null }) as never,
      );
    });
  }

  private many<Answer>(
    path: '/api/Link/BulkUpsert' | '/api/Link/BulkRemove',
    entries: Entries<UpsertBody>,
    { atomic, candidates, ...options }: ManyUpsertsOptions,
  ): AsyncGenerator<Answer | RefusedEntry, void> {
    const { dryRun, signal } = options;
    const query = given({ atomic, dryRun, candidates });
    const send = (text: string) =>
      dataOf(
        this.connection.api.POST(path, {
          params: { query },
          body: [],
          bodySerializer: () => text,
          signal: signal ?? null,
        }),
      ) as Promise<(Answer | RefusedEntry)[]>;
    const answers = atomic ? sendTogether(entries, send) : sendMany(entries, options, send);
    return answers as AsyncGenerator<Answer | RefusedEntry, void>;
  }
}
