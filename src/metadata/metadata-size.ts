/** How much a client's metadata may be (docs/decisions/0042-what-a-client-may-hold.md). */
import { invalidRequest } from '../contract/errors.js';
import { limits } from '../limits/limits.js';
import type { MetadataIndex } from './metadata-index.js';

/** Bytes that parts of metadata take on their way between threads. */
const bytesOf = (parts: unknown) => Buffer.byteLength(JSON.stringify(parts));

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;

/**
 * Refuses a change that makes the client's metadata larger than it may be. A change that makes it no larger is never
 * refused.
 *
 * @throws Refusal `invalid_request`
 */
export function requireRoom(metadata: MetadataIndex, before: unknown[], after: unknown[]): void {
  const grown = bytesOf(after) - bytesOf(before);
  if (grown <= 0) return;
  const { domains, linkFields, relationships, relationshipLimits, dropped } = metadata;
  const bytes = bytesOf([domains, linkFields, relationships, relationshipLimits, dropped]) + grown;
  if (bytes <= limits.metadataBytes) return;
  throw invalidRequest(
    `The client's domains, fields, codes and relationships would take ${megabytes(bytes)}; a client has at most ${megabytes(limits.metadataBytes)}.`,
  );
}
