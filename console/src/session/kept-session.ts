/** What the browser keeps of a session: shared by its windows, gone with signing out (docs/decisions/0027-console.md). */

import { deleteRejectedDatabase } from '../shared/rejected-database.js';
import { basePath } from '../shared/server.js';

export interface Identity {
  account: string;
  client: string;
  user: string;
}

const tokenKey = `linkwright-token:${basePath}`;
const identityKey = `linkwright-identity:${basePath}`;

export function keptToken(): string | undefined {
  return localStorage.getItem(tokenKey) ?? undefined;
}

export function keepToken(token: string): void {
  localStorage.setItem(tokenKey, token);
}

export function forgetToken(): void {
  localStorage.removeItem(tokenKey);
  // Rows of files may be about people, and the browser may be used by others.
  deleteRejectedDatabase();
}

/** Tells what other windows do: the new token, or nothing where they signed out. Answers how to stop listening. */
export function onTokenElsewhere(listener: (token: string | undefined) => void): () => void {
  const listen = ({ key, newValue }: StorageEvent) => {
    if (key === tokenKey) listener(newValue ?? undefined);
  };
  window.addEventListener('storage', listen);
  return () => window.removeEventListener('storage', listen);
}

/** Who signed in last, for the form to begin with. */
export function keptIdentity(): Identity {
  const empty = { account: '', client: '', user: '' };
  try {
    return { ...empty, ...JSON.parse(localStorage.getItem(identityKey) ?? '{}') };
  } catch {
    return empty;
  }
}

export function keepIdentity(identity: Identity): void {
  localStorage.setItem(identityKey, JSON.stringify(identity));
}
