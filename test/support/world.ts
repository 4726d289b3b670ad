/** A client with a few records, straight in a store: what the store tests begin with. */

import { createClientProgram } from '#linkwright/access/clients.js';
import { saveUserProgram } from '#linkwright/access/users.js';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import { type IndexedDomain, MetadataIndex } from '#linkwright/metadata/metadata-index.js';
import { readFields } from '#linkwright/record/fields.js';
import type { UpsertRecordsOutput } from '#linkwright/record/write/upsert-program.js';
import { upsertRecordsProgram } from '#linkwright/record/write/upsert-program.js';
import type { Store } from '#linkwright/store/store.js';
import { required } from './required.js';

let count = 0;

/** A client of the store tests. */
export type World = Awaited<ReturnType<typeof newClient>>;

/** A new client with `records` claims and as many contacts (ids from 1; numbers `CLM-1`, `C-1`). */
export async function newClient(
  store: Store,
  { linkIdentity = 'pair', records = 5 }: { linkIdentity?: LinkIdentity; records?: number } = {},
) {
  const name = `client-${++count}`;
  const input = { account: 'Test', name, linkIdentity };
  const { id: client } = (await store.write({ client: 0, program: createClientProgram, input })) as {
    id: number;
  };
  const administrator = { name: 'ada', passwordHash: null, administrator: true };
  const { id: user } = (await store.write({ client, program: saveUserProgram, input: administrator })) as {
    id: number;
  };
  const metadata = new MetadataIndex(required(await store.metadata(client)));
  const domain = (domainName: string): IndexedDomain => required(metadata.findDomain(domainName));

  async function upsertRecords(
    domainName: string,
    matchField: string,
    entries: Record<string, unknown>[],
  ): Promise<UpsertRecordsOutput> {
    return (await store.write({
      client,
      program: upsertRecordsProgram,
      input: {
        version: required(await store.metadata(client)).version,
        domain: domain(domainName).id,
        fields: [required(domain(domainName).fieldByName.get(matchField)).id],
        entries: entries.map((entry) => ({ fields: readFields(domain(domainName), entry), byKey: [] })),
        user,
        requestId: 'world',
        dryRun: false,
      },
    })) as UpsertRecordsOutput;
  }

  const numbers = Array.from({ length: records }, (_, at) => at + 1);
  await upsertRecords(
    'Claim',
    'ClaimNumber',
    numbers.map((id) => ({ ClaimNumber: `CLM-${id}`, Amount: id })),
  );
  await upsertRecords(
    'Contact',
    'ContactNumber',
    numbers.map((id) => ({ ContactNumber: `C-${id}`, Name: 'Same name' })),
  );
  return { client, name, user, metadata, domain, upsertRecords };
}
