/** An upload: the content is kept, then its File record and the link are written (docs/reference/files.md#upload). */
import type { ContentStore, ReceivedContent } from '../content/content.js';
import { Refusal } from '../contract/errors.js';
import type { UploadAnswer, UploadText } from '../contract/file.js';
import { fileDomain } from '../contract/words.js';
import { limits } from '../limits/limits.js';
import type { IndexedDomain } from '../metadata/metadata-index.js';
import { type CallServices, Reading, runProgram, type Sender } from '../metadata/reading.js';
import { readFields } from '../record/fields.js';
import type { Keyed } from '../record/keyed/once.js';
import { recordNotFound } from '../record/keys/reference.js';
import { recordAnswer } from '../record/write/answer.js';
import type { KeyedCall, Store } from '../store/store.js';
import { type AttachFileInput, attachFileProgram, uploadAnswer } from './attach.js';
import { type ContentInput, claimContentProgram } from './claim.js';
import { markPlace } from './content-place.js';
import { findParent, type ParentInPath } from './parent.js';

export interface FileServices extends CallServices {
  /** None, where the server was not told where to keep content. */
  content: ContentStore | undefined;
  /** Bytes of all content that a client keeps. */
  contentBytes: number;
}

/** What has come in of an upload. */
export interface ReceivedUpload {
  texts: Partial<Record<UploadText, string>> & { FileName: string };
  /** The type that the caller says the content is of. */
  mimeType: string | undefined;
  content: ReceivedContent;
}

/** What has come in whole. */
export interface Upload extends ReceivedUpload {
  /** How the call is known, where its caller gave it a key. */
  keyed: KeyedCall | undefined;
}

/** @throws Refusal `unavailable` where the server has no place for content */
export function requireContent({ content }: FileServices): ContentStore {
  if (content !== undefined) return content;
  throw new Refusal(
    'unavailable',
    'This server has no place for the content of files: servers that share a database have to be started with --content.',
  );
}

/**
 * Holds the content that a client keeps, with so many bytes more, against what it may have. Uploads that end at the same
 * moment do not see each other: what is under way may come on top.
 *
 * @throws Refusal `payload_too_large`
 */
async function requireRoom(
  { store, contentBytes }: FileServices,
  client: number,
  more: number,
): Promise<void> {
  const { count, bytes } = await store.fileContentTotal(client, limits.contents);
  if (bytes + more <= contentBytes && count < limits.contents) return;
  const written = (number: number) => number.toLocaleString('en');
  throw new Refusal(
    'payload_too_large',
    `The content of the client's files may take ${written(contentBytes)} bytes in ${written(limits.contents)} contents; it takes ${written(bytes)} in ${written(count)}, which leaves no room for ${written(more)} more.`,
  );
}

/** The fields of the record. @throws Refusal `invalid_request` */
function fieldsOf(domain: IndexedDomain, { texts, mimeType, content }: ReceivedUpload) {
  const { sha256, size } = content;
  return readFields(domain, { ...texts, MimeType: mimeType ?? null, Size: size, SHA256: sha256 });
}

/**
 * Sees to it that the content is there, and that it is left alone until a file names it.
 *
 * @throws Refusal `unavailable`
 * @throws ContentFault
 */
export async function keepContent(
  store: Store,
  kept: ContentStore,
  client: number,
  content: ReceivedContent,
): Promise<void> {
  const { sha256, size } = content;
  const input: ContentInput = { sha256, size };
  const claim = await runProgram(store, { client, program: claimContentProgram, input });
  if (claim === 'being_removed') {
    throw new Refusal('unavailable', 'Equal content is being removed; send this again in five minutes.');
  }
  const isThere = claim === 'known' && (await kept.sizeOf({ client, sha256 })) === size;
  if (isThere) return;
  await markPlace(store, kept);
  await content.keep(client);
}

/**
 * Uploads a file: its content, its record and the link to the parent are there when it answers, or none of
 * them. `receive` is called when all is known to be in order that does not depend on the content.
 *
 * @throws Refusal, ContentFault, and what `receive` throws
 */
export async function uploadFile(
  services: FileServices,
  request: Sender,
  target: ParentInPath,
  receive: (kept: ContentStore) => Promise<Upload>,
): Promise<UploadAnswer> {
  const { store, metadata: cache } = services;
  const reading = await Reading.begin(cache, request);
  await reading.settle((caller, metadata) => findParent(store, caller, metadata, target));
  const kept = requireContent(services);
  const { client } = request.caller;
  await requireRoom(services, client, 1);
  const upload = await receive(kept);
  const { sha256, size } = upload.content;
  try {
    const present = await store.fileContent(client, sha256);
    if (present === undefined || present.removedAt !== null) await requireRoom(services, client, size);
    return await reading.settle(async (caller, metadata) => {
      const parent = await findParent(store, caller, metadata, target);
      const domain = metadata.domainInPath(fileDomain, caller);
      const input: AttachFileInput & Keyed = {
        version: metadata.version,
        parentDomain: parent.domain,
        parent: parent.id,
        domain: domain.id,
        fields: fieldsOf(domain, upload),
        sha256,
        size,
        keyed: upload.keyed,
        user: caller.user,
        requestId: request.requestId,
      };
      await keepContent(store, kept, caller.client, upload.content);
      const outcome = await runProgram(store, { client: caller.client, program: attachFileProgram, input });
      if (outcome === 'stale') return outcome;
      if (outcome === 'unclaimed') throw new Refusal('unavailable');
      if (outcome === 'parent_not_found') throw recordNotFound({ name: target.domain }, parent.id);
      if ('refused' in outcome) {
        const told = { dryRun: false, mayView: caller.may(domain.id, 'View') };
        throw recordAnswer(outcome.refused, domain, [], told);
      }
      return uploadAnswer(outcome, input);
    });
  } finally {
    await upload.content.discard();
  }
}
