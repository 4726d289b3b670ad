import { useQueryClient } from '@tanstack/react-query';
import { useSession } from '../session/session.js';
import { fieldsQuery } from './metadata.js';
import { nameApart, namingField, tellingApart } from './record-name.js';

/** Answers a function that tells a record apart from others of its name, where there are some; else it is its name. */
export function useNameApart(): (domain: string, id: number, name: string) => Promise<string> {
  const { client, may } = useSession();
  const queries = useQueryClient();
  return async (domain, id, name) => {
    if (!may('View', domain)) return name;
    try {
      const fields = await queries.ensureQueryData(fieldsQuery(client, domain));
      const naming = namingField(domain, fields);
      const by = tellingApart(domain, fields);
      if (naming === undefined || by.length === 0) return name;
      const records = client.records(domain);
      const [named, own] = await Promise.all([
        records.query({ where: { [naming]: name }, columns: [naming], pageSize: 2 }).page(),
        records.query({ ids: [id], columns: by }).page(),
      ]);
      const [record] = own.rows;
      return named.rows.length < 2 || record === undefined ? name : nameApart(name, record, by);
    } catch {
      // What was written stands, whatever it is called.
      return name;
    }
  };
}
