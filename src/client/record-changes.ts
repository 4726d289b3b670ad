import { type CallOptions, type Connection, given, type Schemas } from './call.js';
import { type ChangePage, feedChanges, feedPages } from './changes.js';
import { pageOf, pageSize, Rows } from './rows.js';

/** What became of a record: one entry of its history, or of the feed of its domain. */
export type RecordChangeRow = Required<Schemas['RecordChangeRow']>;

export interface RecordChangesOptions {
  /** The cursor to continue from. */
  after?: string | number | undefined;
}

/** The feed of changes of a domain's records, for a system that keeps a copy. */
export class RecordChanges {
  private readonly connection: Connection;
  private readonly domain: string;

  constructor(connection: Connection, domain: string) {
    this.connection = connection;
    this.domain = domain;
  }

  /**
   * The changes after the cursor, or all where none is given, oldest first, up to the present.
   *
   * @throws LinkwrightError
   */
  read(
    { after, ...query }: RecordChangesOptions & { pageSize?: number } = {},
    options: CallOptions = {},
  ): AsyncGenerator<ChangePage<RecordChangeRow>, void> {
    return feedPages(
      (cursor, signal) =>
        this.connection.api.GET('/api/{domain}/Changes', {
          params: { path: { domain: this.domain }, query: { pageSize, ...query, ...cursor } },
          signal,
        }),
      after,
      options,
    );
  }

  /** The changes of all records of the domain, newest first. */
  newest(
    { pageSize: size = pageSize }: { pageSize?: number } = {},
    { signal }: CallOptions = {},
  ): Rows<RecordChangeRow> {
    return new Rows((after) =>
      pageOf<RecordChangeRow>(
        this.connection.api.GET('/api/{domain}/Changes', {
          params: {
            path: { domain: this.domain },
            query: { order: 'desc', pageSize: size, ...given({ after }) },
          },
          signal: signal ?? null,
        }) as never,
      ),
    );
  }

  /**
   * The changes after the cursor, or from now on where none is given, each as it happens, and each exactly
   * once. It continues until the loop is left or the signal aborts; a lost connection is made again.
   *
   * @throws LinkwrightError where the server refuses, and where it cannot be reached to begin with
   * @throws the signal's reason
   */
  follow(
    { after }: RecordChangesOptions = {},
    options: CallOptions = {},
  ): AsyncGenerator<RecordChangeRow, void> {
    return feedChanges(
      this.connection,
      ({ params, ...request }) =>
        this.connection.api.GET('/api/{domain}/Changes/Stream', {
          params: { ...params, path: { domain: this.domain } },
          ...request,
        }),
      after,
      options,
    );
  }
}
