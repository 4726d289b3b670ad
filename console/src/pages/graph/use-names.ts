import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import { keys } from '../../data/keys.js';
import { idName, namingField, recordName } from '../../data/record-name.js';
import { useSession } from '../../session/session.js';
import { keyOf, type RecordKey, type RecordRef } from './record-ref.js';

/** Ids that one call names. */
const max = 1_000;

export type NameOf = (record: RecordRef) => string;

/**
 * What records are called. Those that come to the ones before are asked for alone, in one call for each of their
 * domains; what is gone or may not be viewed is called by its id.
 */
export function useNames(records: readonly RecordRef[]): NameOf {
  const { client, may } = useSession();
  const known = useRef({ asked: new Set<RecordKey>(), batches: [] as { domain: string; ids: number[] }[] });
  const batches = useMemo(() => {
    const fresh = new Map<string, number[]>();
    for (const record of records) {
      const key = keyOf(record);
      if (known.current.asked.has(key) || !may('View', record.domain)) continue;
      known.current.asked.add(key);
      fresh.set(record.domain, [...(fresh.get(record.domain) ?? []), record.id]);
    }
    for (const [domain, ids] of fresh) {
      for (let at = 0; at < ids.length; at += max) {
        known.current.batches.push({ domain, ids: ids.slice(at, at + max) });
      }
    }
    return [...known.current.batches];
  }, [records, may]);
  const answers = useQueries({
    queries: batches.map(({ domain, ids }) => ({
      queryKey: [...keys.recordsOf(domain), 'graph-names', ids],
      queryFn: async ({ signal }: { signal: AbortSignal }): Promise<[RecordKey, string][]> => {
        const field = namingField(domain, await client.domains.fields(domain, { signal }));
        const columns = field === undefined ? [] : [field];
        const { rows } = await client.records(domain).query({ ids, columns }, { signal }).page();
        return rows.map((row) => [keyOf({ domain, id: Number(row.ID) }), recordName(domain, row, field)]);
      },
      staleTime: 60_000,
    })),
    combine: combineNames,
  });
  const byKey = useMemo(() => new Map(answers), [answers]);
  return useCallback((record) => byKey.get(keyOf(record)) ?? idName(record.domain, record.id), [byKey]);
}

const combineNames = (results: { data: [RecordKey, string][] | undefined }[]) =>
  results.flatMap(({ data }) => data ?? []);
