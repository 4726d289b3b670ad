/** Finds what is wrong with the content of files, and removes what no file names. */
import type { ContentStore } from '../content/content.js';
import { requireOwnPlace, requireTaken, takePlace } from '../file/content-place.js';
import type { Client, Finding, Store } from '../store/store.js';
import { contentFindings, removeUnnamed, reviewContent } from './content-review.js';
import { findingsOf } from './finding.js';

export interface ContentDiagnosis {
  /** The address of the database in a form that may be shown. */
  address: string;
  /** Whether the user named the place, which several databases may then share; the folder beside a file is its own. */
  isNamed: boolean;
  /** Whether this database claims the place for itself alone. */
  take: boolean;
  /** Whether content that no file names is removed. */
  repair: boolean;
  /** Called with the number of a client's contents that were removed, where there were any. */
  onRemoved(client: Client, count: number): void;
}

/** Whether the database knows of any content. @throws StoreFault */
export async function hasContent(store: Store): Promise<boolean> {
  for (const { id } of await store.clients()) {
    if ((await store.fileContentPage(id, '', 1)).length > 0) return true;
  }
  return false;
}

/**
 * Reviews the content of all clients, and answers what is wrong with it; with `repair`, what is still wrong after it.
 *
 * @throws OpenError where the place is another database's, or a repair needs it to be this one's alone and it is not
 * @throws StoreFault, ContentFault
 */
export async function examineContent(
  store: Store,
  kept: ContentStore,
  { address, isNamed, take, repair, onRemoved }: ContentDiagnosis,
): Promise<Finding[]> {
  if (take) await takePlace(store, kept, address);
  else await requireOwnPlace(store, kept);
  if (repair && isNamed) await requireTaken(kept, address);
  const findings: Finding[] = [];
  for (const client of await store.clients()) {
    const review = await reviewContent(store, kept, client.id);
    if (repair) {
      const removed = await removeUnnamed(store, kept, client.id, review);
      if (removed > 0) onRemoved(client, removed);
      review.unnamed = [];
    }
    findings.push(...findingsOf(client, contentFindings(review)));
  }
  return findings;
}
