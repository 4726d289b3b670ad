/** The links of a record, each with what stands at its other end. */
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { LinkFilters, LinkRow, Page, RelationshipCount } from 'linkwright/client';
import { keys } from '../../data/keys.js';
import { type Paged, usePages } from '../../data/use-pages.js';
import { useSession } from '../../session/session.js';
import { type RecordId, type Told, useTelling } from './tell-records.js';

/** The end of a link at which a record stands. */
export type End = 'Parent' | 'Child';

export interface LinkedRow extends Told {
  link: LinkRow;
}

const pageSize = 25;

/**
 * Links that are looked through for those without a relationship, for which the API has no filter: at first, and at
 * most at once. The fewer there are, the larger the steps.
 */
const firstStep = 100;
const largestStep = 1_000;

/** The links at one end of which the record stands. */
export function filtersOf({ domain, id }: RecordId, end: End): LinkFilters {
  return end === 'Parent'
    ? { parentDomain: domain, parentRecordID: id }
    : { childDomain: domain, childRecordID: id };
}

/** What stands at the other end of a link than a record that is at this one. */
export function otherEnd(link: Pick<LinkRow, `${End}Domain` | `${End}ID`>, end: End): RecordId {
  return end === 'Parent'
    ? { domain: link.ChildDomain, id: link.ChildID }
    : { domain: link.ParentDomain, id: link.ParentID };
}

interface Wanted {
  record: RecordId;
  /** Where the record itself stands. */
  end: End;
  /** The domain of what is at the other end. */
  other: string;
  /** The relationship; `null` for links without one. All, where it is not said. */
  role?: string | null;
}

/** Newest first, so that what was just attached is seen. */
export function useLinkedPages({ record, end, other, role }: Wanted): Paged<LinkedRow> {
  const { client } = useSession();
  const tell = useTelling();
  const filters = {
    ...filtersOf(record, end),
    ...(end === 'Parent' ? { childDomain: other } : { parentDomain: other }),
    ...(typeof role === 'string' ? { relationship: role } : {}),
    order: 'desc' as const,
  };

  const readLinks = (after: string | undefined, size: number, signal: AbortSignal): Promise<Page<LinkRow>> =>
    client.links.query({ ...filters, pageSize: size, after }, { signal }).page();

  const readUntyped = async (
    after: string | undefined,
    signal: AbortSignal,
    step = firstStep,
  ): Promise<Page<LinkRow>> => {
    const page = await readLinks(after, step, signal);
    const rows = page.rows.filter(({ ContactTypeID }) => ContactTypeID === null);
    return rows.length === 0 && page.after !== undefined
      ? readUntyped(page.after, signal, Math.min(2 * step, largestStep))
      : { rows, after: page.after };
  };

  return usePages([...keys.links(record.domain, record.id), end, other, { role }], (after, signal) => ({
    async page() {
      const page = await (role === null ? readUntyped(after, signal) : readLinks(after, pageSize, signal));
      const told = await tell(
        page.rows.map((link) => otherEnd(link, end)),
        signal,
      );
      const rows = page.rows.map((link): LinkedRow => {
        const { domain, id } = otherEnd(link, end);
        return { link, ...told(domain, id) };
      });
      return { rows, after: page.after };
    },
  }));
}

/** How many contacts have which relationship to a record. */
export function useRoleCounts(
  { domain, id }: RecordId,
  enabled: boolean,
): UseQueryResult<RelationshipCount[]> {
  const { client } = useSession();
  return useQuery({
    queryKey: [...keys.links(domain, id), 'by-relationship'],
    queryFn: ({ signal }) =>
      client.links.countByRelationship(
        { ...filtersOf({ domain, id }, 'Parent'), childDomain: 'Contact' },
        { signal },
      ),
    enabled,
  });
}
