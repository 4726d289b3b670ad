import { Group, Stack } from '@mantine/core';
import { Empty } from '../../parts/empty.js';
import { Failure } from '../../parts/failure.js';
import { RowTable } from '../../parts/row-table.js';
import { useSession } from '../../session/session.js';
import { records } from '../../shared/text/records.js';
import { AttachButton } from './attach-button.js';
import { CountedSection } from './counted-section.js';
import { LinkTable } from './link-table.js';
import { useLinkedPages, useRoleCounts } from './linked-rows.js';
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
  const pages = useLinkedPages({ record, end: 'Parent', other: 'Contact', role });
  const label = role ?? records.contacts.untyped;
  return (
    <CountedSection label={label} count={count} counted={records.contacts.count(count)}>
      <LinkTable label={label} pages={pages} end="Parent" name={name} plain />
    </CountedSection>
  );
}

/** The contacts of a record, by their relationship to it. */
export function ContactsTab({ record, name, label }: ContactsTabProps) {
  const { may } = useSession();
  const counts = useRoleCounts(record, true);
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
    const there = counts.data.filter(({ Count }) => Count > 0);
    if (there.length === 0) {
      const hint = [
        records.contacts.noneHint,
        ...(may('AttachContacts', record.domain) ? [records.contacts.noneMay] : []),
      ];
      return <Empty title={records.contacts.none} hint={hint.join(' ')} />;
    }
    // Those without a role come last: least is known of them.
    const inOrder = [...there].sort(
      (one, other) => Number(one.ContactType === null) - Number(other.ContactType === null),
    );
    return inOrder.map(({ ContactTypeID, ContactType, Count }) => (
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
