/** A folder of a test's own, gone when its file has run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'linkwright-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
