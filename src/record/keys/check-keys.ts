/** Whether each record can be found by each of its values and words, and by nothing else. */
import { limits } from '../../limits/limits.js';
import { lockedMetadata } from '../../metadata/locked-metadata.js';
import type { MetadataIndex } from '../../metadata/metadata-index.js';
import {
  defineProgram,
  type Finding,
  type Metadata,
  type Store,
  type StoredMatchKey,
  type WriteTransaction,
} from '../../store/store.js';
import { matchKeysOf } from '../fields.js';
import { needlessKeys } from './rebuild-keys.js';

export const keysMissing = 'keys that cannot be found by';
export const keysTooMany = 'keys that no record has';

/** Records that are looked at beside servers at a time. */
const pageSize = 1_000;

type Domain = Metadata['domains'][number];

/**
 * A page of a domain's records: how many keys they need, and how many of these are there. `last` is its last
 * record where there may be more.
 */
async function pageOfKeys(
  queries: Pick<Store, 'recordPage' | 'countMatchKeys'>,
  client: number,
  domain: Domain,
  { after, limit }: { after: number; limit: number },
) {
  const { records, reached } = await queries.recordPage({
    client,
    domain: domain.id,
    order: 'asc',
    after,
    limit,
  });
  const keys = records.flatMap(({ id, fields }) =>
    matchKeysOf(domain, fields).map(({ field, value }) => ({ record: id, field, value })),
  );
  const present = await queries.countMatchKeys(client, domain.id, keys);
  return { wanted: keys.length, present, last: reached };
}

/** Whether the figures fit. Reads one after the other: a difference may as well be a write between them. */
async function differs(store: Store, client: number, domain: Domain): Promise<boolean> {
  let present = 0;
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page = await pageOfKeys(store, client, domain, { after, limit: pageSize });
    if (page.present < page.wanted) return true;
    present += page.present;
    after = page.last;
  }
  return (await store.matchKeyTotal(client, domain.id)) !== present;
}

/** Where the check under the lock goes on. */
export type CheckKeysInput =
  | { step: 'missing'; domain: number; after: number }
  | { step: 'needless'; after: StoredMatchKey | undefined };

export interface CheckKeysOutput {
  /** Faults by the name of their domain. */
  counts: [domain: string, count: number][];
  next: CheckKeysInput | 'done';
}

async function missing(
  transaction: WriteTransaction,
  { domains, client }: MetadataIndex,
  { domain: id, after }: CheckKeysInput & { step: 'missing' },
): Promise<CheckKeysOutput> {
  const domain = domains.find((each) => each.id >= id);
  if (domain === undefined) return { counts: [], next: { step: 'needless', after: undefined } };
  const behind = domain.id === id ? after : 0;
  const page = { after: behind, limit: limits.batchRecords };
  const { wanted, present, last } = await pageOfKeys(transaction, client, domain, page);
  return {
    counts: [[domain.name, wanted - present]],
    next: { step: 'missing', domain: last === undefined ? domain.id + 1 : domain.id, after: last ?? 0 },
  };
}

async function needless(
  transaction: WriteTransaction,
  metadata: MetadataIndex,
  after: StoredMatchKey | undefined,
): Promise<CheckKeysOutput> {
  const keys = await transaction.allMatchKeys(metadata.client, after, limits.recordsAtOnce);
  const found = await needlessKeys(transaction, metadata, keys);
  return {
    counts: metadata.domains.map(({ id, name }) => [
      name,
      found.filter(({ domain }) => domain === id).length,
    ]),
    next: keys.length < limits.recordsAtOnce ? 'done' : { step: 'needless', after: keys.at(-1) },
  };
}

/**
 * The program that looks at one slice of records or keys under the client's lock, so that no write comes
 * between what is compared. It writes nothing.
 */
export async function checkKeys(
  transaction: WriteTransaction,
  input: CheckKeysInput,
): Promise<CheckKeysOutput> {
  const metadata = await lockedMetadata(transaction);
  return input.step === 'missing'
    ? missing(transaction, metadata, input)
    : needless(transaction, metadata, input.after);
}

export const checkKeysProgram = defineProgram('checkKeys', checkKeys);

/**
 * What is wrong with a client's keys, also while servers write: where the figures that were read beside them do not
 * fit, everything is looked at again, in slices between which the servers take their turns.
 *
 * @throws StoreFault
 */
export async function keyFindings(store: Store, client: number): Promise<Finding[]> {
  let suspect = false;
  for (const domain of (await store.metadata(client))?.domains ?? []) {
    suspect ||= await differs(store, client, domain);
  }
  if (!suspect) return [];
  const findings = new Map<string, Finding>();
  let next: CheckKeysInput | 'done' = { step: 'missing', domain: 0, after: 0 };
  while (next !== 'done') {
    const problem: string = next.step === 'missing' ? keysMissing : keysTooMany;
    const output: CheckKeysOutput = await store.write({ client, program: checkKeysProgram, input: next });
    for (const [domain, more] of output.counts) {
      if (more === 0) continue;
      const key = `${problem} ${domain}`;
      const count = (findings.get(key)?.count ?? 0) + more;
      findings.set(key, { problem, count, examples: [`domain ${domain}`] });
    }
    next = output.next;
  }
  return [...findings.values()];
}
