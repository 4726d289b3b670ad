/** Removals of links (docs/reference/link-operations.md#remove). */
import type { RefusedEntry } from '../contract/bulk.js';
import type { RemovalAnswer } from '../contract/link.js';
import type { Sender } from '../metadata/reading.js';
import { removalAnswer } from './answer.js';
import { callLink, callLinks, type DryRun, type LinkOperation, type LinkServices } from './call.js';
import type { BatchOptions } from './command.js';
import { readRemoval } from './read.js';

const removal: LinkOperation<RemovalAnswer> = { read: readRemoval, answer: removalAnswer };

/**
 * Removes the link of two records that carries the relationship, or all their links where none is named.
 * Answers after it is durable; that there was nothing to remove is an answer too.
 *
 * @throws Refusal
 */
export function removeLink(
  services: LinkServices,
  request: Sender,
  body: unknown,
  dryRun?: DryRun,
): Promise<RemovalAnswer> {
  return callLink(services, removal, request, body, dryRun);
}

/** Many of them, each with an answer of its own, in their order; nothing to remove is no refusal. */
export function removeLinks(
  services: LinkServices,
  request: Sender,
  bodies: unknown[],
  options: BatchOptions,
): Promise<(RemovalAnswer | RefusedEntry)[]> {
  return callLinks(services, removal, request, bodies, options);
}
