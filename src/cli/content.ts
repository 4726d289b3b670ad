/** Where commands find the content of files. */
import { Option } from 'commander';
import { ContentFault, type ContentStore } from '../content/content.js';
import { type OpenContentOptions, openContent } from '../content/open.js';
import { requireOwnPlace } from '../file/content-place.js';
import { fileOfDatabase } from '../store/open.js';
import type { Store } from '../store/store.js';
import type { DatabaseOptions } from './database.js';

export interface ContentOptions extends DatabaseOptions {
  content?: string;
}

/** The option that names the place of the content. */
export function contentOption(): Option {
  return new Option(
    '--content <url>',
    'where the content of files is kept: file:PATH or s3://BUCKET/PREFIX?endpoint=URL&region=REGION (default: beside the SQLite file)',
  ).env('LINKWRIGHT_CONTENT');
}

/**
 * Refuses a place that belongs to another database. One that cannot be reached now is checked when something is kept.
 *
 * @throws OpenError
 */
export async function requireOwnContent(store: Store, kept: ContentStore | undefined): Promise<void> {
  try {
    if (kept !== undefined) await requireOwnPlace(store, kept);
  } catch (error) {
    if (!(error instanceof ContentFault)) throw error;
  }
}

/** Opens the place of the content; the database must be open. @throws OpenError */
export function openContentOf(
  { database, content }: ContentOptions,
  options: Pick<OpenContentOptions, 'serving' | 'sweep'>,
): Promise<ContentStore | undefined> {
  return openContent({ url: content, databaseFile: fileOfDatabase(database), ...options });
}
