import { Group, Stack, Text, Title } from '@mantine/core';
import type { Domain, Field } from 'linkwright/client';
import { useState } from 'react';
import { keys } from '../../data/keys.js';
import { useFields } from '../../data/metadata.js';
import { Empty } from '../../parts/empty.js';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';
import { administration } from '../../shared/text/administration.js';
import { BackLink } from './back-link.js';
import { ConfirmModal } from './confirm-modal.js';
import { fieldColumns } from './field-columns.js';
import { FieldModal } from './field-modal.js';
import { rulesInWords } from './field-rules.js';
import { LinkFields } from './link-fields.js';
import { NewButton } from './new-button.js';
import { SearchedTable } from './searched-table.js';

const text = administration.domains;

/** The fields of a domain. */
export function DomainFields({ domain, domains }: { domain: Domain; domains: Domain[] }) {
  const { client } = useSession();
  const fields = useFields(domain.Name);
  const [edited, setEdited] = useState<Field | 'new'>();
  const [dropped, setDropped] = useState<Field>();
  const columns = fieldColumns<Field>(
    [
      {
        key: 'details',
        label: text.details,
        wideOnly: true,
        cell: ({ RefersTo, Codes }) => (
          <Text size="sm" lineClamp={2}>
            {RefersTo !== null && text.refers(RefersTo)}
            {Codes?.join(', ')}
          </Text>
        ),
      },
      { key: 'rules', label: text.rules, wideOnly: true, cell: rulesInWords },
      {
        key: 'match',
        label: text.canMatch,
        wideOnly: true,
        cell: ({ CanMatch }) => (CanMatch ? administration.yes : administration.no),
      },
    ],
    { edit: setEdited, drop: setDropped, isOwn: ({ Custom }) => Custom },
  );
  return (
    <Stack>
      <BackLink label={text.back} to={paths.administration('domains')} />
      <Group gap="sm" align="baseline">
        <Title order={2} size="h3">
          {domain.Label}
        </Title>
        <Text c="dimmed" size="sm">
          {domain.Name}
        </Text>
      </Group>
      <SearchedTable
        label={text.fields}
        columns={columns}
        rows={fields}
        rowKey={({ Name }) => Name}
        words={({ Name, Label }) => [Name, Label]}
        action={<NewButton label={text.newField} onClick={() => setEdited('new')} />}
        empty={<Empty title={text.noFields} hint={text.noFieldsHint} />}
      />
      {domain.Linkable && <LinkFields domain={domain} />}
      {edited !== undefined && (
        <FieldModal
          domain={domain.Name}
          domains={domains}
          field={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      {dropped !== undefined && (
        <ConfirmModal
          title={administration.drop(dropped.Name)}
          hint={text.fieldDeleteHint(dropped.Name)}
          write={() => client.domains.dropField(domain.Name, dropped.Name)}
          done={text.fieldDeleted(dropped.Name)}
          invalidates={[keys.fields(domain.Name), keys.recordsOf(domain.Name)]}
          onClose={() => setDropped(undefined)}
        />
      )}
    </Stack>
  );
}
