/** Rows that come in pages. */

/** One page, and the cursor to pass as `after` for the next; `undefined` where there is none. */
export interface Page<Row> {
  rows: Row[];
  after: string | undefined;
}

/** Rows of a page where a query does not say how many: the most that the server gives. */
export const pageSize = 1_000;

/** Reads a page: the first one where `after` is `undefined`. */
type ReadPage<Row> = (after: string | undefined) => Promise<Page<Row>>;

/**
 * The rows of a query, read as they are needed. `for await` goes over all of them, page after page; each
 * loop starts from the beginning.
 */
export class Rows<Row> implements AsyncIterable<Row> {
  private readonly read: ReadPage<Row>;

  constructor(read: ReadPage<Row>) {
    this.read = read;
  }

  /** The first page alone, from the query's `after` on. @throws LinkwrightError */
  page(): Promise<Page<Row>> {
    return this.read(undefined);
  }

  /** Page after page. @throws LinkwrightError */
  async *pages(): AsyncGenerator<Page<Row>, void> {
    let page = await this.read(undefined);
    yield page;
    while (page.after !== undefined) {
      page = await this.read(page.after);
      yield page;
    }
  }

  /** Row after row. @throws LinkwrightError */
  async *[Symbol.asyncIterator](): AsyncGenerator<Row, void> {
    for await (const { rows } of this.pages()) yield* rows;
  }
}

/** Makes a page of an answer, whose `Link` header names the next one. */
export async function pageOf<Row>(
  answered: Promise<{ data?: Row[] | undefined; response: Response }>,
): Promise<Page<Row>> {
  const { data = [], response } = await answered;
  const next = /<([^>]*)>; rel="next"/.exec(response.headers.get('Link') ?? '')?.[1];
  const after = next === undefined ? null : new URL(next, 'http://localhost').searchParams.get('after');
  return { rows: data, after: after ?? undefined };
}
