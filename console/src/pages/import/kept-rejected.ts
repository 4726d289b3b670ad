/**
 * The rejected rows of an import that is not finished, as the browser keeps them over a reload: chunk by chunk, gone with
 * the import, and with signing out.
 */
import { rejectedDatabase } from '../../shared/rejected-database.js';
import type { RejectedRow } from './messages.js';

/** What a chunk rejected. */
export interface RejectedChunk {
  /** The rows that are listed. */
  rejected: RejectedRow[];
  /** How often each code stands among all of them. */
  codes: Record<string, number>;
  /** All of them, as they are downloaded. */
  file: Blob;
}

/** Bytes that are kept of one import; what comes on top is missing after a reload, which is said. */
export const keptBytes = 50_000_000;

const chunks = 'rejected';

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(rejectedDatabase, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(chunks);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

/** Settles once what was asked is on the disk. */
async function inStore<Answer>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Answer>,
): Promise<Answer> {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(chunks, mode);
      const asked = ask(transaction.objectStore(chunks));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** An import among those of its owner is told by when it was begun; lists stand behind all numbers. */
const keysUpTo = (owner: string, begun: number, settled: number) =>
  IDBKeyRange.bound([owner, begun], [owner, begun, settled]);
const keysOf = (owner: string) => IDBKeyRange.bound([owner], [owner, []]);

/** Keeps what was rejected in front of a byte. */
export async function keepRejected(
  owner: string,
  begun: number,
  settled: number,
  chunk: RejectedChunk,
): Promise<void> {
  await inStore('readwrite', (store) => store.put(chunk, [owner, begun, settled]));
}

/** What was rejected up to a byte, as far as it could be kept. */
export function keptRejected(owner: string, begun: number, settled: number): Promise<RejectedChunk[]> {
  return inStore('readonly', (store) => store.getAll(keysUpTo(owner, begun, settled)));
}

/** Forgets what was rejected of all imports of an owner. */
export async function forgetRejected(owner: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(keysOf(owner)));
}
