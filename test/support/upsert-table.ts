/** What an upsert does to the links of one pair, by the rows of the behavior tables. */
export function outcomeOf(links, r, n, identity) {
  const withR = links.find(({ relationship }) => r !== null && relationship === r);
  const withN = links.find(({ relationship }) => n !== null && relationship === n);
  const untyped = links.find(({ relationship }) => relationship === null);
  if (links.length === 0) return { insert: n ?? r };
  if (identity === 'pair') return { link: links[0], carries: n ?? r ?? links[0].relationship };
  if (r !== null && withR && (n === null || n === r)) return { link: withR, carries: r };
  if (r !== null && withR && !withN) return { link: withR, carries: n };
  if (r !== null && withR && withN) return { code: 'link_conflict' };
  if (r !== null && withN) return { link: withN, carries: n };
  if (r !== null && untyped) return { link: untyped, carries: n ?? r };
  if (r !== null) return { insert: n ?? r };
  if (n !== null && withN) return { link: withN, carries: n };
  if (n !== null && links.length === 1) return { link: links[0], carries: n };
  if (n !== null) return { code: 'link_ambiguous' };
  const link = untyped ?? links[0];
  return { link, carries: link.relationship };
}
