/** ETags of records: the number of a record's newest change (docs/reference/records.md#two-at-one-record). */

/** The ETag of a record whose newest change has this number; 0 where it has none. */
export function etagOf(change: number): string {
  return `"${change}"`;
}

/** The numbers that stand in a list of ETags as ours have them. A weak one, and one of somebody else's making, has none. */
export function changesOfEtags(list: string): number[] {
  return list.split(',').flatMap((tag) => {
    const [, digits] = /^"(0|[1-9]\d{0,15})"$/.exec(tag.trim()) ?? [];
    return digits === undefined ? [] : [Number(digits)];
  });
}
