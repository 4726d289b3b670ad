/** File systems that are small, full or read-only, for a file of tests. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { folder, freshPath } from './database-file.js';

/** Mounts need root, and a system that allows them. */
function mountRefusal(): string | undefined {
  const target = join(folder, 'probe');
  mkdirSync(target);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', target], { stdio: 'pipe' });
    execFileSync('umount', [target]);
    return undefined;
  } catch (error) {
    // `execFileSync` throws what the command wrote with its error.
    const { stderr, message } = error as Error & { stderr?: Buffer };
    return `no file system can be mounted here: ${String(stderr ?? message).trim()}`;
  }
}
export const noMount = mountRefusal();
export const unlessMounted = noMount === undefined ? '' : ` (skipped: ${noMount})`;
const mounts: string[] = [];

/** A file system of a size, mounted for the rest of the file. */
export function mountSmall(size: string): string {
  const target = freshPath('small');
  mkdirSync(target);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', target]);
  mounts.push(target);
  return target;
}

/** The folder as it is, read-only, at another place. */
export function mountReadOnly(source: string): string {
  const target = freshPath('read-only');
  mkdirSync(target);
  execFileSync('mount', ['--bind', source, target]);
  mounts.push(target);
  execFileSync('mount', ['-o', 'remount,ro,bind', target]);
  return target;
}

afterAll(() => {
  for (const target of mounts) execFileSync('umount', ['-l', target]);
});

/** Writes a file until there is no room, but for `leave` bytes. Answers what takes the file away again. */
export function fill(target: string, leave = 0): () => void {
  const path = join(target, 'filler');
  const file = openSync(path, 'w');
  const block = Buffer.alloc(4_096);
  let written = 0;
  try {
    for (;;) written += writeSync(file, block);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    closeSync(file);
  }
  if (leave > 0) execFileSync('truncate', ['-s', String(Math.max(written - leave, 0)), path]);
  return () => rmSync(path);
}
