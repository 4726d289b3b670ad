import { Group, Stack } from '@mantine/core';
import type { RelationshipCount } from 'linkwright/client';
import { Empty } from '../../parts/empty.js';
import { Failure } from '../../parts/failure.js';
import { RowTable } from '../../parts/row-table.js';
import { useSession } from '../../session/session.js';
import { records } from '../../shared/text/records.js';
import { AttachButton } from './attach-button.js';
import { CountedSection } from './counted-section.js';
import { LinkTable } from './link-table.js';
import { useRoleCounts } from './linked-rows.js';
import { type RemovedLink, useRemovedLinks } from './removed-links.js';
import type { RecordId } from './tell-records.js';

interface ContactsTabProps {
  record: RecordId;
  name: string;
  /** The domain of contacts, as the client calls it. */
  label: string;
}

interface GroupProps {
  record: RecordId;
  name: string;
  role: string | null;
  count: number;
}

function RoleGroup({ record, name, role, count }: GroupProps) {
  const label = role ?? records.contacts.untyped;
  return (
    <CountedSection label={label} count={count} counted={records.contacts.count(count)}>
      <LinkTable label={label} list={{ record, end: 'Parent', other: 'Contact', role }} name={name} plain />
    </CountedSection>
  );
}

/** The relationships that there are links with, or were until just now. Those without one come last: least is known of them. */
function withRemoved(counts: RelationshipCount[], removed: RemovedLink[]): RelationshipCount[] {
  const byId = new Map(counts.filter(({ Count }) => Count > 0).map((each) => [each.ContactTypeID, each]));
  for (const { row, end } of removed) {
    const { ChildDomain, ContactTypeID, ContactType } = row.link;
    const isGone = end === 'Parent' && ChildDomain === 'Contact' && !byId.has(ContactTypeID);
    if (isGone) byId.set(ContactTypeID, { ContactTypeID, ContactType, Count: 0 });
  }
  const rank = ({ ContactTypeID }: RelationshipCount) => ContactTypeID ?? Number.POSITIVE_INFINITY;
  return [...byId.values()].sort((one, other) => rank(one) - rank(other));
}

/** The contacts of a record, by their relationship to it. */
export function ContactsTab({ record, name, label }: ContactsTabProps) {
  const { may } = useSession();
  const counts = useRoleCounts(record, true);
  const removed = useRemovedLinks();
  const attach = (
    <AttachButton
      label={records.contacts.attach}
      to={record}
      name={name}
      child={{ Name: 'Contact', Label: label }}
    />
  );
  const groups = () => {
    if (counts.data === undefined) {
      return counts.error === null ? (
        <RowTable
          label={label}
          columns={[{ key: 'name', label: records.links.name, cell: () => null }]}
          rows={undefined}
          rowKey={() => 0}
        />
      ) : (
        <Failure error={counts.error} onRetry={counts.refetch} />
      );
    }
    const there = withRemoved(counts.data, removed);
    if (there.length === 0) {
      const hint = [
        records.contacts.noneHint,
        ...(may('AttachContacts', record.domain) ? [records.contacts.noneMay] : []),
      ];
      return <Empty title={records.contacts.none} hint={hint.join(' ')} />;
    }
    return there.map(({ ContactTypeID, ContactType, Count }) => (
      <RoleGroup key={ContactTypeID ?? 0} record={record} name={name} role={ContactType} count={Count} />
    ));
  };
  return (
    <Stack>
      <Group>{attach}</Group>
      {groups()}
    </Stack>
  );
}
