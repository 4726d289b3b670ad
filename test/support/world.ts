/** A client with a few records, straight in a store: what the store tests begin with. */

import { MetadataIndex } from '#linkwright/metadata/metadata-index.js';
import { readFields } from '#linkwright/record/fields.js';

let count = 0;

/**
 * A new client with `records` claims and as many contacts (ids from 1; numbers `CLM-1`, `C-1`).
 * Answers its id, the ids of its domains, and `transact`, which runs a function in a transaction of it.
 */
export async function newClient(store, { linkIdentity = 'pair', records = 5 } = {}) {
  const name = `client-${++count}`;
  const input = { account: 'Test', name, linkIdentity };
  const { id: client } = await store.write({ client: 0, program: 'createClient', input });
  const user = { name: 'ada', passwordHash: null, administrator: true };
  const { id: userId } = await store.write({ client, program: 'saveUser', input: user });
  const metadata = new MetadataIndex(await store.metadata(client));
  const domain = (domainName) => metadata.findDomain(domainName);
  const upsertRecords = async (domainName, matchField, entries) =>
    store.write({
      client,
      program: 'upsertRecords',
      input: {
        version: (await store.metadata(client)).version,
        domain: domain(domainName).id,
        fields: [domain(domainName).fieldByName.get(matchField).id],
        entries: entries.map((entry) => readFields(domain(domainName), entry)),
        user: userId,
        dryRun: false,
      },
    });
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
  return { client, name, user: userId, metadata, domain, upsertRecords };
}
