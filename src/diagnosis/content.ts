/** What is wrong with the content of files, and the removal of what no file names. */
import type { ContentStore } from '../content/content.js';
import { requireOwnPlace, requireTaken, takePlace } from '../file/content-place.js';
import type { Client, Finding, Store } from '../store/store.js';
import { contentFindings, removeUnnamed, reviewContent } from './content-review.js';
import { findingsOf } from './finding.js';

export interface ContentDiagnosis {
  /** Where the database is, as it may be shown. */
  address: string;
  /** Whether the place was named, and so may be several databases'. A folder beside a database's file is its own. */
  isNamed: boolean;
  /** Whether the place is made this database's alone. */
  take: boolean;
  /** Whether content that no file names is removed. */
  repair: boolean;
  /** Is told how much was removed of a client's, where that is anything. */
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
 * Looks at the content of all clients, and answers what is wrong with it; with `repair`, what is wrong still.
 *
 * @throws OpenError where the place is another database's, or is to be this one's alone for a repair and is not
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
