import { Group, Stack } from '@mantine/core';
import type { Domain } from 'linkwright/client';
import { Empty } from '../../parts/empty.js';
import { records } from '../../shared/text/records.js';
import { AttachButton } from './attach-button.js';
import { CountedSection } from './counted-section.js';
import { LinkTable } from './link-table.js';
import type { RecordId } from './tell-records.js';

interface OthersTabProps {
  record: RecordId;
  name: string;
  domains: Domain[];
  counts: ReadonlyMap<string, number> | undefined;
}

function ChildGroup({
  record,
  name,
  domain,
  count,
}: Omit<OthersTabProps, 'domains' | 'counts'> & { domain: Domain; count: number }) {
  return (
    <CountedSection label={domain.Label} count={count} counted={records.others.count(count)}>
      <LinkTable
        label={domain.Label}
        list={{ record, end: 'Parent', other: domain.Name }}
        name={name}
        plain
        empty={<Empty title={records.others.none(domain.Label)} />}
      />
      <Group>
        <AttachButton label={records.others.attach(domain.Label)} to={record} name={name} child={domain} />
      </Group>
    </CountedSection>
  );
}

/** What else is attached to a record: records of the client's own domains that may be children. */
export function OthersTab({ record, name, domains, counts }: OthersTabProps) {
  return (
    <Stack gap="lg">
      {domains.map((domain) => (
        <ChildGroup
          key={domain.Name}
          record={record}
          name={name}
          domain={domain}
          count={counts?.get(domain.Name) ?? 0}
        />
      ))}
    </Stack>
  );
}
