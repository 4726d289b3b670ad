import { Skeleton, Stack } from '@mantine/core';
import type { Domain } from 'linkwright/client';
import { Empty } from '../../parts/empty.js';
import { text } from '../../shared/text/index.js';
import { records } from '../../shared/text/records.js';
import { CountedSection } from './counted-section.js';
import { LinkTable } from './link-table.js';
import { useRemovedLinks } from './removed-links.js';
import type { RecordId } from './tell-records.js';

interface OnTabProps {
  record: RecordId;
  name: string;
  domains: Domain[];
  counts: ReadonlyMap<string, number> | undefined;
}

function ParentGroup({
  record,
  name,
  domain,
  count,
}: Omit<OnTabProps, 'domains' | 'counts'> & { domain: Domain; count: number }) {
  return (
    <CountedSection label={domain.Label} count={count} counted={records.on.count(count)}>
      <LinkTable
        label={domain.Label}
        list={{ record, end: 'Child', other: domain.Name }}
        name={name}
        showRole={record.domain === 'Contact'}
        plain={record.domain !== 'Contact'}
      />
    </CountedSection>
  );
}

/** The records that a contact, a file or another child is on, by their domain. */
export function OnTab({ record, name, domains, counts }: OnTabProps) {
  const removed = useRemovedLinks();
  if (counts === undefined) return <Skeleton height={120} role="status" aria-label={text.common.loading} />;
  const wasThere = (name: string) =>
    removed.some(({ row, end }) => end === 'Child' && row.link.ParentDomain === name);
  const there = domains.filter(({ Name }) => (counts.get(Name) ?? 0) > 0 || wasThere(Name));
  if (there.length === 0) return <Empty title={records.on.none} hint={records.on.noneHint} />;
  return (
    <Stack gap="lg">
      {there.map((domain) => (
        <ParentGroup
          key={domain.Name}
          record={record}
          name={name}
          domain={domain}
          count={counts.get(domain.Name) ?? 0}
        />
      ))}
    </Stack>
  );
}
