/**
 * What a batch is about to write, so that each of its commands sees what those before it did.
 */
import type {
  LimitScope,
  LinkChange,
  LinkRemoval,
  LinkUpdate,
  LinkWrites,
  Pair,
  PairLink,
} from '../../store/store.js';

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

export class LinkDraft {
  private readonly links = new Map<string, PairLink[]>();
  /** How many links carry a relationship on a parent, where it matters. */
  private readonly carrying = new Map<string, number>();
  private readonly inserts = new Map<number, LinkWrites['inserts'][number]>();
  private readonly updates = new Map<number, LinkUpdate>();
  private readonly removals: LinkRemoval[] = [];
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

  insert(pair: Pair, relationship: number | null, slot: number, author: Author): number {
    const id = this.nextLinkId++;
    this.know(pair, [...this.linksOf(pair), { id, relationship }]);
    const { parentDomain, parent, childDomain, child } = pair;
    const { user } = author;
    this.inserts.set(id, {
      parentDomain,
      parent,
      childDomain,
      child,
      id,
      relationship,
      slot,
      user,
      modifiedBy: user,
    });
    this.note('inserted', pair, id, null, relationship, author);
    return id;
  }

  update(pair: Pair, link: PairLink, relationship: number | null, slot: number, author: Author): void {
    const changes = relationship !== link.relationship;
    if (changes) {
      const links = this.linksOf(pair).map((each) =>
        each.id === link.id ? { ...each, relationship } : each,
      );
      this.know(pair, links);
      this.note('changed', pair, link.id, link.relationship, relationship, author);
    }
    const fresh = this.inserts.get(link.id);
    if (fresh !== undefined) {
      this.inserts.set(link.id, { ...fresh, relationship, slot, modifiedBy: author.user });
      return;
    }
    const change = changes ? { relationship, slot } : this.updates.get(link.id)?.change;
    const { parentDomain, parent, childDomain, child } = pair;
    const { user } = author;
    this.updates.set(link.id, { parentDomain, parent, childDomain, child, id: link.id, change, user });
  }

  remove(pair: Pair, link: PairLink, author: Author): void {
    const left = this.linksOf(pair).filter(({ id }) => id !== link.id);
    this.know(pair, left);
    this.note('removed', pair, link.id, link.relationship, null, author);
    // A link that the store has not seen yet comes and goes in the history alone.
    if (this.inserts.delete(link.id)) return;
    this.updates.delete(link.id);
    const { parentDomain, parent, childDomain, child } = pair;
    this.removals.push({ parentDomain, parent, childDomain, child, id: link.id });
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
      updates: [...this.updates.values()],
      changes: this.changes,
    };
  }

  private note(
    action: LinkChange['action'],
    pair: Pair,
    link: number,
    before: number | null,
    after: number | null,
    { user, requestId }: Author,
  ): void {
    const id = this.nextChangeId++;
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
