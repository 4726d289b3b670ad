/**
 * Whose content a place holds. Content is named by client, and clients of different databases have the same
 * numbers: in a place of two databases each would remove what is the other's. So a place carries the mark of one
 * (docs/decisions/0024-file-content.md).
 */
import { randomUUID } from 'node:crypto';
import { ContentFault, type ContentStore } from '../content/content.js';
import { defineProgram, OpenError, type Store, type WriteTransaction } from '../store/store.js';

/** What stands in a place, as JSON. */
interface PlaceMark {
  database: string;
  /** The address of the database that was said to be the only one with this id; `null` before that. */
  takenBy: string | null;
}

/** The write program that answers the database's id, and gives it one, or another, where it is told to. */
export async function identifyDatabase(
  transaction: WriteTransaction,
  { renew }: { renew: boolean },
): Promise<string> {
  await transaction.lock();
  const known = await transaction.databaseId(transaction.client);
  if (known !== undefined && !renew) return known;
  const id = randomUUID();
  await transaction.saveDatabaseId(id);
  return id;
}

export const identifyDatabaseProgram = defineProgram('identifyDatabase', identifyDatabase);

/** @throws ContentFault */
async function readMark(kept: ContentStore): Promise<PlaceMark | undefined> {
  const text = await kept.readMark();
  if (text === undefined) return undefined;
  try {
    const { database, takenBy } = JSON.parse(text);
    return { database: String(database), takenBy: takenBy ?? null };
  } catch {
    return { database: '', takenBy: null };
  }
}

const writeMark = (kept: ContentStore, mark: PlaceMark) => kept.writeMark(JSON.stringify(mark));

function ofAnother({ shown }: ContentStore): string {
  return (
    `The place of content ${shown} is that of another database. Name a place of this database's own with --content. ` +
    'If that other database is gone, or this one has taken its place, run `linkwright doctor --repair --take-content`.'
  );
}

/**
 * Refuses a place that carries the mark of another database; one without a mark is anybody's.
 *
 * @throws OpenError, StoreFault, ContentFault
 */
export async function requireOwnPlace(store: Store, kept: ContentStore): Promise<void> {
  const mark = await readMark(kept);
  if (mark === undefined) return;
  const [first] = await store.clients();
  const id = first && (await store.databaseId(first.id));
  if (mark.database !== id) throw new OpenError(ofAnother(kept));
}

/** Places that carry the mark of the one database that this process opened them for. */
const marked = new WeakSet<ContentStore>();

async function identify(store: Store, renew: boolean): Promise<string | undefined> {
  const [first] = await store.clients();
  if (first === undefined) return undefined;
  return store.write({ client: first.id, program: identifyDatabaseProgram, input: { renew } });
}

/**
 * Sees to it that the place carries the database's mark, before something is kept in it.
 *
 * @throws StoreFault
 * @throws ContentFault also where the place is another database's
 */
export async function markPlace(store: Store, kept: ContentStore): Promise<void> {
  if (marked.has(kept)) return;
  const database = (await identify(store, false)) ?? '';
  if ((await readMark(kept)) === undefined) await writeMark(kept, { database, takenBy: null });
  // Also where it was written just now: another database may have done so at the same moment.
  if ((await readMark(kept))?.database !== database) throw new ContentFault(new Error(ofAnother(kept)));
  marked.add(kept);
}

/**
 * Makes a place the database's alone, whosever it was. The database gets a new id, so that copies of it, which
 * have the old one, are refused from then on.
 *
 * @param address where the database is, as it may be shown
 * @throws OpenError where the database has no client yet
 * @throws StoreFault, ContentFault
 */
export async function takePlace(store: Store, kept: ContentStore, address: string): Promise<void> {
  const database = await identify(store, true);
  if (database === undefined) throw new OpenError('A database without a client has no content.');
  await writeMark(kept, { database, takenBy: address });
}

/**
 * Refuses a place that was not taken by the database of this address, or was by a copy of it since: what none of
 * this database's files names may be what another's does.
 *
 * @throws OpenError, ContentFault
 */
export async function requireTaken(kept: ContentStore, address: string): Promise<void> {
  if ((await readMark(kept))?.takenBy === address) return;
  throw new OpenError(
    `Content is removed from ${kept.shown} only once it is said to be the place of ${address} alone. If no other ` +
      'database, and no copy of this one, has its content there, say so once with --repair --take-content.',
  );
}
