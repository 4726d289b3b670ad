/** Who is signed in, and the client by which everything asks the server. */
import { useQueryClient } from '@tanstack/react-query';
import { createClient, type LinkwrightClient, type Me } from 'linkwright/client';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { serverAddress } from '../app/server.js';
import { forgetToken, keptToken, onTokenElsewhere } from './kept-session.js';
import { useMe } from './me.js';
import { Opening } from './opening.js';
import { signOut } from './sign-in.js';
import { SignInAgain } from './sign-in-again.js';
import { SignInPage } from './sign-in-page.js';

export type Permission = Me['Permissions'][string][number];

export interface Session {
  client: LinkwrightClient;
  me: Me;
  /** A client like it that sends in another way: one that tells how much it has sent. It sends nothing twice. */
  clientBy(sending: typeof fetch): LinkwrightClient;
  /** The present token, for calls that the client has no word for; after an expiry the new one. */
  token(): string;
  /** Whether the user may do this with a domain's records. What they may not is not offered. */
  may(permission: Permission, domain: string): boolean;
  /** Signs out, here and in the browser's other windows. */
  leave(): Promise<void>;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** @throws Error outside of a session: every page but the one for signing in is inside */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('Nobody is signed in here.');
  return session;
}

/** How often calls are sent again before a person is told. */
const retries = 2;

/** Asks for a new token once the present one has ended; all calls that wait for it go on by themselves. */
class Renewal {
  private waiting: ((token: string) => void)[] = [];
  private listener: (asked: boolean) => void = () => undefined;

  /** `token` is the one that holds: what another window keeps may be somebody else's. */
  constructor(public token: string) {}

  readonly ask = (): Promise<string> => {
    this.listener(true);
    return new Promise((resolve) => this.waiting.push(resolve));
  };

  readonly listen = (listener: (asked: boolean) => void): void => {
    this.listener = listener;
    listener(this.waiting.length > 0);
  };

  readonly settle = (token: string): void => {
    this.token = token;
    for (const resolve of this.waiting.splice(0)) resolve(token);
    this.listener(false);
  };
}

/** Whether a token is that of the user who is here. @throws LinkwrightError */
async function isOf(token: string, me: Me): Promise<boolean> {
  const other = await createClient({ server: serverAddress, token, retries }).me.read();
  return (['Account', 'Client', 'User'] as const).every((part) => other[part] === me[part]);
}

interface SignedInProps {
  token: string;
  onLeave(): void;
  /** Another window signed in as somebody else, whose this one is from now on too. */
  onOther(token: string): void;
  children: ReactNode;
}

function SignedIn({ token, onLeave, onOther, children }: SignedInProps) {
  const [asked, setAsked] = useState(false);
  const renewal = useMemo(() => new Renewal(token), [token]);
  const client = useMemo(
    () => createClient({ server: serverAddress, token, signIn: renewal.ask, retries }),
    [token, renewal],
  );
  useEffect(() => renewal.listen(setAsked), [renewal]);
  const me = useMe(client);
  const known = me.data;
  // Another window that signed in again has the token that this one waits for, if it is the same user's.
  useEffect(() => {
    let isHere = true;
    const hear = async (other: string | undefined) => {
      if (other === undefined) return onLeave();
      const isSame = known !== undefined && (await isOf(other, known).catch(() => false));
      if (!isHere) return;
      if (isSame) renewal.settle(other);
      else onOther(other);
    };
    const stop = onTokenElsewhere(hear);
    return () => {
      isHere = false;
      stop();
    };
  }, [known, onLeave, onOther, renewal]);
  const session = useMemo<Session | undefined>(
    () =>
      me.data && {
        client,
        me: me.data,
        clientBy: (sending) =>
          createClient({
            server: serverAddress,
            token: renewal.token,
            signIn: renewal.ask,
            retries: 0,
            fetch: sending,
          }),
        token: () => renewal.token,
        may: (permission, domain) => me.data.Permissions[domain]?.includes(permission) === true,
        leave: async () => {
          await signOut(renewal.token);
          onLeave();
        },
      },
    [client, me.data, renewal, onLeave],
  );
  const leave = () => {
    forgetToken();
    onLeave();
  };
  if (session === undefined) {
    // Nothing has been typed yet that could be lost.
    return asked ? (
      <SignInPage onSignedIn={renewal.settle} />
    ) : (
      <Opening failure={me.error} onLeave={leave} />
    );
  }
  return (
    <SessionContext value={session}>
      {children}
      <SignInAgain opened={asked} me={session.me} onSignedIn={renewal.settle} onLeave={leave} />
    </SessionContext>
  );
}

/** Shows its children to those who are signed in, and others how to. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [token, setToken] = useState(keptToken);
  const queries = useQueryClient();
  const { onLeave, onOther } = useMemo(() => {
    const become = (next: string | undefined) => {
      setToken(next);
      queries.clear();
    };
    return { onLeave: () => become(undefined), onOther: become };
  }, [queries]);
  const isOut = token === undefined;
  useEffect(() => (isOut ? onTokenElsewhere(setToken) : undefined), [isOut]);
  if (token === undefined) return <SignInPage onSignedIn={setToken} />;
  return (
    <SignedIn key={token} token={token} onLeave={onLeave} onOther={onOther}>
      {children}
    </SignedIn>
  );
}
