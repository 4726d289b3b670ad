/**
 * The browser's database of rejected rows of imports. It is named here because two parts of the console know it: the
 * Import page, which fills it, and signing out, which deletes it.
 */
import { basePath } from './server.js';

export const rejectedDatabase = `linkwright-import:${basePath}`;

/** Deletes the rejected rows of all imports, whoever ran them. The deletion goes on after the return. */
export function deleteRejectedDatabase(): void {
  indexedDB.deleteDatabase(rejectedDatabase);
}
