/** What an operation is to its callers. The route, the OpenAPI document, the client and tests are made from it. */

import { limits } from '../limits/limits.js';
import type { ErrorCode } from './errors.js';
import type { TObject, TSchema } from './typebox.js';

export const operationGroups = [
  'Links',
  'Records',
  'Files',
  'Domains',
  'Relationships',
  'Signing in',
  'Administration',
  'Activity',
  'Service',
] as const;

export interface Operation {
  /** The operation's name in the OpenAPI document and in recent requests: `upsertLink`. */
  id: string;
  group: (typeof operationGroups)[number];
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As OpenAPI writes it: `/api/{domain}/{id}`. Each name in braces is in `pathParameters`. */
  path: string;
  summary: string;
  /** Markdown, beyond the summary: an overview, who may call it (`### Preconditions`), and what else matters. */
  description: string;
  /** Whether it answers without a token. */
  open?: true;
  /** Whether an open operation looks at a token that is sent anyway. */
  readsToken?: true;
  /** The schemas of the names in the path's braces. */
  pathParameters?: TObject;
  /** What the query string may contain; nothing, where this is left out. */
  parameters?: TObject;
  /** Headers that the operation reads, besides those that all read. */
  headers?: TObject;
  body?: OperationBody;
  answer: OperationAnswer;
  /** The refusals of this operation, besides those that all have (`errorsOf`). */
  errors: readonly ErrorCode[];
  /** Headers of some of its refusals, besides those that all have, with what they mean. */
  refusalHeaders?: Partial<Record<ErrorCode, Record<string, string>>>;
  /** Whether a call may carry a key, under which it is done once (`takingKey`). */
  takesKey?: true;
  /** What the document says about it beyond OpenAPI's own words. */
  extensions?: Record<`x-${string}`, unknown>;
}

/** The body of an operation. Where an operation has none, whatever is sent is ignored. */
export interface OperationBody {
  schema: TSchema;
  /** Whether it is the array of a bulk call, whose length the server limits. */
  isBulk?: true;
  /** The most bytes that it may have, where it holds something other than links or records. */
  bytes?: number;
  /** JSON, where nothing else is said. */
  types?: string[];
}

/** The most bytes that the operation's body may have. */
export function bodyBytesOf({ body }: Pick<Operation, 'body'>): number {
  return body?.bytes ?? (body?.isBulk ? limits.bodyBytes : limits.bodyBytesOfOne);
}

/** The answer of a success, with status 200 unless it says otherwise. */
export interface OperationAnswer {
  description: string;
  /** The schema of the whole answer, or of the data of one event of a stream. */
  schema: TSchema;
  /** JSON, where nothing else is said. */
  type?: string;
  /** Headers of this answer, besides those that all have, with what they mean. */
  headers?: Record<string, string>;
  /** Further statuses that are not refusals (`206`, `304`), with what they mean. */
  alsoStatus?: Record<number, string>;
}

/** A request with its answer, as the document shows it and a test runs it on the demo's records. */
export interface OperationExample {
  /** What it shows. */
  summary: string;
  /**
   * Whose token is sent: that of somebody who may do everything (a `session` is theirs too, from signing in), who may
   * only view, or who may do nothing; or none.
   */
  as?: 'administrator' | 'session' | 'viewer' | 'stranger' | 'nobody';
  /** Requests that somebody who may do everything sends before it. They must be safe to repeat. */
  before?: (Pick<OperationExample, 'path' | 'headers' | 'body' | 'refused'> & { operation: string })[];
  /** The database that this and the operation's other examples begin with: the demo's, unless it says otherwise. */
  database?: 'empty';
  /** The demo's client; the first, unless it says otherwise. */
  client?: 'Claims' | 'Policies' | 'Roles';
  /** Values of the names in the path's braces. */
  path?: Record<string, string | number>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
  /** The code, where the request is refused; `answer` is then the message. */
  refused?: ErrorCode;
  /** Times, tokens and request ids differ from run to run; all else is exactly as here. */
  answer: unknown;
}
