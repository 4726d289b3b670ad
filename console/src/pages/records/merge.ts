/** Merging two records with the values that somebody chose (docs/reference/merge.md). */
import {
  etagOf,
  type Field,
  type LinkwrightClient,
  type MergeAnswer,
  type RecordFields,
  type RecordRow,
} from 'linkwright/client';

/** The two records: which stays is chosen. */
export interface Pair {
  kept: RecordRow;
  gone: RecordRow;
}

export type Side = keyof Pair;

/** Which record's value stays, by field; where nothing is chosen, the value that there is, and of two the kept one's. */
export type Chosen = Record<string, Side>;

/** What says of a file which content it has, which no call changes. */
const ofContent = ['MimeType', 'Size', 'SHA256'];

const isEmpty = (value: unknown) => value === null || value === undefined || value === '';

/** The fields in which the two differ, and that can be chosen. */
export function differing(domain: string, fields: Field[], { kept, gone }: Pair): Field[] {
  return fields.filter(({ Name }) => {
    if (domain === 'File' && ofContent.includes(Name)) return false;
    const [one, other] = [kept[Name], gone[Name]];
    return one !== other && !(isEmpty(one) && isEmpty(other));
  });
}

/** Whose value of a field stays. */
export function sideOf(chosen: Chosen, name: string, { kept }: Pair): Side {
  return chosen[name] ?? (isEmpty(kept[name]) ? 'gone' : 'kept');
}

/** What the merge itself does not write: it fills fields without a value, and keeps the others. */
export function valuesToWrite(fields: Field[], chosen: Chosen, pair: Pair): RecordFields {
  const different = fields.filter(({ Name }) => {
    const byItself = isEmpty(pair.kept[Name]) ? 'gone' : 'kept';
    return sideOf(chosen, Name, pair) !== byItself;
  });
  return Object.fromEntries(
    different.map(({ Name }) => [Name, pair[sideOf(chosen, Name, pair)][Name] ?? null]),
  ) as RecordFields;
}

export type OnConflict = 'keep' | 'merged' | undefined;

/** Merges, or says what a merge would do, while the kept record is as it was seen. @throws LinkwrightError */
export function merge(
  client: LinkwrightClient,
  domain: string,
  { kept, gone }: Pair,
  { onConflict, dryRun, signal }: { onConflict: OnConflict; dryRun: boolean; signal?: AbortSignal },
): Promise<MergeAnswer> {
  return client.records(domain).merge(
    { keep: Number(kept.ID), merge: Number(gone.ID) },
    {
      fill: true,
      dryRun,
      ifMatch: etagOf(kept),
      ...(onConflict && { onConflict }),
      ...(signal && { signal }),
    },
  );
}
