/** The part of `doctor` that looks at the content of files. */
import { ContentFault, type ContentStore } from '../content/content.js';
import { isTakenBy, requireOwnPlace, takePlace } from '../file/place.js';
import { contentFindings, removeUnnamed, reviewContent } from '../file/review.js';
import { shownDatabase } from '../store/open.js';
import type { Finding, Store } from '../store/store.js';
import { counted } from '../text/quoted.js';
import { type ContentOptions, openContentOf } from './content.js';
import { CommandFailure, print } from './output.js';

export interface ContentCheckOptions extends ContentOptions {
  json?: boolean;
  /** Whether content that no file names is removed. */
  repair?: boolean;
  /** Whether the place is made this database's alone. */
  takeContent?: boolean;
}

async function hasContent(store: Store): Promise<boolean> {
  for (const { id } of await store.clients()) {
    if ((await store.fileContentPage(id, '', 1)).length > 0) return true;
  }
  return false;
}

async function findingsOf(store: Store, kept: ContentStore, { json, repair }: ContentCheckOptions) {
  const findings: Finding[] = [];
  for (const { id, account, name } of await store.clients()) {
    const review = await reviewContent(store, kept, id);
    if (repair) {
      const removed = await removeUnnamed(store, kept, id, review);
      if (removed > 0 && !json)
        print(`${account}/${name}: removed ${counted(removed, 'content')} that no file named.`);
      review.unnamed = [];
    }
    for (const { problem, ...rest } of contentFindings(review)) {
      findings.push({ problem: `${account}/${name}: ${problem}`, ...rest });
    }
  }
  return findings;
}

/**
 * Content is removed from a named place only where the database of this address was said to be the only one that
 * has content there. A folder beside a database's file is that database's.
 *
 * @throws CommandFailure, OpenError, StoreFault, ContentFault
 */
async function requireRightTo(
  store: Store,
  kept: ContentStore,
  { database, content, repair, takeContent }: ContentCheckOptions,
): Promise<void> {
  const address = shownDatabase(database);
  if (takeContent) await takePlace(store, kept, address);
  else await requireOwnPlace(store, kept);
  if (!repair || content === undefined || (await isTakenBy(kept, address))) return;
  throw new CommandFailure(
    `Content is removed from ${kept.shown} only once it is said to be the place of ${address} alone. If no other ` +
      'database, and no copy of this one, has its content there, say so once with --repair --take-content.',
  );
}

/** What is wrong with the content of files. @throws CommandFailure, OpenError */
export async function examineContent(store: Store, options: ContentCheckOptions): Promise<Finding[]> {
  const kept = await openContentOf(options, { serving: false, sweep: options.repair ? 'old' : 'nothing' });
  if (kept === undefined) {
    if (!options.json && (await hasContent(store))) {
      print('The content of files was not looked at: say where it is with --content.');
    }
    return [];
  }
  try {
    await requireRightTo(store, kept, options);
    return await findingsOf(store, kept, options);
  } catch (error) {
    if (!(error instanceof ContentFault)) throw error;
    throw new CommandFailure(`The content in ${kept.shown} could not be read or written (${error.message}).`);
  } finally {
    await kept.close();
  }
}
