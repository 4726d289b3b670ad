/** Changes of links: the history, and the feed. */
import type { LinkAction } from '../../contract/words.js';
import type { FieldValue } from './link.js';
import type { Pair } from './pair.js';

/** Fields whose values differ, by id: the value before the change, and after it. Never empty. */
export type FieldChanges = Record<number, [before: FieldValue | null, after: FieldValue | null]>;

export interface LinkChange extends Pair {
  id: number;
  link: number;
  action: LinkAction;
  before: number | null;
  after: number | null;
  /** Left out where no field differs. */
  fields?: FieldChanges;
  user: number;
  requestId: string;
}

/** The changes that a query is about. */
export interface ChangeFilter {
  client: number;
  /** The domains that the answer may hold; any, where left out. */
  parentDomains?: number[];
  childDomains?: number[];
  parent?: number;
  child?: number;
  /** A record that was merged into that parent, or child, whose changes are wanted as well. */
  mergedParent?: number;
  mergedChild?: number;
  /** What the link carried before the change, or after it. */
  relationship?: number;
}

export interface ChangePage extends ChangeFilter {
  /** The links whose changes are wanted: found by link then, not by number. */
  links?: number[];
  order: 'asc' | 'desc';
  /** The numbers that are wanted: those above `above`, up to and with `through`. */
  above: number;
  through: number;
  limit: number;
}

export interface StoredLinkChange extends Omit<LinkChange, 'user'> {
  at: number;
  user: string;
}

export interface ChangeQueries {
  /** The number of the client's newest change; 0 before the first, and where there is no such client. */
  lastChange(client: number): Promise<number>;
  /** The ids of the links that the records of the filter have, or had, in no order; at most `limit`. */
  linksEver(filter: Omit<ChangeFilter, 'relationship'>, limit: number): Promise<number[]>;
  /** Changes by number: history backwards, the feed forwards. */
  changePage(page: ChangePage): Promise<StoredLinkChange[]>;
}

export interface ChangeTransaction {
  /**
   * The records that links of these ids are between, or were last; an id that was never given out is left out. Of a link
   * that was between several pairs the last in order is the one.
   */
  pairsOfLinks(links: number[]): Promise<{ link: number; pair: Pair }[]>;
}
