/** Stands around every page, and shows those who are not signed in how to. */
import { useQueryClient } from '@tanstack/react-query';
import { createClient } from 'linkwright/client';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useMe } from '../../data/me.js';
import { forgetToken, keptToken, onTokenElsewhere } from '../../session/kept-session.js';
import { retries, type Session, SessionContext } from '../../session/session.js';
import { signOut } from '../../session/sign-in.js';
import { serverAddress } from '../../shared/server.js';
import { Opening } from './opening.js';
import { Renewal } from './renewal.js';
import { SignInAgain } from './sign-in-again.js';
import { SignInPage } from './sign-in-page.js';
import { useOtherWindows } from './use-other-windows.js';

interface SignedInProps {
  token: string;
  onLeave(): void;
  /** Another window signed in as somebody else, whose session this window then takes over. */
  onOtherUser(token: string): void;
  children: ReactNode;
}

function SignedIn({ token, onLeave, onOtherUser, children }: SignedInProps) {
  const [isAsked, setAsked] = useState(false);
  const renewal = useMemo(() => new Renewal(token), [token]);
  const client = useMemo(
    () => createClient({ server: serverAddress, token, signIn: renewal.ask, retries }),
    [token, renewal],
  );
  useEffect(() => renewal.listen(setAsked), [renewal]);
  const { data: me, error } = useMe(client);
  // A window in which the same user signs in again gives this one the token that its calls wait for.
  useOtherWindows(me, { onSignedOut: onLeave, onSameUser: renewal.settle, onOtherUser });
  const session = useMemo<Session | undefined>(
    () =>
      me && {
        client,
        me,
        clientBy: (sending) =>
          createClient({
            server: serverAddress,
            token: renewal.token,
            signIn: renewal.ask,
            retries: 0,
            fetch: sending,
          }),
        token: () => renewal.token,
        may: (permission, domain) => me.Permissions[domain]?.includes(permission) === true,
        leave: async () => {
          await signOut(renewal.token);
          onLeave();
        },
      },
    [client, me, renewal, onLeave],
  );
  const leave = () => {
    forgetToken();
    onLeave();
  };
  // Before the session is there, nothing has been typed that the whole page could lose.
  if (session === undefined && isAsked) return <SignInPage onSignedIn={renewal.settle} />;
  if (session === undefined) return <Opening failure={error} onLeave={leave} />;
  return (
    <SessionContext value={session}>
      {children}
      <SignInAgain opened={isAsked} me={session.me} onSignedIn={renewal.settle} onLeave={leave} />
    </SessionContext>
  );
}

/** Shows its children to those who are signed in, and the sign-in page to others. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [token, setToken] = useState(keptToken);
  const queries = useQueryClient();
  const { onLeave, onOtherUser } = useMemo(() => {
    const become = (next: string | undefined) => {
      setToken(next);
      queries.clear();
    };
    return { onLeave: () => become(undefined), onOtherUser: become };
  }, [queries]);
  const isOut = token === undefined;
  useEffect(() => (isOut ? onTokenElsewhere(setToken) : undefined), [isOut]);
  if (token === undefined) return <SignInPage onSignedIn={setToken} />;
  return (
    <SignedIn key={token} token={token} onLeave={onLeave} onOtherUser={onOtherUser}>
      {children}
    </SignedIn>
  );
}
