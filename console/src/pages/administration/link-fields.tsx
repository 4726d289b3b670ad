import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Domain, LinkField } from 'linkwright/client';
import { useState } from 'react';
import { keys } from '../../data/keys.js';
import { Empty } from '../../parts/empty.js';
import { useSession } from '../../session/session.js';
import { administration } from '../../shared/text/administration.js';
import { ConfirmModal } from './confirm-modal.js';
import { fieldColumns } from './field-columns.js';
import { LinkFieldModal } from './link-field-modal.js';
import { NewButton } from './new-button.js';
import { SearchedTable } from './searched-table.js';

const text = administration.domains;

/** What links to records of a domain say themselves. */
export function LinkFields({ domain }: { domain: Domain }) {
  const { client } = useSession();
  const fields = useQuery({
    queryKey: keys.linkFields(domain.Name),
    queryFn: ({ signal }) => client.domains.linkFields(domain.Name, { signal }),
  });
  const [edited, setEdited] = useState<LinkField | 'new'>();
  const [dropped, setDropped] = useState<LinkField>();
  const columns = fieldColumns<LinkField>(
    [{ key: 'codes', label: text.codes, wideOnly: true, cell: ({ Codes }) => Codes?.join(', ') }],
    { edit: setEdited, drop: setDropped, isOwn: () => true },
  );
  return (
    <Stack>
      <div>
        <Title order={3} size="h4">
          {text.linkFields}
        </Title>
        <Text size="sm" c="dimmed">
          {text.linkFieldsHint(domain.Label)}
        </Text>
      </div>
      <SearchedTable
        label={text.linkFields}
        columns={columns}
        rows={fields}
        rowKey={({ Name }) => Name}
        words={({ Name, Label }) => [Name, Label]}
        action={<NewButton label={text.newLinkField} onClick={() => setEdited('new')} />}
        empty={<Empty title={text.noLinkFields} hint={text.noLinkFieldsHint} />}
      />
      {edited !== undefined && (
        <LinkFieldModal
          domain={domain.Name}
          field={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      {dropped !== undefined && (
        <ConfirmModal
          title={administration.drop(dropped.Name)}
          hint={text.linkFieldDeleteHint(dropped.Name)}
          write={() => client.domains.dropLinkField(domain.Name, dropped.Name)}
          done={text.fieldDeleted(dropped.Name)}
          invalidates={[keys.linkFields(domain.Name)]}
          onClose={() => setDropped(undefined)}
        />
      )}
    </Stack>
  );
}
