import { rmSync } from 'node:fs';

/** Removes a folder, in which processes that were killed may still write for a moment. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
