/** Opens the place of files' content that an option names (docs/reference/files.md#where-content-is-kept). */
import { chmod } from 'node:fs/promises';
import { resolve } from 'node:path';
import { OpenError } from '../store/store.js';
import { readContentAddress } from './address.js';
import type { ContentStore } from './content.js';
import { isWritableFolder, openFolder, type Sweep } from './folder.js';

export interface OpenContentOptions {
  /** `file:PATH` or `s3://BUCKET/PREFIX`; beside the database's file, where it is left out. */
  url: string | undefined;
  /** The database's file, where it is in one. */
  databaseFile: string | undefined;
  /** What is swept of uploads that were cut off, in a folder that several may use. */
  sweep: Exclude<Sweep, 'all'>;
  /** Whether this is a server: the lock on an embedded database keeps others away from the folder beside it. */
  serving: boolean;
}

/** @throws OpenError */
async function openFolderOrSay(folder: string, sweep: Sweep): Promise<ContentStore> {
  try {
    return await openFolder(folder, sweep);
  } catch (error) {
    throw new OpenError(`The folder ${folder} for content cannot be read (${(error as Error).message}).`);
  }
}

/**
 * Opens the place. Only the adapter that is needed is loaded. `undefined` where none is named and the database
 * is in no file: servers that share a database need a place that they share.
 *
 * @throws OpenError
 */
export async function openContent({
  url,
  databaseFile,
  sweep,
  serving,
}: OpenContentOptions): Promise<ContentStore | undefined> {
  if (url === undefined) {
    if (databaseFile === undefined) return undefined;
    const folder = `${databaseFile}.files`;
    // Its files are their owner's alone already. The folder may be another user's, or not be there.
    await chmod(folder, 0o700).catch(() => {});
    return openFolderOrSay(folder, serving ? 'all' : sweep);
  }
  const address = readContentAddress(url);
  if ('folder' in address) {
    const folder = resolve(address.folder);
    if (!(await isWritableFolder(folder))) {
      throw new OpenError(
        `The folder ${folder} for content does not exist, or may not be written. Make it, or name another place.`,
      );
    }
    return openFolderOrSay(folder, sweep);
  }
  const { openBucket } = await import('./bucket.js');
  return openBucket(address);
}
