/** What describes records and links, as the server has it now. */
import { type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query';
import type { Domain, Field, LinkField, LinkwrightClient, Relationship, Settings } from 'linkwright/client';
import { useSession } from '../session/session.js';
import { labelled } from './field-label.js';
import { keys } from './keys.js';

const staleTime = 60_000;

/** The domains that the user may know of. */
export function useDomains(): UseQueryResult<Domain[]> {
  const { client } = useSession();
  return useQuery({
    queryKey: keys.domains,
    queryFn: ({ signal }) => client.domains.list({ signal }),
    staleTime,
  });
}

/** A domain's label; its name, where nothing is known of it. */
export function labelOf(domains: readonly Domain[] | undefined, domain: string): string {
  return domains?.find(({ Name }) => Name === domain)?.Label ?? domain;
}

/** The fields of a domain as the API has them; nothing is asked for while there is no domain yet. */
export function useFields(domain: string | undefined): UseQueryResult<Field[]> {
  const { client } = useSession();
  return useQuery({
    queryKey: keys.fields(domain ?? ''),
    queryFn: ({ signal }) => client.domains.fields(domain ?? '', { signal }),
    enabled: domain !== undefined && domain !== '',
    staleTime,
  });
}

/** Asks for the fields of a domain, with labels for people. */
export const fieldsQuery = (client: LinkwrightClient, domain: string) => ({
  queryKey: keys.fields(domain),
  queryFn: ({ signal }: { signal: AbortSignal }) => client.domains.fields(domain, { signal }),
  select: labelled<Field>,
  staleTime,
});

/** The fields of a domain, with labels for people. */
export function useLabelledFields(domain: string): UseQueryResult<Field[]> {
  const { client } = useSession();
  return useQuery(fieldsQuery(client, domain));
}

/** Asks for the fields of the links to records of a domain. */
export const linkFieldsQuery = (client: LinkwrightClient, childDomain: string) => ({
  queryKey: keys.linkFields(childDomain),
  queryFn: ({ signal }: { signal: AbortSignal }) => client.domains.linkFields(childDomain, { signal }),
  staleTime,
});

/** The fields of links to records of these domains, domain by domain; of several domains, one may fail. */
export function useLinkFields(childDomains: string[]): UseQueryResult<LinkField[]>[] {
  const { client } = useSession();
  return useQueries({
    queries: childDomains.map((domain) => linkFieldsQuery(client, domain)),
  });
}

/** The fields of the links to records of a domain, with labels for people. */
export function useFieldsOfLinks(childDomain: string): UseQueryResult<LinkField[]> {
  const { client } = useSession();
  return useQuery({ ...linkFieldsQuery(client, childDomain), select: labelled<LinkField> });
}

/** The roles that a contact can have, in order of id. */
export function useRelationships(): UseQueryResult<Relationship[]> {
  const { client } = useSession();
  return useQuery({
    queryKey: keys.relationships,
    queryFn: ({ signal }) => client.relationships.list({ signal }),
    staleTime,
  });
}

/** The client's settings, which every user may read. */
export function useSettings(): UseQueryResult<Settings> {
  const { client } = useSession();
  return useQuery({
    queryKey: keys.settings,
    queryFn: ({ signal }) => client.settings.read({ signal }),
    staleTime,
  });
}
