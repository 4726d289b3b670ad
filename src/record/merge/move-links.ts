/** The links of a record that is merged into another, a slice at a time (docs/reference/merge.md#links). */
import { type DomainPermission, permissionToAttach, permissionToDetach } from '../../contract/permissions.js';
import { contactDomain, type LinkIdentity } from '../../contract/words.js';
import { limits } from '../../limits/limits.js';
import type { MetadataIndex } from '../../metadata/metadata-index.js';
import type { LimitScope, Pair, PairLink, WriteTransaction } from '../../store/store.js';
import { type Author, LinkDraft } from '../write/link-draft.js';
import { bytesOfFields } from '../write/link-fields.js';
import {
  fateOf,
  type LinkFate,
  type LinkToMove,
  type Merging,
  movedPair,
  type Precedence,
} from './plan-links.js';

/** A link as it is listed: what it says is read when it is looked at. */
export type ListedLink = Pair & Omit<PairLink, 'fields'>;

/** What a merge does about links. */
export interface LinkMerge extends Merging {
  metadata: MetadataIndex;
  identity: LinkIdentity;
  precedence: Precedence | undefined;
  fill: boolean;
}

/** What is needed to move, remove and change the links, and what comes of it. */
export interface LinkTally {
  moved: number;
  removed: number;
  /** Links whose relationship differs from that of the link which stands, and the first of them. */
  differing: number;
  conflicts: { link: number; pair: Pair; relationship: number | null; standing: number | null }[];
  /** What it takes, each once. */
  permissions: { parentDomain: number; permission: DomainPermission }[];
  /** By how many the links of the kept record with a relationship are more, for those that are limited. */
  more: { scope: LimitScope; max: number; by: number }[];
  /** A link whose fields would be too large together. */
  tooLarge: number | undefined;
}

/** The links of the record on both sides, at most `max`. */
export async function linksOfMerged(
  transaction: WriteTransaction,
  { domain, merged }: Merging,
  max: number,
): Promise<ListedLink[]> {
  const asParent = await transaction.linksOfSide('parent', domain, merged, max);
  const asChild = await transaction.linksOfSide('child', domain, merged, max);
  const links = new Map([...asParent, ...asChild].map((link) => [link.id, link]));
  return [...links.values()].sort((one, other) => one.id - other.id);
}

async function fatesOf(
  transaction: WriteTransaction,
  merge: LinkMerge,
  links: ListedLink[],
): Promise<LinkFate[]> {
  const pairs = links.map(({ id: _, relationship: __, ...pair }) => pair);
  const [mine, theirs] = await Promise.all([
    transaction.linksOfPairs(pairs),
    transaction.linksOfPairs(pairs.map((pair) => movedPair(merge, pair))),
  ]);
  return links.map(({ id, relationship }, at) => {
    const from = pairs[at] as Pair;
    const link = mine[at]?.find((each) => each.id === id) ?? { id, relationship };
    const move: LinkToMove = { link, from, to: movedPair(merge, from) };
    const { metadata, precedence, fill } = merge;
    const carries = metadata.domainOf(from.childDomain)?.name === contactDomain;
    const identity = carries ? merge.identity : 'pair';
    return fateOf(move, theirs[at] ?? [], { identity, precedence, fill });
  });
}

function* slicesOf(links: ListedLink[]): Generator<ListedLink[]> {
  const size = limits.linksRemovedAtOnce;
  for (let at = 0; at < links.length; at += size) yield links.slice(at, at + size);
}

/** Counts, for one merge, what its links take. */
class Tally {
  private readonly merge: LinkMerge;
  private readonly permissions = new Map<string, LinkTally['permissions'][number]>();
  private readonly more = new Map<string, LinkTally['more'][number]>();
  private readonly tally = {
    moved: 0,
    removed: 0,
    differing: 0,
    conflicts: [] as LinkTally['conflicts'],
    tooLarge: undefined as number | undefined,
  };

  constructor(merge: LinkMerge) {
    this.merge = merge;
  }

