/** A copy of a database file as it is at one moment, beside a server that goes on writing, and what there is in it. */
import { closeSync, fsyncSync, openSync } from 'node:fs';
import type { NamedContent, SavedFile } from '../saved-file.js';
import { type Connection, connect, openError } from './connection.js';
import { findingReader } from './finding.js';
import { findFile } from './open.js';
import { makePrivate } from './private-file.js';

/** @throws OpenError where the disk of the new file has no room */
function writeInto(connection: Connection, target: string): void {
  try {
    connection.prepare('VACUUM INTO ?').run(target);
  } catch (error) {
    // Of the database itself nothing is written.
    if ((error as { code?: string }).code?.startsWith('SQLITE_FULL')) throw openError(target, error);
    throw error;
  }
}

/**
 * Writes everything that is committed at this moment into a new file, which is durable when this answers. It reads in one
 * transaction: nobody waits for it, and nothing that is committed meanwhile gets in.
 *
 * @throws OpenError where the database cannot be read, or the file not be written
 */
export function saveFile(file: string, target: string): void {
  const path = findFile({ path: file, makeFolder: false, makeFile: false });
  let connection: Connection | undefined;
  try {
    connection = connect(path, 'read');
    // SQLite takes an empty file, and would make one that others can read.
    makePrivate(target);
    writeInto(connection, target);
    const handle = openSync(target, 'r');
    fsyncSync(handle);
    closeSync(handle);
  } catch (error) {
    throw openError(path, error);
  } finally {
    connection?.close();
  }
}

const namedContents = `SELECT client_id AS client, sha256, size FROM file_content
  WHERE removed_at IS NULL ORDER BY client_id, sha256`;

/** Looks through a file that nobody writes, and writes nothing to it. @throws OpenError where it is none of ours */
export async function readSavedFile(path: string): Promise<SavedFile> {
  let connection: Connection | undefined;
  try {
    connection = connect(path, 'read');
    const damage = await findingReader(connection).damage();
    if (damage.length > 0) return { damage, contents: [], databaseId: undefined };
    const contents = connection.prepare<[], NamedContent>(namedContents).all();
    const id = connection
      .prepare<[], string>('SELECT database_id FROM client_state WHERE database_id IS NOT NULL LIMIT 1')
      .pluck()
      .get();
    return { damage, contents, databaseId: id };
  } catch (error) {
    throw openError(path, error);
  } finally {
    connection?.close();
  }
}
