/** Where commands find the content of files. */
import { Option } from 'commander';
import type { ContentStore } from '../content/content.js';
import { type OpenContentOptions, openContent } from '../content/open.js';
import { fileOfDatabase } from '../store/open.js';
import type { DatabaseOptions } from './database.js';

export interface ContentOptions extends DatabaseOptions {
  content?: string;
}

export function contentOption(): Option {
  return new Option(
    '--content <url>',
    'where the content of files is kept: file:PATH or s3://BUCKET/PREFIX?endpoint=URL&region=REGION (default: beside the SQLite file)',
  ).env('LINKWRIGHT_CONTENT');
}

/** Opens the place of the content, once the database is open. @throws OpenError */
export function openContentOf(
  { database, content }: ContentOptions,
  options: Pick<OpenContentOptions, 'serving' | 'sweep'>,
): Promise<ContentStore | undefined> {
  return openContent({ url: content, databaseFile: fileOfDatabase(database), ...options });
}
