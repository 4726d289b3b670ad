/** How much there is of a client (docs/decisions/0033-sizes-of-a-client.md). */
import { setImmediate as turn } from 'node:timers/promises';
import type { ClientSizes } from '../contract/access.js';
import { limits } from '../limits/limits.js';
import type { MetadataIndex } from '../metadata/metadata-index.js';
import type { StoreQueries } from '../store/store.js';

/** Counts each up to `countedSizes`, one domain after another, so that nobody waits for it. */
export async function clientSizes(
  queries: StoreQueries,
  client: number,
  { domains }: MetadataIndex,
): Promise<ClientSizes> {
  const max = limits.countedSizes;
  const sizes: ClientSizes['Domains'] = [];
  for (const { id, name } of domains) {
    const Records = await queries.recordTotal(client, id, max);
    const Links = await queries.linkTotal(client, id, max);
    sizes.push({ Domain: name, Records, Links });
    await turn();
  }
  const { count, bytes } = await queries.fileContentTotal(client, max);
  return { CountedTo: max, Domains: sizes, Contents: count, ContentBytes: bytes };
}
