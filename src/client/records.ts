import {
  type CallOptions,
  type Connection,
  dataOf,
  given,
  type KeyedOptions,
  newKey,
  type QueryOf,
  type Schemas,
  type WriteOptions,
} from './call.js';
import { taggedDataOf } from './etag.js';
import type { RefusedEntry } from './links.js';
import { type Entries, type ManyOptions, sendMany } from './many.js';
import { type RecordChangeRow, RecordChanges } from './record-changes.js';
import { pageOf, pageSize, Rows } from './rows.js';

/** A record as it is read: its id, then its fields; `null` where one has no value. */
export type RecordRow = Schemas['RecordRow'];
/** Fields by name; those that are left out stay as they are, and `null` or `""` empties a field. */
export type RecordFields = Schemas['RecordBody'];
export type RecordAnswer = Schemas['RecordAnswer'];

export type MergeAnswer = Schemas['MergeAnswer'];

export interface MergeOptions extends WriteOptions, KeyedOptions {
  /** The ETag of the kept record as it must be. */
  ifMatch?: string | undefined;
  /** Fields in which the kept record has no value get those of the other. */
  fill?: boolean;
  /** Whose relationship stays where both have a link with the same record. */
  onConflict?: 'keep' | 'merged';
}

export type RecordQuery = Omit<QueryOf<'queryRecords'>, 'columns' | 'filters' | 'ids'> & {
  columns?: readonly string[];
  /** The ids to choose from, at most 1,000. */
  ids?: readonly number[];
  /** What values of fields must be: `Status`, or with a condition `Amount.from`. Of several values, any. */
  where?: Record<string, FieldValue | readonly FieldValue[]>;
};

/** Which columns of a history, and how far back it begins. */
export type RecordHistoryQuery<Column extends keyof RecordChangeRow> = Omit<
  QueryOf<'recordHistory'>,
  'columns'
> & {
  columns?: readonly Column[];
};

/** A value that a query asks for. */
export type FieldValue = string | number | boolean;

export interface ConditionalOptions extends CallOptions {
  /** The ETag of the record as it must be: `etagOf` what `read`, `create` or `update` has answered. */
  ifMatch?: string | undefined;
}

export interface ManyRecordsOptions extends ManyOptions {
  /** The fields by which a record is found; `ID` alone keeps the ids that entries give. */
  matchFields: readonly string[];
}

/** The records of one domain. */
export class Records {
  /** The feed of their changes. */
  readonly changes: RecordChanges;
  private readonly connection: Connection;
  private readonly domain: string;

  constructor(connection: Connection, domain: string) {
    this.connection = connection;
    this.domain = domain;
    this.changes = new RecordChanges(connection, domain);
  }

  /**
   * Creates a record, one for each call, or for each key where calls are given one. A call whose answer was lost is
   * sent again under its key, and creates no second one.
   *
   * @throws LinkwrightError `idempotency_conflict` where the key came with other fields before
   */
  create(
    fields: RecordFields,
    { idempotencyKey = newKey(), signal }: KeyedOptions = {},
  ): Promise<RecordAnswer> {
    return taggedDataOf(
      this.connection.api.POST('/api/{domain}', {
        params: { path: { domain: this.domain }, header: { 'Idempotency-Key': idempotencyKey } },
        body: fields,
        signal: signal ?? null,
      }),
    );
  }

  /** A record, whose ETag `etagOf` has. @throws LinkwrightError `not_found` where there is no such record */
  read(id: number, { signal }: CallOptions = {}): Promise<RecordRow> {
    const { api } = this.connection;
    return taggedDataOf(api.GET('/api/{domain}/{id}', { params: this.at(id), signal: signal ?? null }));
  }

  /**
   * Sets the fields that are named; with `ifMatch`, only while the record is as it was then. Such a call is not sent again
   * where its answer was lost, since it would find the record changed by itself.
   *
   * @throws LinkwrightError `changed_meanwhile`, whose `changes` say who changed what
   */
  update(id: number, fields: RecordFields, options: ConditionalOptions = {}): Promise<RecordAnswer> {
    const { api } = this.connection;
    return taggedDataOf(api.PUT('/api/{domain}/{id}', { ...this.onCondition(id, options), body: fields }));
  }

