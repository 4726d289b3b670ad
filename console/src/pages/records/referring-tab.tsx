import { Anchor, Stack, Text, Title } from '@mantine/core';
import type { Domain, Field, RecordRow } from 'linkwright/client';
import { useId } from 'react';
import { Link } from 'react-router';
import { keys } from '../../data/keys.js';
import { namingField, recordName, tellingFields } from '../../data/record-name.js';
import { usePages } from '../../data/use-pages.js';
import { FieldValue } from '../../parts/fields/field-value.js';
import { PagedTable } from '../../parts/paged-table.js';
import type { Column } from '../../parts/row-table.js';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';
import { records } from '../../shared/text/records.js';
import type { Referring } from './referring.js';
import type { RecordId } from './tell-records.js';

/** Fields that are shown of a record, and how many of them on a phone. */
const most = 6;
const onPhone = 2;

const pageSize = 25;

const columnsOf = (domain: Domain, fields: Field[], shown: Field[]): Column<RecordRow>[] =>
  shown.map((field, at) => ({
    key: field.Name,
    label: field.Label,
    hint: field.Name,
    align: field.Type === 'Numeric' ? 'right' : undefined,
    wideOnly: at >= onPhone,
    cell: (row) =>
      at === 0 ? (
        <Anchor component={Link} to={paths.record(domain.Name, Number(row.ID))} fz="sm" fw={600}>
          {recordName(domain.Name, row, namingField(domain.Name, fields))}
        </Anchor>
      ) : (
        <Text component="div" size="sm" lineClamp={2}>
          <FieldValue field={field} value={row[field.Name]} />
        </Text>
      ),
  }));

function ReferringBy({ record, referring }: { record: RecordId; referring: Referring }) {
  const { domain, field, fields } = referring;
  const { client } = useSession();
  const heading = useId();
  const others = fields.filter(({ Name }) => Name !== field.Name);
  const shown = tellingFields(domain.Name, others, most);
  const columns = shown.map(({ Name }) => Name);
  const pages = usePages(
    [...keys.recordsOf(domain.Name), 'referring', field.Name, record.domain, record.id],
    (after, signal) =>
      client.records(record.domain).query(
        {
          where: { ID: record.id },
          referredBy: `${domain.Name}.${field.Name}`,
          columns,
          pageSize,
          after,
        },
        { signal },
      ),
  );
  const label = records.referring.of(domain.Label, field.Label);
  return (
    <Stack gap="xs" component="section" aria-labelledby={heading}>
      <Title order={2} size="h5" id={heading}>
        {label}
      </Title>
      <PagedTable
        label={label}
        columns={columnsOf(domain, fields, shown)}
        pages={pages}
        rowKey={({ ID }) => Number(ID)}
        empty={
          <Text size="sm" c="dimmed">
            {records.referring.none}
          </Text>
        }
      />
    </Stack>
  );
}

/** The records that refer to a record, as claims do to their policy. */
export function ReferringTab({ record, referring }: { record: RecordId; referring: Referring[] }) {
  return (
    <Stack gap="lg">
      {referring.map((each) => (
        <ReferringBy key={`${each.domain.Name}.${each.field.Name}`} record={record} referring={each} />
      ))}
    </Stack>
  );
}
