/** What the client has, of the domains that the rows of a file are about. */
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Domain, Field, LinkField } from 'linkwright/client';
import { associationKeysOf } from 'linkwright/import/records';
import { keys } from '../../data/keys.js';
import { useDomains, useFields, useLinkFields } from '../../data/metadata.js';
import { useSession } from '../../session/session.js';
import type { Draft } from './draft.js';

export interface Known {
  /** The fields of the domain of records. */
  fields: Field[];
  /** Keys by which these name records of other domains, as `Policy.PolicyNumber`. */
  associationKeys: string[];
  /** The fields of links to the child's domain; where a column says it, to all. */
  linkFields: LinkField[];
}

export interface KnownOfDraft extends Known {
  domains: Domain[];
  /** The fields of both sides of links. */
  parent: Field[];
  child: Field[];
}

/** The keys by which fields of a domain name records of others. */
function useAssociationKeys(
  domain: string | undefined,
  fields: Field[] | undefined,
): UseQueryResult<string[]> {
  const { client } = useSession();
  return useQuery({
    queryKey: [...keys.fields(domain ?? ''), 'association-keys'],
    queryFn: () => associationKeysOf(client, fields ?? []),
    enabled: domain !== undefined && fields !== undefined,
    staleTime: 60_000,
  });
}

/** Asks for what the draft's rows are about; nothing of it is there while it is being loaded. */
export function useKnown({ kind, parent, child, domain }: Draft): {
  known: KnownOfDraft;
  isLoading: boolean;
  failed: UseQueryResult | undefined;
} {
  const isLinks = kind === 'links';
  const domains = useDomains();
  const parentFields = useFields(isLinks ? (parent.domain ?? undefined) : undefined);
  const childFields = useFields(isLinks ? (child.domain ?? undefined) : undefined);
  const records = isLinks ? undefined : (domain ?? undefined);
  const fields = useFields(records);
  const associationKeys = useAssociationKeys(records, fields.data);
  const linkable = (domains.data ?? []).filter(({ Linkable }) => Linkable).map(({ Name }) => Name);
  const children = linkable.filter((name) => child.domain === null || child.domain === name);
  const linkFields = useLinkFields(isLinks ? children : []);
  const asked = [domains, parentFields, childFields, fields, associationKeys, ...linkFields];
  return {
    known: {
      domains: domains.data ?? [],
      parent: parentFields.data ?? [],
      child: childFields.data ?? [],
      fields: fields.data ?? [],
      associationKeys: associationKeys.data ?? [],
      linkFields: linkFields.flatMap(({ data = [] }) => data),
    },
    isLoading: asked.some((each) => each.isLoading),
    failed: asked.find(({ error }) => error !== null),
  };
}
