/** A client of a Linkwright server, for Node and browsers. It knows the contract's types and nothing else. */
import type { RefusedEntry } from '../contract/bulk.js';
import type { ChangeRow } from '../contract/change.js';
import type {
  BulkCallParameters,
  LinkRow,
  RemovalAnswer,
  RemovalBody,
  UpsertAnswer,
  UpsertBody,
} from '../contract/link.js';
import type { DomainAnswer, DomainBody, FieldAnswer, RelationshipAnswer } from '../contract/metadata.js';
import type { RecordAnswer, RecordRow } from '../contract/record.js';

/** An answer that is not a success. */
export class ApiError extends Error {
  readonly status: number;
  /** The contract's error code, or `unreachable` where there was no answer at all. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

export interface ClientOptions {
  /** The server's address, with its base path: `http://127.0.0.1:8080`. */
  server: string;
  token: string;
  /** How often a call is sent again after 429, 503 or no answer. */
  retries?: number;
}

const firstPauseMilliseconds = 200;
const longestPauseMilliseconds = 5_000;

export interface BulkSwitches {
  /** All or nothing. */
  atomic?: boolean;
  /** Say what would be done, and write nothing. */
  dryRun?: boolean;
}

function bulkQuery({
  atomic,
  dryRun,
}: BulkSwitches): Partial<Record<keyof typeof BulkCallParameters.properties, string>> {
  return { ...(atomic ? { atomic: 'true' } : {}), ...(dryRun ? { dryRun: 'true' } : {}) };
}

/** The status of a call that had no answer. */
const unreachable = 0;

type Query = Record<string, string | number | undefined>;

export class LinkwrightClient {
  private readonly options: Required<ClientOptions>;

  constructor(options: ClientOptions) {
    this.options = { retries: 5, ...options };
  }

  /** `POST /api/Link/BulkUpsert`: answers in the order of the entries. @throws ApiError */
  async upsertLinks(
    entries: UpsertBody[],
    switches: BulkSwitches = {},
  ): Promise<(UpsertAnswer | RefusedEntry)[]> {
    return this.call('POST', '/api/Link/BulkUpsert', bulkQuery(switches), entries);
  }

  /** `POST /api/Link/Upsert`. @throws ApiError */
  async upsertLink(body: UpsertBody): Promise<UpsertAnswer> {
    return this.call('POST', '/api/Link/Upsert', {}, body);
  }

  /** `POST /api/Link/BulkRemove`: answers in the order of the entries. @throws ApiError */
  async removeLinks(
    entries: RemovalBody[],
    switches: BulkSwitches = {},
  ): Promise<(RemovalAnswer | RefusedEntry)[]> {
    return this.call('POST', '/api/Link/BulkRemove', bulkQuery(switches), entries);
  }

  /** `POST /api/Link/Remove`: `IsSuccessful` is false where there was no such link. @throws ApiError */
  async removeLink(body: RemovalBody): Promise<RemovalAnswer> {
    return this.call('POST', '/api/Link/Remove', {}, body);
  }

  /** `POST /api/{domain}/BulkUpsert`: answers in the order of the entries. @throws ApiError */
  async upsertRecords(
    domain: string,
    matchFields: string[],
    entries: Record<string, unknown>[],
    switches: { dryRun?: boolean } = {},
  ): Promise<(RecordAnswer | RefusedEntry)[]> {
    const query = { matchFields: matchFields.join(','), ...(switches.dryRun ? { dryRun: 'true' } : {}) };
    return this.call('POST', `/api/${encodeURIComponent(domain)}/BulkUpsert`, query, entries);
  }

  /** `POST /api/{domain}/Upsert`. @throws ApiError */
  async upsertRecord(
    domain: string,
    matchFields: string[],
    fields: Record<string, unknown>,
  ): Promise<RecordAnswer> {
    const query = { matchFields: matchFields.join(',') };
    return this.call('POST', `/api/${encodeURIComponent(domain)}/Upsert`, query, fields);
  }

  /**
   * `POST /api/{domain}`. Not sent again after no answer: it would make a second record.
   *
   * @throws ApiError
   */
  async createRecord(domain: string, fields: Record<string, unknown>): Promise<RecordAnswer> {
    const response = await this.send('POST', `/api/${encodeURIComponent(domain)}`, {}, fields, [429, 503]);
    return (await response.json()) as RecordAnswer;
  }

  /** `GET /api/{domain}/{id}`. @throws ApiError */
  async record(domain: string, id: number): Promise<RecordRow> {
    return this.call('GET', recordPath(domain, id));
  }

  /** `PUT /api/{domain}/{id}`: fields that are not named stay. @throws ApiError */
  async updateRecord(domain: string, id: number, fields: Record<string, unknown>): Promise<RecordAnswer> {
    return this.call('PUT', recordPath(domain, id), {}, fields);
  }

