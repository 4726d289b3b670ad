import { useDebouncedCallback } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useSession } from '../session/session.js';
import { keys } from './keys.js';
import { useFollow } from './use-follow.js';

/** Milliseconds from a change to the refresh. An import's changes within them cause one refresh, not a thousand. */
const refreshDelay = 300;

/** Refreshes what the window shows of links, whoever changes them. Each window calls it once. */
export function useLiveChanges(): void {
  const { client } = useSession();
  const queries = useQueryClient();
  const invalidated = useRef(new Map<string, readonly unknown[]>());
  const cursor = useRef<number | undefined>(undefined);
  const refresh = useDebouncedCallback(
    () => {
      for (const queryKey of invalidated.current.values()) queries.invalidateQueries({ queryKey });
      invalidated.current.clear();
    },
    { delay: refreshDelay, maxWait: refreshDelay },
  );
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
        invalidated.current.set(JSON.stringify(key), key);
      }
      refresh();
    },
  );
}
