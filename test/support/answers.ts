/** What a server of the tests answers. */
import type { LinkRow } from '#linkwright/client/index.js';
import type { components } from '#linkwright/client/openapi.js';

type Schemas = components['schemas'];

/** Everything that operations answer, but for the fields of records and links, which are the client's. */
type AnyAnswer =
  | Exclude<Schemas[Exclude<keyof Schemas, `${string}Body` | 'RecordRow' | 'LinkRow'>], string>
  | LinkRow;

type NameIn<Each> = Each extends unknown ? keyof Each : never;
type ValueIn<Each, Name> = Each extends unknown
  ? Name extends keyof Each
    ? NonNullable<Each[Name]>
    : never
  : never;

/** The properties of all answers. The test that reads an answer checks which of them it has. */
type AnswerEntry = { [Name in NameIn<AnyAnswer>]: ValueIn<AnyAnswer, Name> };

/**
 * The JSON of an answer whose operation a test does not name: an object with any property of an answer, or a list
 * of these. A test that needs the exact shape names it: `call<LinkRow[]>(...)`.
 */
export type AnswerBody = AnswerEntry & AnswerEntry[];

export interface Answer<Body = AnswerBody> {
  status: number;
  headers: Headers;
  text: string;
  /** What `text` says where it is JSON, else `undefined`. */
  body: Body;
}

/** Bytes as `fetch` sends them. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** What a text says where it is JSON, else `undefined`. */
export function parsed(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