  /** `DELETE /api/{domain}/{id}`: its links go with it. @throws ApiError */
  async deleteRecord(domain: string, id: number): Promise<RecordAnswer> {
    return this.call('DELETE', recordPath(domain, id));
  }

  /** Every link that the filters leave, page after page. @throws ApiError */
  links(filters: Query): AsyncGenerator<LinkRow> {
    return this.pages('/api/Link/Query', filters);
  }

  /** Every change that the filters leave, newest first, page after page. @throws ApiError */
  history(filters: Query): AsyncGenerator<ChangeRow> {
    return this.pages('/api/Link/History', filters);
  }

  /**
   * The changes that come after the cursor `after`, oldest first, up to what is there now. Each page has the
   * cursor from which to go on later; a page may be empty and its cursor new. @throws ApiError
   */
  async *changes(filters: Query = {}): AsyncGenerator<{ changes: ChangeRow[]; after: number }> {
    for await (const response of this.responses('/api/Link/Changes', filters)) {
      const changes = (await response.json()) as ChangeRow[];
      yield { changes, after: Number(response.headers.get('Next-After')) };
    }
  }

  /** Every record of a domain, page after page. @throws ApiError */
  records(domain: string, filters: Query = {}): AsyncGenerator<RecordRow> {
    return this.pages(`/api/${encodeURIComponent(domain)}/Query`, filters);
  }

  domains(): Promise<DomainAnswer[]> {
    return this.call('GET', '/api/Domains');
  }

  fields(domain: string): Promise<FieldAnswer[]> {
    return this.call('GET', `/api/Metadata/Domains/${encodeURIComponent(domain)}/DataDictionary`);
  }

  saveDomain(domain: string, body: DomainBody): Promise<DomainAnswer> {
    return this.call('PUT', `/api/Metadata/Domains/${encodeURIComponent(domain)}`, {}, body);
  }

  relationships(): Promise<RelationshipAnswer[]> {
    return this.call('GET', '/api/Contact/Codes/ContactType');
  }

  addRelationship(code: string, description = code): Promise<RelationshipAnswer> {
    return this.call('POST', '/api/Contact/Codes/ContactType', {}, { Code: code, Description: description });
  }

  private async *pages<Row>(path: string, filters: Query): AsyncGenerator<Row> {
    for await (const response of this.responses(path, filters)) yield* (await response.json()) as Row[];
  }

  /** The answer to each page, as long as there is a next one. */
  private async *responses(path: string, filters: Query): AsyncGenerator<Response> {
    let query: Query | undefined = { pageSize: 1_000, ...filters };
    while (query !== undefined) {
      const response = await this.send('GET', path, query);
      yield response;
      const next = /<([^>]*)>; rel="next"/.exec(response.headers.get('Link') ?? '')?.[1];
      query =
        next === undefined
          ? undefined
          : Object.fromEntries(new URL(next, 'http://localhost').searchParams.entries());
    }
  }

  private async call<Answer>(
    method: string,
    path: string,
    query: Query = {},
    body?: unknown,
  ): Promise<Answer> {
    return (await (await this.send(method, path, query, body)).json()) as Answer;
  }

  private async send(
    method: string,
    path: string,
    query: Query,
    body?: unknown,
    sentAgainAfter = [unreachable, 429, 503],
  ): Promise<Response> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.attempt(method, path, query, text);
      if (outcome instanceof Response) return outcome;
      const again = sentAgainAfter.includes(outcome.status);
      if (!again || attempt >= this.options.retries) throw outcome;
      const pause = Math.min(firstPauseMilliseconds * 2 ** attempt, longestPauseMilliseconds);
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random() / 2)));
    }
  }

  private async attempt(
    method: string,
    path: string,
    query: Query,
    body: string | undefined,
  ): Promise<Response | ApiError> {
    const parameters = Object.entries(query).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(
      parameters.map(([name, value]): [string, string] => [name, String(value)]),
    );
    const url = `${this.options.server.replace(/\/$/, '')}${path}${search.size === 0 ? '' : `?${search}`}`;
    try {
      const response = await fetch(url, {
        method,
        headers: {
          Token: this.options.token,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body }),
      });
      if (response.ok) return response;
      const text = await response.text();
      return new ApiError(response.status, response.headers.get('Error-Code') ?? 'unknown', messageOf(text));
    } catch (error) {
      if (error instanceof TypeError) {
        const cause = (error.cause as { code?: string } | undefined)?.code ?? error.message;
        return new ApiError(
          unreachable,
          'unreachable',
          `${this.options.server} cannot be reached (${cause}).`,
        );
      }
      throw error;
    }
  }
}

function recordPath(domain: string, id: number): string {
  return `/api/${encodeURIComponent(domain)}/${id}`;
}

function messageOf(text: string): string {
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
}
