/** What refusals say beyond a code and a message; only the problem form shows it. */
import type { RecordAction } from './words.js';

/** One invalid property of a request, with a JSON Pointer (RFC 6901) to it. */
export interface InvalidProperty {
  pointer: string;
  detail: string;
}

/** A record whose key is close to the one asked for (docs/reference/upsert.md#candidates). */
export interface Candidate {
  RecordID: number;
  Key: string;
}

/** A change of a record, without its values (docs/reference/records.md#two-at-one-record). */
export interface RecordedChange {
  ChangeID: number;
  Action: RecordAction;
  User: string;
  At: string;
  /** The names of the fields that differ. */
  Fields: string[];
}

/** What a refusal carries beyond its code and message; only the problem form shows it. */
export interface RefusalDetails {
  errors?: InvalidProperty[];
  candidates?: Candidate[];
  /** Ids of the records that an ambiguous key matches. */
  matches?: number[];
  /** What became of the record meanwhile, newest first. */
  changes?: RecordedChange[];
  /** OAuth's name for the refusal (RFC 6749, 5.2), and its description. */
  error?: string;
  error_description?: string;
}
