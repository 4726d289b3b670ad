import { LRUCache } from 'lru-cache';
import { limits } from '../limits/limits.js';
import type { Metadata } from './port/metadata.js';

/** How many parts it has, each some hundred bytes. */
function sizeOf({ domains, linkFields, relationships, relationshipLimits, dropped }: Metadata): number {
  let size = 1 + domains.length + relationships.length + relationshipLimits.length + dropped.length;
  for (const { codes } of [...linkFields, ...domains.flatMap(({ fields }) => fields)]) {
    size += 1 + (codes?.length ?? 0);
  }
  return size;
}

/** The metadata that those who write last went by, of as many clients as there is room for. What a version has never changes. */
export class KeptMetadata {
  private readonly kept = new LRUCache<number, Metadata>({
    maxSize: limits.keptMetadataParts,
    sizeCalculation: sizeOf,
  });

  /** The client's metadata of the version; `read` answers the present ones, under the client's lock. */
  async at(
    client: number,
    version: number,
    read: (client: number) => Promise<Metadata | undefined>,
  ): Promise<Metadata | undefined> {
    const known = this.kept.get(client);
    if (known?.version === version) return known;
    const present = await read(client);
    if (present?.version !== version) return undefined;
    this.kept.set(client, present);
    return present;
  }
}
