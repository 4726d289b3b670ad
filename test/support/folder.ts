/** A folder of a test's own, gone when its file has run. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { removeFolder } from './remove-folder.js';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'linkwright-test-'));
  afterAll(() => removeFolder(folder));
  return folder;
}
