import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { keys } from '../../data/keys.js';
import { useSession } from '../../session/session.js';
import type { Reference } from './document.js';

/** The server's own description of itself, read once; not before it is wanted, since it is large. */
export function useReference(wanted = true): UseQueryResult<Reference> {
  const { client } = useSession();
  return useQuery({
    queryKey: keys.openApi,
    queryFn: async ({ signal }) => {
      const [{ data }, { readDocument }] = await Promise.all([
        client.api.GET('/openapi.json', { signal }),
        // The palette reads it too, and must not make the first page larger.
        import('./document.js'),
      ]);
      return readDocument(data);
    },
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
