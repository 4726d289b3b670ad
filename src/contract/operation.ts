/** What an operation is to its callers: from it come the route, the OpenAPI document, the client and tests. */

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
  /** The operation's name, as the OpenAPI document and recent requests have it: `upsertLink`. */
  id: string;
  group: (typeof operationGroups)[number];
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As OpenAPI writes it: `/api/{domain}/{id}`. Each name in braces is in `pathParameters`. */
  path: string;
  summary: string;
  /** Markdown, beyond the summary: an overview, who may call it (`### Preconditions`), and what else is to be known. */
  description: string;
  /** Whether it answers without a token. */
  open?: true;
  /** Whether an open one looks at a token that is sent all the same. */
  readsToken?: true;
  /** What the names in the path's braces are. */
  pathParameters?: TObject;
  /** What may stand in the query string; nothing, where it is left out. */
  parameters?: TObject;
  /** Headers that the operation reads, beside those that all have. */
  headers?: TObject;
  body?: OperationBody;
  answer: OperationAnswer;
  /** The refusals of this operation, beside those that all have (`errorsOf`). */
  errors: readonly ErrorCode[];
  /** Headers of some of its refusals, beside those that all have, with what they mean. */
  refusalHeaders?: Partial<Record<ErrorCode, Record<string, string>>>;
  /** What the document says of it beyond OpenAPI's own words. */
  extensions?: Record<`x-${string}`, unknown>;
}

/** The body of an operation. One without is not read: whatever is sent to it counts as nothing. */
export interface OperationBody {
  schema: TSchema;
  /** Whether it is the array of a bulk call, whose length is the server's to limit. */
  isBulk?: true;
  /** The most bytes that it may have, where that is neither one link or record nor many. */
  bytes?: number;
  /** JSON, where nothing else is said. */
  types?: string[];
}

/** The most bytes that a body of the operation may have. */
export function bodyBytesOf({ body }: Pick<Operation, 'body'>): number {
  return body?.bytes ?? (body?.isBulk ? limits.bodyBytes : limits.bodyBytesOfOne);
}

/** The answer of a success, with status 200 where nothing else is said. */
export interface OperationAnswer {
  description: string;
  /** Of the whole answer, or of the data of one event of a stream. */
  schema: TSchema;
  /** JSON, where nothing else is said. */
  type?: string;
  /** Headers of this answer, beside those that all have, with what they mean. */
  headers?: Record<string, string>;
  /** Further statuses that are no refusals (`206`, `304`), with what they mean. */
  alsoStatus?: Record<number, string>;
}

/** A request with its answer, as the document shows it and a test runs it on the demo's records. */
export interface OperationExample {
  /** What it shows. */
  summary: string;
  /**
   * Whose token is sent: of somebody who may do everything (a `session` is theirs too, from signing in), who
   * may only view, who may do nothing; or none.
   */
  as?: 'administrator' | 'session' | 'viewer' | 'stranger' | 'nobody';
  /** Requests that are sent before it, as somebody who may do everything; safe to repeat. */
  before?: (Pick<OperationExample, 'path' | 'body' | 'refused'> & { operation: string })[];
  /** The database that this and the operation's other examples begin on: the demo's, where nothing is said. */
  database?: 'empty';
  /** The demo's client; the first where nothing is said. */
  client?: 'Claims' | 'Policies' | 'Roles';
  /** Values of the names in the path's braces. */
  path?: Record<string, string | number>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
  /** The refusal's code, where it is one; `answer` is its message then. */
  refused?: ErrorCode;
  /** Times, tokens and request ids differ from run to run; all else is as it stands here. */
  answer: unknown;
}