  add(fate: LinkFate): void {
    const { link, from, to } = fate;
    this.needs(from, permissionToDetach);
    if (fate.kind === 'moved') {
      this.tally.moved++;
      this.needs(to, permissionToAttach);
      this.carries(to, link.relationship, 1);
      return;
    }
    this.tally.removed++;
    if (fate.kind === 'conflict') {
      this.conflict(link, to, fate.standing.relationship);
      return;
    }
    const { standing } = fate;
    if (standing === undefined) return;
    if (standing.differs) this.tally.differing++;
    const { state } = standing;
    if (state === undefined) return;
    this.needs(to, permissionToAttach);
    const bytes = bytesOfFields(state.fields);
    if (bytes > limits.linkBytes && bytes > bytesOfFields(standing.link.fields)) {
      this.tally.tooLarge ??= standing.link.id;
    }
    if (state.relationship === standing.link.relationship) return;
    this.carries(to, standing.link.relationship, -1);
    this.carries(to, state.relationship, 1);
  }

  get result(): LinkTally {
    return { ...this.tally, permissions: [...this.permissions.values()], more: [...this.more.values()] };
  }

  private conflict({ id, relationship }: PairLink, pair: Pair, standing: number | null): void {
    this.tally.differing++;
    const { conflicts } = this.tally;
    if (conflicts.length < limits.namedConflicts) conflicts.push({ link: id, pair, relationship, standing });
  }

  private needs(
    { parentDomain, childDomain }: Pair,
    permissionFor: (child: string) => DomainPermission,
  ): void {
    const permission = permissionFor(this.merge.metadata.nameOf(childDomain));
    this.permissions.set(`${parentDomain}:${permission}`, { parentDomain, permission });
  }

  /** Another record's links stay as many as they were, or become fewer. */
  private carries(
    { parentDomain, parent, childDomain }: Pair,
    relationship: number | null,
    by: number,
  ): void {
    const { domain, keep, metadata } = this.merge;
    if (relationship === null || parentDomain !== domain || parent !== keep) return;
    const max = metadata.limitOf(relationship, parentDomain);
    if (max === null) return;
    const scope = { parentDomain, parent, childDomain, relationship };
    const key = `${childDomain}:${relationship}`;
    this.more.set(key, { scope, max, by: (this.more.get(key)?.by ?? 0) + by });
  }
}

/** Looks at all of the links, and writes nothing. */
export async function tallyLinks(
  transaction: WriteTransaction,
  merge: LinkMerge,
  links: ListedLink[],
): Promise<LinkTally> {
  const tally = new Tally(merge);
  for (const slice of slicesOf(links)) {
    for (const fate of await fatesOf(transaction, merge, slice)) tally.add(fate);
  }
  return tally.result;
}

function draftFate(draft: LinkDraft, fate: LinkFate, author: Author): void {
  const { link, from, to } = fate;
  if (fate.kind === 'moved') {
    draft.move(from, to, link, author);
    return;
  }
  draft.remove(from, link, author);
  if (fate.kind === 'removed' && fate.standing?.state !== undefined) {
    draft.update(to, fate.standing.link, fate.standing.state, author);
  }
}

/** Moves and removes the links. Answers the counters after that, which are to be saved. */
export async function moveLinks(
  transaction: WriteTransaction,
  merge: LinkMerge,
  links: ListedLink[],
  { author, at, ...state }: { author: Author; at: number; nextLinkId: number; nextChangeId: number },
): Promise<{ nextLinkId: number; nextChangeId: number }> {
  let next = { nextLinkId: state.nextLinkId, nextChangeId: state.nextChangeId };
  for (const slice of slicesOf(links)) {
    const draft = new LinkDraft(next);
    for (const fate of await fatesOf(transaction, merge, slice)) draftFate(draft, fate, author);
    await transaction.writeLinks(draft.writes(at));
    next = draft.next;
  }
  return next;
}

/** The first limit that the kept record's links would pass. */
export async function passedLimit(
  transaction: WriteTransaction,
  { more }: Pick<LinkTally, 'more'>,
): Promise<(LimitScope & { max: number }) | undefined> {
  const grown = more.filter(({ by }) => by > 0);
  const carrying = await transaction.linksCarrying(grown.map(({ scope }) => scope));
  const at = grown.findIndex(({ max, by }, index) => (carrying[index] ?? 0) + by > max);
  const passed = grown[at];
  return passed === undefined ? undefined : { ...passed.scope, max: passed.max };
}
