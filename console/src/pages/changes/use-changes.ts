/** The newest changes of links: from history at first, and then as they happen. */
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ChangeRow } from 'linkwright/client';
import { useRef, useState } from 'react';
import { keys } from '../../data/keys.js';
import { useDomains } from '../../data/metadata.js';
import { useFollow } from '../../data/use-follow.js';
import { useSession } from '../../session/session.js';

/** How many changes are kept. Nobody reads more, and more would make the page slow while an import runs. */
export const maxChanges = 300;

/** Milliseconds from a change to its being shown, together with those that came meanwhile. */
const showDelay = 250;

/** The newest `count` of both, newest first, each once. */
function newestOf(one: ChangeRow[], other: ChangeRow[], count: number): ChangeRow[] {
  const byId = new Map([...one, ...other].map((change) => [change.ChangeID, change]));
  return [...byId.values()].sort((a, b) => b.ChangeID - a.ChangeID).slice(0, count);
}

interface NewestChanges {
  /** `undefined` while they are being loaded. */
  changes: ChangeRow[] | undefined;
  error: Error | null;
  retry(): void;
}

/**
 * The newest `count` changes of links with a record of the domain on one side; of all domains, where none is named. Another
 * domain needs a fresh mount.
 */
export function useChanges(domain: string | null, paused: boolean, count = maxChanges): NewestChanges {
  const { client, may } = useSession();
  const domains = useDomains();
  const viewed = domains.data?.map(({ Name }) => Name).filter((name) => may('View', name));
  const [live, setLive] = useState<ChangeRow[]>([]);
  const arrived = useRef<ChangeRow[]>([]);
  const cursor = useRef<number>(undefined);
  const history = useQuery({
    queryKey: keys.newestChanges(domain, count),
    queryFn: async ({ signal }) => {
      // History is asked for by domain. Every link has a parent, so the domains together have all changes.
      const filters =
        domain === null
          ? (viewed ?? []).map((parentDomain) => ({ parentDomain }))
          : [{ parentDomain: domain }, { childDomain: domain }];
      const pages = filters.map((filter) =>
        client.links.history({ ...filter, pageSize: count }, { signal }).page(),
      );
      return (await Promise.all(pages)).reduce(
        (all, { rows }) => newestOf(all, rows, count),
        [] as ChangeRow[],
      );
    },
    enabled: viewed !== undefined,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const newest = history.data?.[0]?.ChangeID;
  const show = useDebouncedCallback(
    () => {
      const added = arrived.current.splice(0);
      setLive((before) => newestOf(before, added, count));
    },
    { delay: showDelay, maxWait: showDelay },
  );
  useFollow(
    history.data === undefined || paused ? '' : `newest-changes ${domain}`,
    (signal) => {
      const after = Math.max(cursor.current ?? 0, newest ?? 0);
      return client.changes.follow(after === 0 ? {} : { after }, { signal });
    },
    (change) => {
      cursor.current = change.ChangeID;
      if (domain !== null && change.ParentDomain !== domain && change.ChildDomain !== domain) return;
      arrived.current.push(change);
      show();
      // Newer changes would push these out anyway.
      if (arrived.current.length > 2 * count) arrived.current.splice(0, count);
    },
  );
  return {
    changes: history.data && newestOf(history.data, live, count),
    error: domains.error ?? history.error,
    retry: domains.error === null ? history.refetch : domains.refetch,
  };
}
