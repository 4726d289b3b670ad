/** The content of a File record (docs/reference/files.md#content). */
import type { Readable } from 'node:stream';
import { type ByteRange, ContentFault } from '../content/content.js';
import { Refusal } from '../contract/errors.js';
import { type Caller, requirePermission } from '../contract/permissions.js';
import { fileDomain } from '../contract/words.js';
import type { MetadataIndex } from '../metadata/metadata-index.js';
import { presentRecord } from '../record/keys/present-record.js';
import { readRecordId, recordNotFound } from '../record/keys/reference.js';
import type { StoredRecord } from '../store/store.js';
import { type FileServices, requireContent } from './upload.js';

export interface FoundContent {
  /** What the record calls the file, and what it says its type is; neither is to be believed. */
  name: string | undefined;
  mimeType: string | undefined;
  sha256: string;
  size: number;
  /** @throws ContentFault */
  open(range: ByteRange | undefined): Promise<Readable>;
}

function textOf({ fields }: StoredRecord, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}

function contentNotFound(record: StoredRecord): Refusal {
  const elsewhere =
    textOf(record, 'ExternalDirectURL') === undefined ? '' : ' Its ExternalDirectURL says where it is.';
  return new Refusal('not_found', `The File record with id ${record.id} has no content here.${elsewhere}`);
}

/**
 * What a File record names by its SHA256, of the caller's client alone.
 *
 * @throws Refusal `permission_denied`, `invalid_request`, `not_found`
 */
export async function findContent(
  services: FileServices,
  caller: Caller,
  metadata: MetadataIndex,
  idInPath: string,
): Promise<FoundContent> {
  const { store } = services;
  const { client } = caller;
  const domain = metadata.domainInPath(fileDomain, caller);
  requirePermission(caller, domain, 'View');
  const id = readRecordId(idInPath);
  const record = await presentRecord(store, client, domain.id, id);
  if (record === undefined) throw recordNotFound(domain, id);
  const sha256 = textOf(record, 'SHA256');
  const known = sha256 === undefined ? undefined : await store.fileContent(client, sha256);
  if (sha256 === undefined || known === undefined || known.removedAt !== null) throw contentNotFound(record);
  const kept = requireContent(services);
  return {
    name: textOf(record, 'FileName'),
    mimeType: textOf(record, 'MimeType'),
    sha256,
    size: known.size,
    async open(range) {
      const stream = await kept.read({ client, sha256 }, range);
      if (stream !== undefined) return stream;
      throw new ContentFault(new Error(`client ${client} has no content ${sha256} in ${kept.shown}`));
    },
  };
}
