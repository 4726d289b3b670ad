import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { RecordRow } from 'linkwright/client';
import { keys } from '../../data/keys.js';
import { useSession } from '../../session/session.js';

/** A record with all its fields, as it is now; `not_found` where it is gone. */
export function useRecord(domain: string, id: number): UseQueryResult<RecordRow> {
  const { client } = useSession();
  return useQuery({
    queryKey: keys.record(domain, id),
    queryFn: ({ signal }) => client.records(domain).read(id, { signal }),
    // The ETag belongs to the very object that was answered.
    structuralSharing: false,
  });
}
