/**
 * What a batch is about to write, so that each of its commands sees what those before it did.
 */
import type {
  LimitScope,
  LinkChange,
  LinkMove,
  LinkRemoval,
  LinkUpdate,
  LinkWrites,
  NewLink,
  Pair,
  PairLink,
} from '../../store/store.js';
import { fieldChanges } from './link-fields.js';

/** What a link is to be, whatever it was. */
export type LinkState = NonNullable<LinkUpdate['change']>;

export interface Author {
  user: number;
  requestId: string;
}

function pairKey({ parentDomain, parent, childDomain, child }: Pair): string {
  return `${parentDomain}:${parent}:${childDomain}:${child}`;
}

function scopeKey({ parentDomain, parent, childDomain, relationship }: LimitScope): string {
  return `${parentDomain}:${parent}:${childDomain}:${relationship}`;
}

function linkOf(id: number, { relationship, fields }: LinkState): PairLink {
  return fields === undefined ? { id, relationship } : { id, relationship, fields };
}

/** Whether a link is to be another than it is: else it is only noted as modified. */
export function differs(link: PairLink, state: LinkState): boolean {
  return link.relationship !== state.relationship || fieldChanges(link.fields, state.fields) !== undefined;
}

export class LinkDraft {
  private readonly links = new Map<string, PairLink[]>();
  /** How many links carry a relationship on a parent, where it matters. */
  private readonly carrying = new Map<string, number>();
  private readonly inserts = new Map<number, LinkWrites['inserts'][number]>();
  private readonly updates = new Map<number, LinkUpdate>();
  private readonly removals: LinkRemoval[] = [];
  private readonly restores: NewLink[] = [];
  private readonly moves: LinkMove[] = [];
  private readonly changes: LinkChange[] = [];
  private nextLinkId: number;
  private nextChangeId: number;

  constructor(next: { nextLinkId: number; nextChangeId: number }) {
    this.nextLinkId = next.nextLinkId;
    this.nextChangeId = next.nextChangeId;
  }

  /** The pairs, each once. */
  static distinct(pairs: Pair[]): Pair[] {
    return [...new Map(pairs.map((pair) => [pairKey(pair), pair])).values()];
  }

  /** Takes note of the links that the store has for a pair. */
  know(pair: Pair, links: PairLink[]): void {
    this.links.set(pairKey(pair), links);
  }

  /** The scopes, each once. */
  static distinctScopes(scopes: LimitScope[]): LimitScope[] {
    return [...new Map(scopes.map((scope) => [scopeKey(scope), scope])).values()];
  }

  /** Takes note of how many links the store has in a scope; from now on it is kept up to date. */
  knowCarrying(scope: LimitScope, links: number): void {
    this.carrying.set(scopeKey(scope), links);
  }

  carryingOf(scope: LimitScope): number {
    return this.carrying.get(scopeKey(scope)) ?? 0;
  }

  linksOf(pair: Pair): PairLink[] {
    return this.links.get(pairKey(pair)) ?? [];
  }

  /** @param id the id that the link gets; the next one, where nothing is said */
  insert(pair: Pair, state: LinkState, author: Author, id = this.nextLinkId): number {
    this.nextLinkId = Math.max(this.nextLinkId, id + 1);
    this.know(pair, [...this.linksOf(pair), linkOf(id, state)]);
    const { parentDomain, parent, childDomain, child } = pair;
    const { user } = author;
    this.inserts.set(id, {
      parentDomain,
      parent,
      childDomain,
      child,
      id,
      ...state,
      user,
      modifiedBy: user,
    });
    this.note('inserted', pair, undefined, linkOf(id, state), author);
    return id;
  }

  update(pair: Pair, link: PairLink, state: LinkState, author: Author): void {
    const changes = differs(link, state);
    if (changes) {
      const changed = linkOf(link.id, state);
      const links = this.linksOf(pair).map((each) => (each.id === link.id ? changed : each));
      this.know(pair, links);
      this.note('changed', pair, link, changed, author);
    }
    const fresh = this.inserts.get(link.id);
    if (fresh !== undefined) {
      const { fields: _, ...rest } = fresh;
      this.inserts.set(link.id, { ...rest, ...state, modifiedBy: author.user });
      return;
    }
    const change = changes ? state : this.updates.get(link.id)?.change;
    const { parentDomain, parent, childDomain, child } = pair;
    const { user } = author;
    this.updates.set(link.id, { parentDomain, parent, childDomain, child, id: link.id, change, user });
  }

  remove(pair: Pair, link: PairLink, author: Author): void {
    const left = this.linksOf(pair).filter(({ id }) => id !== link.id);
    this.know(pair, left);
    this.note('removed', pair, link, undefined, author);
    // A link that the store has not seen yet comes and goes in the history alone.
    if (this.inserts.delete(link.id)) return;
    this.updates.delete(link.id);
    const { parentDomain, parent, childDomain, child } = pair;
    this.removals.push({ parentDomain, parent, childDomain, child, id: link.id });
  }

  /** The link is there again, with its id, its maker and its dates. It must have been removed before this batch. */
  restore(pair: Pair, id: number, state: LinkState, author: Author): void {
    const { parentDomain, parent, childDomain, child } = pair;
    this.know(pair, [...this.linksOf(pair), linkOf(id, state)]);
    this.restores.push({ parentDomain, parent, childDomain, child, id, ...state });
    this.note('restored', pair, undefined, linkOf(id, state), author);
  }

  /** The link is between other records of the same domains: gone from the one pair in history, and there again at the other. */
  move(from: Pair, to: Pair, link: PairLink, author: Author): void {
    this.know(
      from,
      this.linksOf(from).filter(({ id }) => id !== link.id),
    );
    this.know(to, [...this.linksOf(to), link]);
    const { parentDomain, parent, childDomain, child } = to;
    this.moves.push({ parentDomain, parent, childDomain, child, id: link.id });
    this.note('removed', from, link, undefined, author);
    this.note('restored', to, undefined, link, author);
  }

  /** The counters after the batch. */
  get next(): { nextLinkId: number; nextChangeId: number } {
    return { nextLinkId: this.nextLinkId, nextChangeId: this.nextChangeId };
  }

  writes(at: number): LinkWrites {
    return {
      at,
      removals: this.removals,
      inserts: [...this.inserts.values()],
      restores: this.restores,
      moves: this.moves,
      updates: [...this.updates.values()],
      changes: this.changes,
    };
  }

  private note(
    action: LinkChange['action'],
    pair: Pair,
    linkBefore: PairLink | undefined,
    linkAfter: PairLink | undefined,
    { user, requestId }: Author,
  ): void {
    const id = this.nextChangeId++;
    const link = (linkBefore ?? linkAfter)?.id ?? 0;
    const before = linkBefore?.relationship ?? null;
    const after = linkAfter?.relationship ?? null;
    const fields = fieldChanges(linkBefore?.fields, linkAfter?.fields);
    if (this.carrying.size > 0) {
      this.count(pair, before, -1);
      this.count(pair, after, 1);
    }
    const { parentDomain, parent, childDomain, child } = pair;
    this.changes.push({
      parentDomain,
      parent,
      childDomain,
      child,
      id,
      link,
      action,
      before,
      after,
      ...(fields === undefined ? {} : { fields }),
      user,
      requestId,
    });
  }

  private count(pair: Pair, relationship: number | null, by: 1 | -1): void {
    if (relationship === null) return;
    const key = scopeKey({ ...pair, relationship });
    const known = this.carrying.get(key);
    if (known !== undefined) this.carrying.set(key, known + by);
  }
}
