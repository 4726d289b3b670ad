import { useQueries } from '@tanstack/react-query';
import type { Domain, Field } from 'linkwright/client';
import { fieldsQuery } from '../../data/metadata.js';
import { useSession } from '../../session/session.js';

/** A field by which records of a domain refer to records of another. */
export interface Referring {
  domain: Domain;
  field: Field;
  /** The domain's fields. */
  fields: Field[];
}

/** The fields of some domains that refer to records of a domain. */
export function useReferring(to: string, domains: Domain[]): Referring[] {
  const { client } = useSession();
  return useQueries({
    queries: domains.map(({ Name }) => fieldsQuery(client, Name)),
    combine: (answers) =>
      answers.flatMap(({ data: fields = [] }, at) =>
        domains
          .slice(at, at + 1)
          .flatMap((domain) =>
            fields.filter(({ RefersTo }) => RefersTo === to).map((field) => ({ domain, field, fields })),
          ),
      ),
  });
}
