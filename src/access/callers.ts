import { LRUCache } from 'lru-cache';
import { Refusal } from '../contract/errors.js';
import type { Caller, DomainPermission } from '../contract/permissions.js';
import { limits } from '../limits/limits.js';
import { administers } from '../metadata/administered.js';
import { everyDomain } from '../metadata/every-domain.js';
import type { MetadataCache } from '../metadata/metadata-cache.js';
import type { KnownToken, Store, UserAccess } from '../store/store.js';
import { clientOfToken, hashToken } from './secrets.js';
import type { TokenUse } from './token-use.js';

/** A caller whose token was looked up. */
export interface SignedInCaller extends Caller {
  token: Omit<KnownToken, 'user'>;
}

/** The permissions of a user, as far as the token has them, as a set, computed once for each token. */
function callerFrom(client: number, access: UserAccess, token: SignedInCaller['token']): SignedInCaller {
  const { id, name, grants } = access;
  const { id: number, roles } = token;
  const all = administers(access);
  const held = new Set(grants.map(({ domain, permission }) => `${domain}:${permission}`));
  return {
    client,
    user: id,
    name,
    administrator: all,
    bound: roles === null ? undefined : { token: number, roles },
    token,
    may: (domain: number, permission: DomainPermission) =>
      all || held.has(`${domain}:${permission}`) || held.has(`${everyDomain}:${permission}`),
  };
}

/**
 * Who stands behind a token. A checked token is believed for a minute; where the client's version shows
 * that roles, users or tokens have changed, it is checked again at once.
 */
export class Callers {
  private readonly store: Store;
  private readonly metadata: MetadataCache;
  private readonly use: TokenUse;
  /** By the token's text: to hash it at each call would cost more than all else that is asked of it here. */
  private readonly checked = new LRUCache<string, SignedInCaller>({
    max: limits.tokenCacheEntries,
    ttl: limits.tokenCacheMilliseconds,
  });

  /** Tokens that are being looked up, by hash and version: hundreds of calls with one ask once together. */
  private readonly asked = new Map<string, Promise<SignedInCaller | undefined>>();

  constructor(store: Store, metadata: MetadataCache, use: TokenUse) {
    this.store = store;
    this.metadata = metadata;
    this.use = use;
    metadata.onChange((client) => this.forget(client));
  }

  /** What is known of a token without asking the store. */
  peek(token: string): SignedInCaller | undefined {
    const known = this.checked.get(token);
    if (known === undefined) return undefined;
    const { expiresAt } = known.token;
    return expiresAt === null || expiresAt > Date.now() ? known : undefined;
  }

  /** The caller, or `undefined` where the token is unknown, revoked or expired. */
  async find(token: string): Promise<SignedInCaller | undefined> {
    const client = clientOfToken(token);
    if (client === undefined) return undefined;
    const hash = hashToken(token);
    const version = await this.versionOf(client);
    if (version === undefined) return undefined;
    const question = `${version} ${hash}`;
    const asked = this.asked.get(question);
    if (asked !== undefined) return asked;
    const asking = this.ask(client, token, version).finally(() => this.asked.delete(question));
    this.asked.set(question, asking);
    return asking;
  }

  /** The version of the client's metadata; `undefined` where there is no such client: anyone can name one in a token. */
  private async versionOf(client: number): Promise<number | undefined> {
    try {
      return (await this.metadata.get(client)).version;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'unauthenticated') return undefined;
      throw error;
    }
  }

  private forget(client: number): void {
    for (const [token, caller] of this.checked.entries()) {
      if (caller.client === client) this.checked.delete(token);
    }
  }

  private async ask(client: number, token: string, version: number): Promise<SignedInCaller | undefined> {
    const found = await this.store.tokenByHash(client, hashToken(token), Date.now());
    if (found === undefined) return undefined;
    const access = await this.store.userAccess(client, found.user, found.roles);
    if (access === undefined) return undefined;
    const { user: _, ...known } = found;
    const caller = callerFrom(client, access, known);
    // The caller is kept only if nothing of the client has changed meanwhile.
    if (this.metadata.peek(client)?.version === version) this.checked.set(token, caller);
    // A token in steady use comes here once a minute.
    this.use.note(client, known.id);
    return caller;
  }
}
