import { Anchor, Text } from '@mantine/core';
import type { Field } from 'linkwright/client';
import { Link } from 'react-router';
import { namingField, recordName } from '../../data/record-name.js';
import { FieldValue } from '../../parts/fields/field-value.js';
import type { Column } from '../../parts/row-table.js';
import { paths } from '../../shared/paths.js';
import { records } from '../../shared/text/records.js';
import type { ListRow } from './list-rows.js';
import type { ListView, ListViewChanges } from './list-view.js';

/** Columns that a phone shows, where nobody has chosen them. */
const onPhone = 2;

interface Shown {
  domain: string;
  fields: Field[];
  shown: Field[];
  view: ListView;
  changes: ListViewChanges;
}

/** The columns of a domain's records: the fields that are shown, each a way to sort by; the first one opens the record. */
export function listColumns({ domain, fields, shown, view, changes }: Shown): Column<ListRow>[] {
  const naming = namingField(domain, fields);
  const sortedBy = (name: string): Pick<Column<ListRow>, 'sorted' | 'onSort'> => {
    const { sort } = view;
    const sorted = sort?.field !== name ? 'none' : sort.descending ? 'descending' : 'ascending';
    return { sorted, onSort: () => changes.setSort(name, sorted === 'ascending') };
  };
  const ofFields = shown.map((field, at): Column<ListRow> => {
    const { Name, Label, Type } = field;
    return {
      key: Name,
      label: Label,
      hint: Name,
      align: Type === 'Numeric' ? 'right' : undefined,
      wideOnly: view.columns === undefined && at >= onPhone,
      ...sortedBy(Name),
      cell: ({ record, told }) => {
        const value = record[Name];
        if (at === 0) {
          return (
            <Anchor component={Link} to={paths.record(domain, record.ID)} fz="sm" fw={600}>
              {Name === naming || value == null || Type === 'Association'
                ? recordName(domain, record, Name)
                : String(value)}
            </Anchor>
          );
        }
        const name =
          Type === 'Association' && value != null
            ? told(field.RefersTo ?? '', Number(value)).name
            : undefined;
        return (
          <Text component="div" size="sm" lineClamp={2}>
            <FieldValue field={field} value={value} name={name} />
          </Text>
        );
      },
    };
  });
  const id: Column<ListRow> = {
    key: 'ID',
    label: records.id,
    align: 'right',
    wideOnly: true,
    ...sortedBy('ID'),
    cell: ({ record }) => record.ID,
  };
  return [...ofFields, id];
}
