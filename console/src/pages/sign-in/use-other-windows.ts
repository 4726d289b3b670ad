import { createClient, type Me } from 'linkwright/client';
import { useEffect } from 'react';
import { onTokenElsewhere } from '../../session/kept-session.js';
import { retries } from '../../session/session.js';
import { serverAddress } from '../../shared/server.js';

/** Whether a token belongs to the user who is signed in here. @throws LinkwrightError */
async function isTokenOf(token: string, me: Me): Promise<boolean> {
  const other = await createClient({ server: serverAddress, token, retries }).me.read();
  return (['Account', 'Client', 'User'] as const).every((part) => other[part] === me[part]);
}

interface OtherWindows {
  /** Another window signed out. */
  onSignedOut(): void;
  /** Another window signed the same user in again. */
  onSameUser(token: string): void;
  /** Another window signed in somebody else, or somebody while it was not yet known who is signed in here. */
  onOtherUser(token: string): void;
}

/** Follows what the browser's other windows do with the session, which all windows share. */
export function useOtherWindows(
  me: Me | undefined,
  { onSignedOut, onSameUser, onOtherUser }: OtherWindows,
): void {
  useEffect(() => {
    let isHere = true;
    const hear = async (token: string | undefined) => {
      if (token === undefined) return onSignedOut();
      const isSame = me !== undefined && (await isTokenOf(token, me).catch(() => false));
      if (!isHere) return;
      if (isSame) onSameUser(token);
      else onOtherUser(token);
    };
    const stop = onTokenElsewhere(hear);
    return () => {
      isHere = false;
      stop();
    };
  }, [me, onSignedOut, onSameUser, onOtherUser]);
}
