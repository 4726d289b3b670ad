/** Match keys written anew from the records themselves (docs/decisions/0020-record-queries.md). */
import { limits } from '../../limits/limits.js';
import { keyVersion } from '../../metadata/canonical.js';
import { lockedMetadata } from '../../metadata/locked-metadata.js';
import type { MetadataIndex } from '../../metadata/metadata-index.js';
import {
  defineProgram,
  type Store,
  type StoredMatchKey,
  type StoreQueries,
  type WriteTransaction,
} from '../../store/store.js';
import { matchKeysOf } from '../fields.js';

/**
 * Where the work goes on: every key that a record needs is added first, then every other one is removed. So
 * whatever is done twice, or was done by another server, does no harm.
 */
export type RebuildKeysInput =
  | { step: 'add'; domain: number; after: number }
  | { step: 'remove'; after: StoredMatchKey | undefined };

/** Adds the keys of the next records of a domain. */
async function addKeys(
  transaction: WriteTransaction,
  metadata: MetadataIndex,
  { domain: id, after }: RebuildKeysInput & { step: 'add' },
): Promise<RebuildKeysInput> {
  const domain = metadata.domains.find((each) => each.id >= id);
  if (domain === undefined) return { step: 'remove', after: undefined };
  const limit = limits.batchRecords;
  const behind = domain.id === id ? after : 0;
  const page = { client: transaction.client, domain: domain.id, order: 'asc', after: behind, limit } as const;
  const { records, reached } = await transaction.recordPage(page);
  await transaction.addMatchKeys(
    domain.id,
    records.map(({ id: record, fields }) => ({ id: record, keys: matchKeysOf(domain, fields) })),
  );
  if (reached === undefined) return { step: 'add', domain: domain.id + 1, after: 0 };
  return { step: 'add', domain: domain.id, after: reached };
}

const nameOf = ({ domain, field, value, record }: StoredMatchKey) => `${domain} ${field} ${record} ${value}`;

/** The keys, of those given, that their records do not need. */
export async function needlessKeys(
  queries: Pick<StoreQueries, 'firstRecords'>,
  { client, domains }: Pick<MetadataIndex, 'client' | 'domains'>,
  keys: StoredMatchKey[],
): Promise<StoredMatchKey[]> {
  const needed = new Set<string>();
  for (const domain of domains) {
    const ofDomain = keys.filter((key) => key.domain === domain.id).map(({ record }) => record);
    for (let ids = [...new Set(ofDomain)]; ids.length > 0; ) {
      const { records, taken } = await queries.firstRecords(client, domain.id, ids);
      for (const { id: record, fields } of records) {
        for (const { field, value } of matchKeysOf(domain, fields)) {
          needed.add(nameOf({ domain: domain.id, field, value, record }));
        }
      }
      ids = ids.slice(taken);
    }
  }
  return keys.filter((key) => !needed.has(nameOf(key)));
}

/** Removes the keys among the next that no record has. */
async function removeKeys(
  transaction: WriteTransaction,
  metadata: MetadataIndex,
  after: StoredMatchKey | undefined,
): Promise<RebuildKeysInput | 'done'> {
  const keys = await transaction.allMatchKeys(transaction.client, after, limits.recordsAtOnce);
  await transaction.removeMatchKeys(await needlessKeys(transaction, metadata, keys));
  if (keys.length === limits.recordsAtOnce) return { step: 'remove', after: keys.at(-1) };
  await transaction.saveKeyVersion(keyVersion);
  return 'done';
}

/** The write program: one slice of the work. Answers where the next begins. */
async function rebuildInTransaction(
  transaction: WriteTransaction,
  input: RebuildKeysInput,
): Promise<RebuildKeysInput | 'done'> {
  const metadata = await lockedMetadata(transaction);
  return input.step === 'add'
    ? addKeys(transaction, metadata, input)
    : removeKeys(transaction, metadata, input.after);
}

export const rebuildKeysProgram = defineProgram('rebuildKeys', rebuildInTransaction);

/**
 * Writes all keys of a client anew. It may be ended at any moment and begun again, also by several at once;
 * the client's other writers get their turn between two slices.
 *
 * @throws StoreFault
 */
export async function rebuildKeys(store: Store, client: number): Promise<void> {
  let next: RebuildKeysInput | 'done' = { step: 'add', domain: 0, after: 0 };
  while (next !== 'done') {
    next = await store.write({ client, program: rebuildKeysProgram, input: next });
  }
}

/**
 * Writes the keys of every client anew where this program could not find records by them. To be done before
 * records are read or written.
 *
 * @param onBegin is told of each client before its turn
 * @throws StoreFault
 */
export async function renewKeys(
  store: Store,
  onBegin: (client: { account: string; name: string }) => void,
): Promise<void> {
  for (const client of await store.clients()) {
    if (client.keyVersion === keyVersion) continue;
    onBegin(client);
    await rebuildKeys(store, client.id);
  }
}
