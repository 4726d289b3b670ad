import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useSession } from '../session/session.js';
import { keys } from './keys.js';
import { useFollow } from './use-follow.js';
import { useGathering } from './use-gathering.js';

/** Milliseconds for which what has become old is gathered, so that an import does not ask a thousand times. */
const gathering = 300;

/** Keeps what is shown of links new, whoever changes them. Once in a window. */
export function useLiveChanges(): void {
  const { client } = useSession();
  const queries = useQueryClient();
  const old = useRef(new Map<string, readonly unknown[]>());
  const cursor = useRef<number | undefined>(undefined);
  const refresh = useGathering(() => {
    for (const queryKey of old.current.values()) queries.invalidateQueries({ queryKey });
    old.current.clear();
  });
  useFollow(
    'changes',
    (signal) =>
      client.changes.follow(cursor.current === undefined ? {} : { after: cursor.current }, { signal }),
    ({ ChangeID, ParentDomain, ParentID, ChildDomain, ChildID }) => {
      cursor.current = ChangeID;
      for (const key of [
        keys.links(ParentDomain, ParentID),
        keys.links(ChildDomain, ChildID),
        keys.changes,
      ]) {
        old.current.set(JSON.stringify(key), key);
      }
      refresh(gathering);
    },
  );
}
