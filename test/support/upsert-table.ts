import type { LinkIdentity } from '#linkwright/contract/words.js';

/** What an upsert does to the links of a pair: refuses, inserts one, or updates one of them. */
export type UpsertOutcome<Link> =
  | { code: 'link_conflict' | 'link_ambiguous'; link?: undefined }
  | { code?: undefined; link?: undefined; insert: number | null }
  | { code?: undefined; link: Link; carries: number | null };

/** What an upsert does to the links of one pair, by the rows of the behavior tables. */
export function outcomeOf<Link extends { relationship: number | null }>(
  links: Link[],
  r: number | null,
  n: number | null,
  identity: LinkIdentity,
): UpsertOutcome<Link> {
  const withR = links.find(({ relationship }) => r !== null && relationship === r);
  const withN = links.find(({ relationship }) => n !== null && relationship === n);
  const untyped = links.find(({ relationship }) => relationship === null);
  const [first] = links;
  if (first === undefined) return { insert: n ?? r };
  if (identity === 'pair') return { link: first, carries: n ?? r ?? first.relationship };
  if (r !== null && withR && (n === null || n === r)) return { link: withR, carries: r };
  if (r !== null && withR && !withN) return { link: withR, carries: n };
  if (r !== null && withR && withN) return { code: 'link_conflict' };
  if (r !== null && withN) return { link: withN, carries: n };
  if (r !== null && untyped) return { link: untyped, carries: n ?? r };
  if (r !== null) return { insert: n ?? r };
  if (n !== null && withN) return { link: withN, carries: n };
  if (n !== null && links.length === 1) return { link: first, carries: n };
  if (n !== null) return { code: 'link_ambiguous' };
  const link = untyped ?? first;
  return { link, carries: link.relationship };
}
