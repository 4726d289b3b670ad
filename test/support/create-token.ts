import { issueToken } from '#linkwright/access/tokens.js';
import type { Store } from '#linkwright/store/store.js';

/** Makes a token for a user, as `token create` does, and answers its text. */
export async function createToken(
  store: Store,
  client: number,
  user: string,
  named: { name?: string } = {},
): Promise<string> {
  const { token } = await issueToken(store, client, { user, ...named });
  return token;
}
