/** The links of a record, each with what stands at its other end. */
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  FieldColumn,
  LinkField,
  LinkFilters,
  LinkRow,
  Page,
  QueriedLink,
  RelationshipCount,
} from 'linkwright/client';
import { keys } from '../../data/keys.js';
import { linkFieldsQuery } from '../../data/metadata.js';
import { type Paged, usePages } from '../../data/use-pages.js';
import { useSession } from '../../session/session.js';
import { type RecordId, type Told, useTelling } from './tell-records.js';

/** The end of a link at which a record stands. */
export type End = 'Parent' | 'Child';

export interface LinkedRow extends Told {
  link: LinkRow;
  /** The values of the link's own fields, by name. */
  fields: Record<string, unknown>;
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

/** One list of links on a record's page. */
export interface LinkList {
  record: RecordId;
  /** Where the record itself stands. */
  end: End;
  /** The domain of what is at the other end. */
  other: string;
  /** The relationship; `null` for links without one. All, where it is not said. */
  role?: string | null;
}

/** Whether a link that has the record at the list's end belongs to the list. */
export const isIn = ({ end, other, role }: LinkList, link: LinkRow): boolean =>
  otherEnd(link, end).domain === other && (role === undefined || link.ContactType === role);

/** The child domain of the links in a list. */
export const childDomainOf = ({ record, end, other }: LinkList): string =>
  end === 'Parent' ? other : record.domain;

const columns = [
  'LinkID',
  'ParentDomain',
  'ParentID',
  'ChildDomain',
  'ChildID',
  'ContactTypeID',
  'ContactType',
  'CreatedAt',
  'CreatedBy',
  'ModifiedAt',
  'ModifiedBy',
] as const;

/** The column of a field of links. */
export const columnOf = ({ Name }: Pick<LinkField, 'Name'>): FieldColumn => `Fields.${Name}`;

/** Newest first, so that what was just attached is seen. */
export function useLinkedPages(list: LinkList): Paged<LinkedRow> {
  const { record, end, other, role } = list;
  const { client } = useSession();
  const queries = useQueryClient();
  const tell = useTelling();
  const filters = {
    ...filtersOf(record, end),
    ...(end === 'Parent' ? { childDomain: other } : { parentDomain: other }),
    ...(typeof role === 'string' ? { relationship: role } : {}),
    order: 'desc' as const,
  };

  type Links = Page<QueriedLink<(typeof columns)[number] | FieldColumn>>;
  const readUntyped = async (
    read: (after: string | undefined, size: number) => Promise<Links>,
    after: string | undefined,
    step = firstStep,
  ): Promise<Links> => {
    const page = await read(after, step);
    const rows = page.rows.filter(({ ContactTypeID }) => ContactTypeID === null);
    return rows.length === 0 && page.after !== undefined
      ? readUntyped(read, page.after, Math.min(2 * step, largestStep))
      : { rows, after: page.after };
  };

  return usePages([...keys.links(record.domain, record.id), end, other, { role }], (after, signal) => ({
    async page() {
      const fields = await queries.ensureQueryData(linkFieldsQuery(client, childDomainOf(list)));
      const asked = { ...filters, columns: [...columns, ...fields.map(columnOf)] };
      const read = (from: string | undefined, size: number) =>
        client.links.query({ ...asked, pageSize: size, after: from }, { signal }).page();
      const page = await (role === null ? readUntyped(read, after) : read(after, pageSize));
      const told = await tell(
        page.rows.map((link) => otherEnd(link, end)),
        signal,
      );
      const rows = page.rows.map((link): LinkedRow => {
        const { domain, id } = otherEnd(link, end);
        const values = fields.map((field) => [field.Name, link[columnOf(field)]]);
        return { link, fields: Object.fromEntries(values), ...told(domain, id) };
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
