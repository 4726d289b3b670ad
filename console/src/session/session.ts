/** Who is signed in, and the client that asks the server for them. */
import type { LinkwrightClient, Me } from 'linkwright/client';
import { createContext, useContext } from 'react';

/** How often the client of a session retries a call before a person is told of its failure. */
export const retries = 2;

export type Permission = Me['Permissions'][string][number];

export interface Session {
  client: LinkwrightClient;
  me: Me;
  /** A client that sends with `sending`, which may report progress. It never retries. */
  clientBy(sending: typeof fetch): LinkwrightClient;
  /** The present token, for calls that the client has no method for; after a session has ended, the new one. */
  token(): string;
  /** Whether the user has the permission in a domain. Pages do not offer what the user may not do. */
  may(permission: Permission, domain: string): boolean;
  /** Signs out, in this window and in the browser's others. */
  leave(): Promise<void>;
}

export const SessionContext = createContext<Session | undefined>(undefined);

/** The session of the page. @throws Error outside of `SessionProvider`, which stands around every page but Welcome */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('Nobody is signed in here.');
  return session;
}
