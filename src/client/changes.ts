import { type CallOptions, type Connection, given, type QueryOf } from './call.js';
import { follow } from './follow.js';
import type { ChangeRow, LinkFilters } from './links.js';
import { pageSize } from './rows.js';

/** Which changes; `after` is the cursor to continue from. */
export type ChangeFilters = LinkFilters &
  Omit<Pick<QueryOf<'linkChanges'>, 'linkID' | 'after'>, 'after'> & { after?: string | number | undefined };

/** Changes, and the cursor to continue from, now or later. The cursor of an empty page may be new too. */
export interface ChangePage {
  changes: ChangeRow[];
  after: string;
}

/** The feed of changes of links, for a system that keeps a copy. */
export class Changes {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /**
   * The changes after the cursor, or all where none is given, oldest first, up to the present.
   *
   * @throws LinkwrightError
   */
  async *read(
    { after, ...filters }: ChangeFilters & { pageSize?: number } = {},
    { signal }: CallOptions = {},
  ): AsyncGenerator<ChangePage, void> {
    let cursor = after === undefined ? undefined : String(after);
    for (let more = true; more; ) {
      const query = { pageSize, ...filters, ...given({ after: cursor }) };
      const { data = [], response } = await this.connection.api.GET('/api/Link/Changes', {
        params: { query },
        signal: signal ?? null,
      });
      cursor = response.headers.get('Next-After') ?? '';
      more = response.headers.has('Link');
      yield { changes: data as ChangeRow[], after: cursor };
    }
  }

  /**
   * The changes after the cursor, or from now on where none is given, each as it happens, and each exactly
   * once. It continues until the loop is left or the signal aborts; a lost connection is made again.
   *
   * @throws LinkwrightError where the server refuses, and where it cannot be reached to begin with
   * @throws the signal's reason
   */
  async *follow(
    { after, ...filters }: ChangeFilters = {},
    { signal }: CallOptions = {},
  ): AsyncGenerator<ChangeRow, void> {
    const { api, transport } = this.connection;
    const events = follow(
      transport,
      ({ params, ...request }) =>
        api.GET('/api/Link/Changes/Stream', { params: { ...params, query: filters }, ...request }),
      after === undefined ? undefined : String(after),
      { signal },
    );
    for await (const { data } of events) yield JSON.parse(data) as ChangeRow;
  }
}
