/** Compares the stored content with the files that name it, for `doctor`. */
import type { ContentStore, KeptContent } from '../content/content.js';
import {
  type ContentInput,
  contentReference,
  forgetContentProgram,
  giveUpContentProgram,
  isClaimed,
} from '../file/claim.js';
import { limits } from '../limits/limits.js';
import type { FileContent, Finding, Store } from '../store/store.js';

/** How many examples a finding shows. */
const shown = 3;

/** What the review of a client's content has found. */
export interface ContentReview {
  /** Ids of files whose content is missing. */
  missing: number[];
  /** Ids of files whose content has another size than when it was uploaded. */
  changed: number[];
  /** Content that no file names and no upload is using. */
  unnamed: ContentInput[];
  /** The SHA-256 of content that was given up long ago and is gone. */
  forgettable: string[];
}

const isOld = (at: number) => Date.now() - at >= limits.claimMilliseconds;

/** The contents that the database knows of, a page at a time, each with a file that names it. */
async function* knownContents(store: Store, client: number) {
  const referenceTo = contentReference(await store.metadata(client));
  let after = '';
  for (;;) {
    const page = await store.fileContentPage(client, after, limits.contentPage);
    const references = referenceTo === undefined ? [] : page.map(({ sha256 }) => referenceTo(sha256));
    const files = await store.findRecords(client, references);
    for (const [at, known] of page.entries()) yield { known, file: files[at]?.[0] };
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.sha256;
  }
}

/**
 * Reviews all content of a client. Content that is being uploaded meanwhile is ignored.
 *
 * @throws StoreFault, ContentFault
 */
export async function reviewContent(
  store: Store,
  kept: ContentStore,
  client: number,
): Promise<ContentReview> {
  const review: ContentReview = { missing: [], changed: [], unnamed: [], forgettable: [] };
  const present = new Map<string, KeptContent>();
  for await (const content of kept.list(client)) present.set(content.sha256, content);

  async function reviewNamed({ sha256, size }: FileContent, file: number): Promise<void> {
    if (present.get(sha256)?.size === size) return;
    // The content may have arrived since the list was made.
    const found = await kept.sizeOf({ client, sha256 });
    if (found === undefined) review.missing.push(file);
    else if (found !== size) review.changed.push(file);
  }

  for await (const { known, file } of knownContents(store, client)) {
    const { sha256, removedAt } = known;
    const isThere = present.has(sha256);
    if (removedAt !== null) {
      if (isThere && file === undefined) review.unnamed.push(known);
      else if (!isThere && isOld(removedAt)) review.forgettable.push(sha256);
    } else if (file !== undefined) await reviewNamed(known, file);
    else if (!isClaimed(known)) review.unnamed.push(known);
    present.delete(sha256);
  }
  for (const content of present.values()) if (isOld(content.keptAt)) review.unnamed.push(content);
  return review;
}

/** The findings to report of a review; none for what is in order. */
export function contentFindings({ missing, changed, unnamed }: ContentReview): Finding[] {
  const files = (ids: number[]) => ids.slice(0, shown).map((id) => `file ${id}`);
  const findings: Finding[] = [
    { problem: 'files whose content is missing', count: missing.length, examples: files(missing) },
    { problem: 'files whose content has another size', count: changed.length, examples: files(changed) },
    {
      problem: 'contents that no file names; --repair removes them',
      count: unnamed.length,
      examples: unnamed.slice(0, shown).map(({ sha256 }) => sha256),
    },
  ];
  return findings.filter(({ count }) => count > 0);
}

/**
 * Removes content that no file names, and answers how many contents that was. It is safe while servers run: content
 * that an upload has claimed since the review stays.
 *
 * @throws StoreFault, ContentFault
 */
export async function removeUnnamed(
  store: Store,
  kept: ContentStore,
  client: number,
  { unnamed, forgettable }: ContentReview,
): Promise<number> {
  let removed = 0;
  for (const { sha256, size } of unnamed) {
    const begun = performance.now();
    const input: ContentInput = { sha256, size };
    const isGivenUp = await store.write({ client, program: giveUpContentProgram, input });
    // After that an upload might claim it again; the next repair removes it.
    const isInTime = performance.now() - begun < limits.removalStartMilliseconds;
    if (!isGivenUp || !isInTime) continue;
    await kept.remove({ client, sha256 });
    removed++;
  }
  for (const sha256 of forgettable)
    await store.write({ client, program: forgetContentProgram, input: { sha256 } });
  return removed;
}
