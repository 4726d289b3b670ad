/** An import that is not finished, as the browser keeps it over a reload: for each client and user one. */
import type { Me } from 'linkwright/client';
import type { ImportCounts } from 'linkwright/import/counts';
import { basePath } from '../../shared/server.js';
import { digestOf } from './digest.js';
import { forgetRejected } from './kept-rejected.js';
import type { Plan } from './messages.js';

export interface KeptImport {
  name: string;
  size: number;
  digest: string;
  plan: Plan;
  /** When it was begun, in milliseconds, by which what was rejected is found. */
  begun: number;
  /** The byte up to which all rows are settled. */
  settled: number;
  counts: ImportCounts;
}

/** Whose it is. */
export function ownerOf({ Account, Client, User }: Me): string {
  return JSON.stringify([Account, Client, User]);
}

const keyOf = (owner: string) => `linkwright-import:${basePath}:${owner}`;

export function keptImport(owner: string): KeptImport | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(owner)) ?? 'null') as KeptImport | null;
    // One that an older console has kept does not say how its file is read.
    return typeof kept?.settled === 'number' && kept.plan.reading !== undefined ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function keepImport(owner: string, kept: KeptImport): void {
  localStorage.setItem(keyOf(owner), JSON.stringify(kept));
}

export function forgetImport(owner: string): void {
  localStorage.removeItem(keyOf(owner));
  // Where nothing can be kept there is nothing to forget.
  forgetRejected(owner).catch(() => undefined);
}

/** Whether it is the file that the import was begun with. */
export async function isSameFile(file: File, { name, size, digest }: KeptImport): Promise<boolean> {
  return file.name === name && file.size === size && (await digestOf(file)) === digest;
}
