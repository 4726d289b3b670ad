import { Anchor, Badge, Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Domain } from 'linkwright/client';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { keys } from '../../data/keys.js';
import { useDomains } from '../../data/metadata.js';
import { Empty } from '../../parts/empty.js';
import type { Column } from '../../parts/row-table.js';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';
import { administration } from '../../shared/text/administration.js';
import { ConfirmModal } from './confirm-modal.js';
import { DomainFields } from './domain-fields.js';
import { DomainModal } from './domain-modal.js';
import { NewButton } from './new-button.js';
import { RowActions } from './row-actions.js';
import { SearchedTable } from './searched-table.js';
import { domainPath } from './section-paths.js';

const text = administration.domains;

/** The kinds of records. */
function DomainList({ domains }: { domains: UseQueryResult<Domain[]> }) {
  const { client } = useSession();
  const [edited, setEdited] = useState<Domain | 'new'>();
  const [dropped, setDropped] = useState<Domain>();
  const columns: Column<Domain>[] = [
    {
      key: 'label',
      label: text.label,
      cell: ({ Name, Label }) => (
        <Anchor component={Link} to={domainPath(Name)} size="sm" fw={600}>
          {Label}
        </Anchor>
      ),
    },
    { key: 'name', label: text.name, cell: ({ Name }) => Name },
    {
      key: 'linkable',
      label: text.linkableShort,
      wideOnly: true,
      cell: ({ Linkable }) => (Linkable ? administration.yes : administration.no),
    },
    {
      key: 'kind',
      label: text.kind,
      wideOnly: true,
      cell: ({ Custom }) => (
        <Badge variant="default" radius="sm" tt="none">
          {Custom ? text.custom : text.builtIn}
        </Badge>
      ),
    },
    {
      key: 'actions',
      label: administration.actions,
      align: 'right',
      cell: (domain) => (
        <RowActions
          edit={{ label: administration.edit(domain.Label), onClick: () => setEdited(domain) }}
          {...(domain.Custom && {
            remove: { label: administration.drop(domain.Label), onClick: () => setDropped(domain) },
          })}
        />
      ),
    },
  ];
  return (
    <>
      <SearchedTable
        label={text.list}
        columns={columns}
        rows={domains}
        rowKey={({ Name }) => Name}
        words={({ Name, Label }) => [Name, Label]}
        action={<NewButton label={text.new} onClick={() => setEdited('new')} />}
        empty={<Empty title={administration.noneFound} />}
      />
      {edited !== undefined && (
        <DomainModal
          domain={edited === 'new' ? undefined : edited}
          taken={domains.data?.map(({ Name }) => Name) ?? []}
          onClose={() => setEdited(undefined)}
        />
      )}
      {dropped !== undefined && (
        <ConfirmModal
          title={administration.drop(dropped.Label)}
          hint={text.deleteHint(dropped.Label)}
          write={() => client.domains.drop(dropped.Name)}
          done={text.deleted(dropped.Label)}
          invalidates={[keys.domains, keys.relationships, keys.roles, keys.me]}
          onClose={() => setDropped(undefined)}
        />
      )}
    </>
  );
}

/** The kinds of records, or the fields of the one that is chosen. */
export function DomainsSection() {
  const [query] = useSearchParams();
  const domains = useDomains();
  const chosen = query.get('domain');
  if (chosen === null || domains.data === undefined) return <DomainList domains={domains} />;
  const domain = domains.data.find(({ Name }) => Name === chosen);
  if (domain !== undefined) return <DomainFields domain={domain} domains={domains.data} />;
  const back = (
    <Button component={Link} to={paths.administration('domains')} variant="default">
      {text.back}
    </Button>
  );
  return <Empty title={text.gone(chosen)} action={back} />;
}
