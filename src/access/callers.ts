import { LRUCache } from 'lru-cache';
import { limits } from '../contract/limits.js';
import { administer, type Caller, type DomainPermission } from '../contract/permissions.js';
import type { MetadataCache } from '../record/metadata-cache.js';
import type { Grant, Store, UserAccess } from '../store/store.js';
import { clientOfToken, hashToken } from './secrets.js';

const everyDomain: Grant['domain'] = 0;

/** The permissions of a user as a set, computed once for each token (design section 3). */
export function callerFrom(client: number, { id, name, administrator, grants }: UserAccess): Caller {
  const all =
    administrator ||
    grants.some(({ domain, permission }) => domain === everyDomain && permission === administer);
  const held = new Set(grants.map(({ domain, permission }) => `${domain}:${permission}`));
  return {
    client,
    user: id,
    name,
    administrator: all,
    may: (domain: number, permission: DomainPermission) =>
      all || held.has(`${domain}:${permission}`) || held.has(`${everyDomain}:${permission}`),
  };
}

interface Checked {
  caller: Caller;
  expiresAt: number | null;
}

/**
 * Who stands behind a token. A checked token is believed for a minute; where the client's version shows
 * that roles, users or tokens have changed, it is checked again at once.
 */
export class Callers {
  private readonly store: Store;
  private readonly metadata: MetadataCache;
  private readonly checked = new LRUCache<string, Checked>({
    max: limits.tokenCacheEntries,
    ttl: limits.tokenCacheMilliseconds,
  });

  /** Tokens that are being looked up, by hash and version: hundreds of calls with one ask once together. */
  private readonly asked = new Map<string, Promise<Caller | undefined>>();

  constructor(store: Store, metadata: MetadataCache) {
    this.store = store;
    this.metadata = metadata;
    metadata.onChange(() => this.checked.clear());
  }

  /** What is known of a token without asking the store. */
  peek(token: string): Caller | undefined {
    const known = this.checked.get(hashToken(token));
    if (known === undefined) return undefined;
    return known.expiresAt === null || known.expiresAt > Date.now() ? known.caller : undefined;
  }

  /** The caller, or `undefined` where the token is unknown, revoked or expired. */
  async find(token: string): Promise<Caller | undefined> {
    const client = clientOfToken(token);
    if (client === undefined) return undefined;
    const hash = hashToken(token);
    const { version } = await this.metadata.get(client);
    const question = `${version} ${hash}`;
    const asked = this.asked.get(question);
    if (asked !== undefined) return asked;
    const asking = this.ask(client, hash, version).finally(() => this.asked.delete(question));
    this.asked.set(question, asking);
    return asking;
  }

  private async ask(client: number, hash: string, version: number): Promise<Caller | undefined> {
    const found = await this.store.tokenByHash(client, hash, Date.now());
    if (found === undefined) return undefined;
    const access = await this.store.userAccess(client, found.user);
    if (access === undefined) return undefined;
    const caller = callerFrom(client, access);
    // Kept only if nothing of the client's has changed meanwhile.
    if (this.metadata.peek(client)?.version === version) {
      this.checked.set(hash, { caller, expiresAt: found.expiresAt });
    }
    return caller;
  }
}
