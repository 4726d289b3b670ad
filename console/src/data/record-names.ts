import { useQuery } from '@tanstack/react-query';
import { useSession } from '../session/session.js';
import { keys } from './keys.js';
import { useFields } from './metadata.js';
import { idName, nameApart, namingField, recordName, tellingApart } from './record-name.js';

/** How many ids one call names. */
const max = 1_000;

/**
 * The names of a domain's records by id, in one call for up to a thousand. A record that is gone or may not be
 * viewed is called by its id; two of one name are told apart.
 */
export function useRecordNames(domain: string, ids: readonly number[]): (id: number) => string {
  const { client, may } = useSession();
  const fields = useFields(domain);
  const field = fields.data && namingField(domain, fields.data);
  const wanted = [...new Set(ids)].sort((one, other) => one - other).slice(0, max);
  const names = useQuery({
    queryKey: [...keys.recordsOf(domain), 'names', field, wanted],
    queryFn: async ({ signal }) => {
      const by = tellingApart(domain, fields.data ?? []);
      const columns = field === undefined ? [] : [field, ...by];
      const { rows } = await client.records(domain).query({ ids: wanted, columns }, { signal }).page();
      const once = new Set<string>();
      const twice = new Set<string>();
      for (const row of rows) {
        const name = recordName(domain, row, field);
        (once.has(name) ? twice : once).add(name);
      }
      return new Map(
        rows.map((row) => {
          const name = recordName(domain, row, field);
          return [Number(row.ID), twice.has(name) ? nameApart(name, row, by) : name];
        }),
      );
    },
    enabled: fields.data !== undefined && wanted.length > 0 && may('View', domain),
    placeholderData: (before) => before,
  });
  return (id) => names.data?.get(id) ?? idName(domain, id);
}
