/** Reads a backup from its first byte to its last, and says what is wrong with it. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { relativePathOf } from '../content/content.js';
import { readSaved } from '../store/open.js';
import type { NamedContent } from '../store/saved-file.js';
import { digestOf, type Manifest, names } from './manifest.js';

/** How many faults are told one by one. */
const shown = 5;

export interface CheckedBackup {
  faults: string[];
  contents: NamedContent[];
  databaseId: string | undefined;
}

/** What is wrong with a content of the backup; `undefined` where nothing is. */
async function faultOfContent(folder: string, named: NamedContent): Promise<string | undefined> {
  const path = relativePathOf(named);
  const file = join(folder, names.content, path);
  const status = await stat(file).catch(() => undefined);
  if (status === undefined) return `the content ${path} is missing`;
  const { bytes, sha256 } = await digestOf(file);
  return bytes === named.size && sha256 === named.sha256
    ? undefined
    : `the content ${path} is not what it was`;
}

/**
 * Compares all that is in a backup's folder with what it says of itself, and what its database names.
 *
 * @throws OpenError where its database cannot be opened
 */
export async function checkBackup(folder: string, manifest: Manifest): Promise<CheckedBackup> {
  const file = join(folder, names.database);
  const found = await digestOf(file).catch(() => undefined);
  if (found === undefined)
    return { faults: ['its database is missing'], contents: [], databaseId: undefined };
  if (found.sha256 !== manifest.sha256) {
    return { faults: ['its database is not what it was'], contents: [], databaseId: undefined };
  }
  const { damage, contents, databaseId } = await readSaved(file);
  const faults = damage.map((line) => `its database is damaged: ${line}`);
  if (manifest.content !== null) {
    if (contents.length !== manifest.content.count) {
      faults.push(`its database names ${contents.length} contents, and not ${manifest.content.count}`);
    }
    for (const named of contents) {
      const fault = await faultOfContent(folder, named);
      if (fault !== undefined) faults.push(fault);
    }
  }
  return { faults, contents, databaseId };
}

/** Some of the faults, in a sentence. */
export function faultsText(faults: string[]): string {
  const more = faults.length > shown ? `, and ${faults.length - shown} more` : '';
  return `${faults.slice(0, shown).join('; ')}${more}`;
}
