import { recordIdOf } from '../../data/record-id.js';

/** A record as the graph knows it: by its domain and id. */
export interface RecordRef {
  domain: string;
  id: number;
}

/** A record in one word, `Claim-5001`: how it stands in maps and in the address. */
export type RecordKey = string;

export function keyOf({ domain, id }: RecordRef): RecordKey {
  return `${domain}-${id}`;
}

/** The record of a key; `undefined` where it is not one, as in an address that somebody has changed. */
export function refOf(key: string): RecordRef | undefined {
  const [, domain, text = ''] = /^(.+)-(\d+)$/.exec(key) ?? [];
  const id = recordIdOf(text);
  return domain === undefined || id === undefined ? undefined : { domain, id };
}

/** A link between two records, as much of it as the graph shows. */
export interface GraphLink {
  id: number;
  parent: RecordRef;
  child: RecordRef;
  /** The relationship's code; `null` where there is none. */
  relationship: string | null;
}

/** The record at the other end of a link. */
export function otherEnd({ parent, child }: GraphLink, end: RecordKey): RecordRef {
  return keyOf(parent) === end ? child : parent;
}
