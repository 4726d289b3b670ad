import { Text } from '@mantine/core';
import type { Relationship } from 'linkwright/client';
import { useState } from 'react';
import { keys } from '../../data/keys.js';
import { labelOf, useDomains, useRelationships } from '../../data/metadata.js';
import { Empty } from '../../parts/empty.js';
import type { Column } from '../../parts/row-table.js';
import { useSession } from '../../session/session.js';
import { administration } from '../../shared/text/administration.js';
import { ConfirmModal } from './confirm-modal.js';
import { NewButton } from './new-button.js';
import { RelationshipModal } from './relationship-modal.js';
import { RowActions } from './row-actions.js';
import { SearchedTable } from './searched-table.js';

const text = administration.relationships;

/** The roles that contacts may have. */
export function RelationshipsSection() {
  const { client } = useSession();
  const domains = useDomains();
  const relationships = useRelationships();
  const [edited, setEdited] = useState<Relationship | 'new'>();
  const [dropped, setDropped] = useState<Relationship>();
  const columns: Column<Relationship>[] = [
    { key: 'id', label: text.id, align: 'right', wideOnly: true, cell: ({ ID }) => ID },
    {
      key: 'code',
      label: text.code,
      cell: ({ Code }) => (
        <Text size="sm" fw={600}>
          {Code}
        </Text>
      ),
    },
    { key: 'text', label: text.text, wideOnly: true, cell: ({ Description }) => Description },
    {
      key: 'limits',
      label: text.limits,
      cell: ({ Limits }) =>
        Object.entries(Limits)
          .map(([domain, max]) => text.limit(labelOf(domains.data, domain), max))
          .join('; ') || text.noLimit,
    },
    {
      key: 'actions',
      label: administration.actions,
      align: 'right',
      cell: (row) => (
        <RowActions
          edit={{ label: administration.edit(row.Code), onClick: () => setEdited(row) }}
          remove={{ label: administration.drop(row.Code), onClick: () => setDropped(row) }}
        />
      ),
    },
  ];
  return (
    <>
      <SearchedTable
        label={text.list}
        columns={columns}
        rows={relationships}
        rowKey={({ ID }) => ID}
        words={({ Code, Description }) => [Code, Description]}
        action={<NewButton label={text.new} onClick={() => setEdited('new')} />}
        empty={<Empty title={text.emptyTitle} hint={text.empty} />}
      />
      {edited !== undefined && (
        <RelationshipModal
          relationship={edited === 'new' ? undefined : edited}
          domains={domains.data ?? []}
          onClose={() => setEdited(undefined)}
        />
      )}
      {dropped !== undefined && (
        <ConfirmModal
          title={administration.drop(dropped.Code)}
          hint={text.deleteHint(dropped.Code)}
          write={() => client.relationships.drop(dropped.ID)}
          done={text.deleted(dropped.Code)}
          invalidates={[keys.relationships]}
          onClose={() => setDropped(undefined)}
        />
      )}
    </>
  );
}
