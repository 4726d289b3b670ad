/** The newest changes of links, or of records: from history at first, and then as they happen. */
import { useDebouncedCallback } from '@mantine/hooks';
import { type QueryKey, useQuery } from '@tanstack/react-query';
import type { ChangeRow, RecordChangeRow } from 'linkwright/client';
import { useRef, useState } from 'react';
import { keys } from '../../data/keys.js';
import { useDomains } from '../../data/metadata.js';
import { useFollow } from '../../data/use-follow.js';
import { useSession } from '../../session/session.js';

/** How many changes are kept. Nobody reads more, and more would make the page slow while an import runs. */
export const maxChanges = 300;

/** Milliseconds from a change to its being shown, together with those that came meanwhile. */
const showDelay = 250;

interface Numbered {
  ChangeID: number;
}

/** The newest `count` of both, newest first, each once. */
function newestOf<Change extends Numbered>(one: Change[], other: Change[], count: number): Change[] {
  const byId = new Map([...one, ...other].map((change) => [change.ChangeID, change]));
  return [...byId.values()].sort((a, b) => b.ChangeID - a.ChangeID).slice(0, count);
}

export interface NewestChanges<Change> {
  /** `undefined` while they are being loaded. */
  changes: Change[] | undefined;
  error: Error | null;
  retry(): void;
}

interface Followed<Change> {
  /** What is followed. Another one needs a fresh mount. */
  key: QueryKey;
  /** Reads the newest changes, newest first. */
  read(signal: AbortSignal): Promise<Change[]>;
  /** Follows those that come after a number, or from now on. */
  follow(after: number | undefined, signal: AbortSignal): AsyncIterable<Change>;
  /** Whether a change that has come is wanted. */
  fits?(change: Change): boolean;
  paused: boolean;
  enabled?: boolean;
  count: number;
}

function useNewest<Change extends Numbered>({
  key,
  read,
  follow,
  fits = () => true,
  paused,
  enabled = true,
  count,
}: Followed<Change>): NewestChanges<Change> {
  const [live, setLive] = useState<Change[]>([]);
  const arrived = useRef<Change[]>([]);
  const cursor = useRef<number>(undefined);
  const history = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => read(signal),
    enabled,
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
    history.data === undefined || paused ? '' : JSON.stringify(key),
    (signal) => {
      const after = Math.max(cursor.current ?? 0, newest ?? 0);
      return follow(after === 0 ? undefined : after, signal);
    },
    (change) => {
      cursor.current = change.ChangeID;
      if (!fits(change)) return;
      arrived.current.push(change);
      show();
      // Newer changes would push these out anyway.
      if (arrived.current.length > 2 * count) arrived.current.splice(0, count);
    },
  );
  return {
    changes: history.data && newestOf(history.data, live, count),
    error: history.error,
    retry: history.refetch,
  };
}

/**
 * The newest `count` changes of links with a record of the domain on one side; of all domains, where none is named. Another
 * domain needs a fresh mount.
 */
export function useChanges(
  domain: string | null,
  paused: boolean,
  count = maxChanges,
): NewestChanges<ChangeRow> {
  const { client, may } = useSession();
  const domains = useDomains();
  const viewed = domains.data?.map(({ Name }) => Name).filter((name) => may('View', name));
  const newest = useNewest<ChangeRow>({
    key: keys.newestChanges(domain, count),
    read: async (signal) => {
      // History is asked for by domain. Every link has a parent, so the domains together have all changes.
      const filters =
        domain === null
          ? (viewed ?? []).map((parentDomain) => ({ parentDomain }))
          : [{ parentDomain: domain }, { childDomain: domain }];
      const pages = filters.map((filter) =>
        client.links.history({ ...filter, pageSize: count }, { signal }).page(),
      );
      return (await Promise.all(pages)).reduce<ChangeRow[]>(
        (all, { rows }) => newestOf(all, rows, count),
        [],
      );
    },
    follow: (after, signal) => client.changes.follow(after === undefined ? {} : { after }, { signal }),
    fits: ({ ParentDomain, ChildDomain }) =>
      domain === null || ParentDomain === domain || ChildDomain === domain,
    paused,
    enabled: viewed !== undefined,
    count,
  });
  return domains.error === null
    ? newest
    : { changes: newest.changes, error: domains.error, retry: domains.refetch };
}

/** The newest changes of the records of a domain. Another domain needs a fresh mount. */
export function useRecordChanges(domain: string, paused: boolean): NewestChanges<RecordChangeRow> {
  const { client } = useSession();
  const { changes } = client.records(domain);
  return useNewest<RecordChangeRow>({
    key: keys.newestRecordChanges(domain),
    read: async (signal) => (await changes.newest({ pageSize: maxChanges }, { signal }).page()).rows,
    follow: (after, signal) => changes.follow(after === undefined ? {} : { after }, { signal }),
    paused,
    count: maxChanges,
  });
}
