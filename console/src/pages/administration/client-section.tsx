import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Settings, Sizes } from 'linkwright/client';
import { keys } from '../../data/keys.js';
import { labelOf, useDomains, useSettings } from '../../data/metadata.js';
import { Failure } from '../../parts/failure.js';
import { type Column, RowTable } from '../../parts/row-table.js';
import { useSession } from '../../session/session.js';
import { administration } from '../../shared/text/administration.js';
import { LinkIdentityForm } from './link-identity-form.js';
import { RetentionForm } from './retention-form.js';

const text = administration.client;

type LimitName = keyof Settings['Limits'];

const limitWords: Record<LimitName, (value: number) => string> = {
  BulkEntries: text.number,
  BodyBytes: text.inBytes,
  FileBytes: text.inBytes,
  ContentBytes: text.inBytes,
  PageRows: text.number,
  SessionMinutes: text.minutes,
  RecentRequestDays: text.days,
  RecentRequests: text.number,
};

const limitNames = Object.keys(limitWords) as LimitName[];

/** How much the client has of each thing. */
function ClientSizes() {
  const { client } = useSession();
  const domains = useDomains();
  const sizes = useQuery({
    queryKey: [...keys.settings, 'sizes'],
    queryFn: ({ signal }) => client.settings.sizes({ signal }),
  });
  if (sizes.error !== null) return <Failure error={sizes.error} onRetry={sizes.refetch} />;
  const max = sizes.data?.CountedTo ?? 0;
  const columns: Column<Sizes['Domains'][number]>[] = [
    { key: 'domain', label: text.domain, cell: ({ Domain }) => labelOf(domains.data, Domain) },
    {
      key: 'records',
      label: text.records,
      align: 'right',
      cell: ({ Records }) => text.size(Records, max),
    },
    { key: 'links', label: text.links, align: 'right', cell: ({ Links }) => text.size(Links, max) },
  ];
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {text.sizes}
      </Title>
      <RowTable
        label={text.sizes}
        columns={columns}
        rows={sizes.data?.Domains}
        rowKey={({ Domain }) => Domain}
      />
      {sizes.data && (
        <Text size="sm" c="dimmed">
          {text.contents(text.size(sizes.data.Contents, max), text.inBytes(sizes.data.ContentBytes))}{' '}
          {text.sizesHint(max)}
        </Text>
      )}
    </Stack>
  );
}

/** What holds for the whole client: link identity, sizes and limits. */
export function ClientSection() {
  const settings = useSettings();
  if (settings.error !== null && settings.data === undefined) {
    return <Failure error={settings.error} onRetry={settings.refetch} />;
  }
  const columns: Column<LimitName>[] = [
    { key: 'limit', label: text.limit, cell: (name) => text.limitNames[name] },
    {
      key: 'value',
      label: text.value,
      align: 'right',
      cell: (name) => settings.data && limitWords[name](settings.data.Limits[name]),
    },
  ];
  return (
    <Stack gap="xl" maw={760}>
      {settings.data && (
        <LinkIdentityForm key={settings.data.LinkIdentity} present={settings.data.LinkIdentity} />
      )}
      {settings.data && (
        <RetentionForm key={settings.data.AuditLogDays} present={settings.data.AuditLogDays} />
      )}
      <ClientSizes />
      <Stack gap="xs">
        <Title order={2} size="h4">
          {text.limits}
        </Title>
        <Text size="sm" c="dimmed">
          {text.limitsHint}
        </Text>
        <RowTable
          label={text.limits}
          columns={columns}
          rows={settings.data && limitNames}
          rowKey={(name) => name}
        />
      </Stack>
    </Stack>
  );
}
