/** Links. */
import type { LinkIdentity } from '../../contract/words.js';
import type { LinkChange } from './change.js';
import type { Pair } from './pair.js';

export type FieldValue = string | number | boolean;

/** What a link itself says: values by the ids of its child domain's link fields. Never empty. */
export type LinkFields = Record<number, FieldValue>;

export interface PairLink {
  id: number;
  relationship: number | null;
  /** Left out where it has no values. */
  fields?: LinkFields;
}

/** One relationship on one parent: what a limit is counted for. */
export interface LimitScope extends Omit<Pair, 'child'> {
  relationship: number;
}

export interface NewLink extends Pair, PairLink {
  /** What tells the links of one pair apart: 0, or under identity `relationship` the relationship's id. */
  slot: number;
}

export interface LinkUpdate extends Pair {
  id: number;
  /** What the link carries from now on; `undefined` where only its modification is noted. */
  change: (Omit<PairLink, 'id'> & { slot: number }) | undefined;
  user: number;
}

/** A link that goes, and the pair that it stands at. */
export interface LinkRemoval extends Pair {
  id: number;
}

/** A link that goes over to other records of the same domains: the pair that it comes to stand at. */
export interface LinkMove extends Pair {
  id: number;
}

/** Everything that one batch writes about links; ids and order are the caller's. */
export interface LinkWrites {
  at: number;
  removals: LinkRemoval[];
  inserts: (NewLink & { user: number; modifiedBy: number })[];
  /** Links that were removed, and are there again with their makers and dates; written with the inserts. */
  restores?: NewLink[];
  /** Links that keep all but the records that they are between; written behind the removals. */
  moves?: LinkMove[];
  updates: LinkUpdate[];
  changes: LinkChange[];
}

/** The links that a query is about. */
export interface LinkFilter {
  client: number;
  /** Pairs of parent and child domain that the answer may hold. */
  domains: { parent: number; child: number }[];
  parent?: number;
  child?: number;
  relationship?: number;
}

export interface LinkPage extends LinkFilter {
  order: 'asc' | 'desc';
  /** The id of the last link of the page before. */
  after?: number;
  limit: number;
}

export interface StoredLink extends Pair, PairLink {
  createdAt: number;
  createdBy: string;
  modifiedAt: number;
  modifiedBy: string;
}

export interface LinkQueries {
  linkPage(page: LinkPage): Promise<StoredLink[]>;
  /** How many links fit; `max` where there are as many or more. */
  linkCount(filter: LinkFilter, max?: number): Promise<number>;
  /** How many links the records of a domain have as parents; `max` where there are as many or more. */
  linkTotal(client: number, parentDomain: number, max: number): Promise<number>;
  linkCountByRelationship(filter: LinkFilter): Promise<{ relationship: number | null; count: number }[]>;
}

export interface LinkTransaction {
  /** Whether it is known who made the link, which was removed, and when: else it cannot be there again. */
  canRestore(link: number): Promise<boolean>;
  /** The links of each pair, in order of id. */
  linksOfPairs(pairs: Pair[]): Promise<PairLink[][]>;
  /** For each scope how many links with the relationship the parent has. */
  linksCarrying(scopes: LimitScope[]): Promise<number[]>;
  /**
   * Writes links and history. Removals come before moves and updates, and these before inserts, so that a slot which
   * is left can be taken; several links of one pair may trade their relationships in one call. Each link
   * appears once, in one of the three; `changes` may speak of links that come and go within the call. A link to a
   * record that is not there, and a second link in one slot of a pair, fail the transaction.
   */
  writeLinks(writes: LinkWrites): Promise<void>;
  /** At most `limit` links that the record is the parent or the child of; none only where there are none. */
  linksOfRecord(domain: number, record: number, limit: number): Promise<(Pair & PairLink)[]>;
  /** At most `limit` links that the record is on this side of, without what they say. */
  linksOfSide(
    side: 'parent' | 'child',
    domain: number,
    record: number,
    limit: number,
  ): Promise<(Pair & Omit<PairLink, 'fields'>)[]>;
  /** In how many links to records of the domain a field of links has a value; `max` where there are as many or more. */
  linksWithField(childDomain: number, field: number, max: number): Promise<number>;
  /** One of some codes, which a link has in the field. */
  linkCodeInUse(childDomain: number, field: number, codes: string[]): Promise<string | undefined>;
  /** How many pairs of the client have several links, and the first few of them. */
  pairsWithSeveralLinks(limit: number): Promise<{ count: number; pairs: Pair[] }>;
  /** Sets the setting, and the slot of every link to `child` domain that follows from it. */
  setLinkIdentity(identity: LinkIdentity, childDomain: number): Promise<void>;
}
