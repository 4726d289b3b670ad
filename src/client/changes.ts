import { type CallOptions, type Connection, given, type QueryOf } from './call.js';
import { follow } from './follow.js';
import type { ChangeRow, LinkFilters } from './links.js';
import { pageSize } from './rows.js';

/** Which changes; `after` is the cursor to continue from. */
export type ChangeFilters = LinkFilters &
  Omit<Pick<QueryOf<'linkChanges'>, 'linkID' | 'after'>, 'after'> & { after?: string | number | undefined };

/** Changes, and the cursor to continue from, now or later. The cursor of an empty page may be new too. */
export interface ChangePage<Change = ChangeRow> {
  changes: Change[];
  after: string;
}

/** Reads a page of a feed: the first one where `after` is `undefined`. */
type ReadFeedPage = (
  query: { after?: string },
  signal: AbortSignal | null,
) => Promise<{ data?: unknown; response: Response }>;

/** Page after page of a feed, up to the present. @throws LinkwrightError */
export async function* feedPages<Change>(
  read: ReadFeedPage,
  after: string | number | undefined,
  { signal }: CallOptions,
): AsyncGenerator<ChangePage<Change>, void> {
  let cursor = after === undefined ? undefined : String(after);
  for (let more = true; more; ) {
    const { data = [], response } = await read(given({ after: cursor }), signal ?? null);
    cursor = response.headers.get('Next-After') ?? '';
    more = response.headers.has('Link');
    yield { changes: data as Change[], after: cursor };
  }
}

/** Each change of a stream as it happens, through lost connections. @throws what `follow` throws */
export async function* feedChanges<Change>(
  { transport }: Connection,
  open: Parameters<typeof follow>[1],
  after: string | number | undefined,
  options: CallOptions,
): AsyncGenerator<Change, void> {
  const events = follow(transport, open, after === undefined ? undefined : String(after), options);
  for await (const { data } of events) yield JSON.parse(data) as Change;
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
  read(
    { after, ...filters }: ChangeFilters & { pageSize?: number } = {},
    options: CallOptions = {},
  ): AsyncGenerator<ChangePage, void> {
    return feedPages(
      (cursor, signal) =>
        this.connection.api.GET('/api/Link/Changes', {
          params: { query: { pageSize, ...filters, ...cursor } },
          signal,
        }),
      after,
      options,
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
    { after, ...filters }: ChangeFilters = {},
    options: CallOptions = {},
  ): AsyncGenerator<ChangeRow, void> {
    return feedChanges(
      this.connection,
      ({ params, ...request }) =>
        this.connection.api.GET('/api/Link/Changes/Stream', {
          params: { ...params, query: filters },
          ...request,
        }),
      after,
      options,
    );
  }
}
