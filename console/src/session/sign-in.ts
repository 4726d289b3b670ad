/** Signing in and out: the calls without a token. */
import { createClient } from 'linkwright/client';
import { serverAddress } from '../shared/server.js';
import { forgetToken, type Identity, keepIdentity, keepToken } from './kept-session.js';

/** Signs in, keeps the token, and answers it. @throws LinkwrightError */
export async function signIn({ account, client, user }: Identity, password: string): Promise<string> {
  const { api } = createClient({ server: serverAddress, retries: 1 });
  const body = { Account: account, ClientName: client, User: user, Password: password };
  const { data } = await api.POST('/Authentication/Authenticate', { body });
  const token = data?.token ?? '';
  keepToken(token);
  keepIdentity({ account, client, user });
  return token;
}

/** Makes the first client and its administrator, who is signed in by it. @throws LinkwrightError */
export async function makeFirstAdministrator(
  secret: string,
  { account, client, user }: Identity,
  password: string,
): Promise<void> {
  const { api } = createClient({ server: serverAddress, retries: 0 });
  const body = { Secret: secret, Account: account, ClientName: client, User: user, Password: password };
  const { data } = await api.POST('/Authentication/FirstAdministrator', { body });
  keepToken(data?.token ?? '');
  keepIdentity({ account, client, user });
}

/** Ends the session here and on the server. Without the server it ends here alone; there it ends by itself. */
export async function signOut(token: string): Promise<void> {
  forgetToken();
  const { api } = createClient({ server: serverAddress, token, retries: 0 });
  await api.POST('/Authentication/SignOut').catch(() => undefined);
}

/** Takes the token out of the address of a demo's link, before anything can keep it in the window's history. */
export function takeTokenFromLink(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return;
  keepToken(token);
  history.replaceState(null, '', serverAddress || '/');
}
