/** What programs share that change metadata, users, roles or tokens. */
import { Refusal } from '../contract/errors.js';
import type { WriteTransaction } from '../store/store.js';
import { MetadataIndex } from './metadata-index.js';

/** The metadata that a program goes by, under the client's lock. */
export async function lockedMetadata(transaction: WriteTransaction): Promise<MetadataIndex> {
  await transaction.lock();
  const metadata = await transaction.metadata(transaction.client);
  if (metadata === undefined) throw new Refusal('not_found', 'There is no such client.');
  return new MetadataIndex(metadata);
}
