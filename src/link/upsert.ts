/** Upserts of links (docs/reference/upsert.md). */
import type { RefusedEntry } from '../contract/bulk.js';
import type { UpsertAnswer } from '../contract/link.js';
import type { Sender } from '../metadata/reading.js';
import { upsertAnswer } from './answer.js';
import {
  type BulkOptions,
  callLink,
  callLinks,
  type DryRun,
  type LinkOperation,
  type LinkServices,
} from './call.js';
import { readUpsert } from './read.js';

const upsert: LinkOperation<UpsertAnswer> = { read: readUpsert, answer: upsertAnswer };

/** Creates or updates the one link between two records. Answers after it is durable. @throws Refusal */
export function upsertLink(
  services: LinkServices,
  request: Sender,
  body: unknown,
  dryRun?: DryRun,
): Promise<UpsertAnswer> {
  return callLink(services, upsert, request, body, dryRun);
}

/** Many of them, each with an answer of its own, in their order. */
export function upsertLinks(
  services: LinkServices,
  request: Sender,
  bodies: unknown[],
  options: BulkOptions,
): Promise<(UpsertAnswer | RefusedEntry)[]> {
  return callLinks(services, upsert, request, bodies, options);
}
