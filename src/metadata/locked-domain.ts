import type { ClientState, Metadata, WriteTransaction } from '../store/store.js';
import { type IndexedDomain, MetadataIndex } from './metadata-index.js';

/** A domain as it stays until the transaction ends, and what else a program needs that writes its records. */
export interface LockedDomain {
  state: ClientState;
  metadata: MetadataIndex;
  domain: IndexedDomain;
}

/** What was made of metadata that the store still keeps. */
const indexes = new WeakMap<Metadata, MetadataIndex>();

function indexOf(metadata: Metadata): MetadataIndex {
  const known = indexes.get(metadata) ?? new MetadataIndex(metadata);
  indexes.set(metadata, known);
  return known;
}

/**
 * Locks the client for a program that writes records of one domain. `undefined` where the metadata is not
 * the version that the program's input was read with: it has to be read again.
 */
export async function lockedDomain(
  transaction: WriteTransaction,
  { version, domain: id }: { version: number; domain: number },
): Promise<LockedDomain | undefined> {
  const state = await transaction.lock();
  if (state.version !== version) return undefined;
  const present = await transaction.metadataAt(version);
  if (present === undefined) return undefined;
  const metadata = indexOf(present);
  const domain = metadata.domainOf(id);
  return domain === undefined ? undefined : { state, metadata, domain };
}
