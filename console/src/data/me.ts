import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { LinkwrightClient, Me } from 'linkwright/client';
import { keys } from './keys.js';

/** Who is signed in, and what they may do, which an administrator may change at any time. */
export function useMe(client: LinkwrightClient): UseQueryResult<Me> {
  return useQuery({
    queryKey: keys.me,
    queryFn: ({ signal }) => client.me.read({ signal }),
    staleTime: 60_000,
  });
}