  /**
   * Deletes a record with its links; with `ifMatch`, only while it is as it was then. Without it, a call whose answer was
   * lost is sent again, and may then be `not_found`.
   *
   * @throws LinkwrightError
   */
  delete(id: number, options: ConditionalOptions = {}): Promise<RecordAnswer> {
    return dataOf(this.connection.api.DELETE('/api/{domain}/{id}', this.onCondition(id, options)));
  }

  /**
   * Merges a record into another, which is kept: its id stands for that one afterwards; with `ifMatch`, only while the kept
   * one is as it was then. A call whose answer was lost is sent again under its key, and answered as the first time.
   *
   * @throws LinkwrightError `merge_conflict` where the record was merged before, `changed_meanwhile`
   */
  merge(
    { keep, merge }: { keep: number; merge: number },
    { fill, onConflict, dryRun, ifMatch, idempotencyKey = newKey(), signal }: MergeOptions = {},
  ): Promise<MergeAnswer> {
    return dataOf(
      this.connection.api.POST('/api/{domain}/Merge', {
        params: {
          path: { domain: this.domain },
          query: given({ fill, onConflict, dryRun }),
          header: given({ 'Idempotency-Key': idempotencyKey, 'If-Match': ifMatch }),
        },
        body: { KeepID: keep, MergeID: merge },
        signal: signal ?? null,
      }),
    );
  }

  /** Creates or updates the record that the match fields find. @throws LinkwrightError */
  upsert(
    fields: RecordFields,
    { matchFields, dryRun, signal }: WriteOptions & { matchFields: readonly string[] },
  ): Promise<RecordAnswer> {
    return dataOf(
      this.connection.api.POST('/api/{domain}/Upsert', {
        params: {
          path: { domain: this.domain },
          query: { matchFields: matchFields.join(','), ...given({ dryRun }) },
        },
        body: fields,
        signal: signal ?? null,
      }),
    );
  }

  /**
   * Creates or updates many records, however many. Answers each entry, in their order; one that is refused
   * does not stop the others.
   *
   * @throws LinkwrightError where a whole call fails
   */
  upsertMany(
    entries: Entries<RecordFields>,
    { matchFields, ...options }: ManyRecordsOptions,
  ): AsyncGenerator<RecordAnswer | RefusedEntry, void> {
    const { dryRun, signal } = options;
    const query = { matchFields: matchFields.join(','), ...given({ dryRun }) };
    const send = (text: string) =>
      dataOf(
        this.connection.api.POST('/api/{domain}/BulkUpsert', {
          params: { path: { domain: this.domain }, query },
          body: [],
          bodySerializer: () => text,
          signal: signal ?? null,
        }),
      );
    return sendMany(entries, options, send) as AsyncGenerator<RecordAnswer | RefusedEntry, void>;
  }

  /** The records that the query finds. */
  query(
    { columns, ids, where = {}, ...filters }: RecordQuery = {},
    { signal }: CallOptions = {},
  ): Rows<RecordRow> {
    const listed = given({ columns: columns?.join(','), ids: ids?.join(',') });
    return new Rows(async (after) => {
      // Without ids there is nothing to find, and the server refuses an empty list of them.
      if (ids?.length === 0) return { rows: [], after: undefined };
      const query = { ...where, pageSize, ...filters, ...listed, ...given({ after }) };
      return pageOf(
        this.connection.api.GET('/api/{domain}/Query', {
          params: { path: { domain: this.domain }, query },
          signal: signal ?? null,
        }),
      );
    });
  }

  /** What became of a record, newest first; also of one that is gone. */
  history<Column extends keyof RecordChangeRow = keyof RecordChangeRow>(
    id: number,
    { columns, ...query }: RecordHistoryQuery<Column> = {},
    { signal }: CallOptions = {},
  ): Rows<Pick<RecordChangeRow, Column>> {
    const listed = given({ columns: columns?.join(',') });
    return new Rows((after) =>
      pageOf<Pick<RecordChangeRow, Column>>(
        this.connection.api.GET('/api/{domain}/{id}/History', {
          params: { ...this.at(id), query: { pageSize, ...query, ...listed, ...given({ after }) } },
          signal: signal ?? null,
        }) as never,
      ),
    );
  }

  private onCondition(id: number, { ifMatch, signal }: ConditionalOptions) {
    return {
      params: { ...this.at(id), header: given({ 'If-Match': ifMatch }) },
      signal: signal ?? null,
      ...(ifMatch === undefined ? {} : { fetch: this.connection.transport.once }),
    };
  }

  private at(id: number) {
    return { path: { domain: this.domain, id } };
  }
}
