import { Text } from '@mantine/core';
import type { Field } from 'linkwright/client';
import type { Column } from '../../parts/row-table.js';
import { administration } from '../../shared/text/administration.js';
import { RowActions } from './row-actions.js';

const text = administration.domains;

type Named = Pick<Field, 'Name' | 'Label' | 'Type'>;

interface FieldActions<Each> {
  edit(field: Each): void;
  drop(field: Each): void;
  /** Which may be dropped. */
  isOwn(field: Each): boolean;
}

/** The columns of a list of fields; `details` are those between what all fields have and what can be done. */
export function fieldColumns<Each extends Named>(
  details: Column<Each>[],
  { edit, drop, isOwn }: FieldActions<Each>,
): Column<Each>[] {
  return [
    {
      key: 'name',
      label: text.fieldName,
      cell: ({ Name }) => (
        <Text size="sm" fw={600}>
          {Name}
        </Text>
      ),
    },
    { key: 'label', label: text.label, wideOnly: true, cell: ({ Label }) => Label },
    { key: 'type', label: text.type, cell: ({ Type }) => text.types[Type] },
    ...details,
    {
      key: 'actions',
      label: administration.actions,
      align: 'right',
      cell: (field) => (
        <RowActions
          edit={{ label: administration.edit(field.Name), onClick: () => edit(field) }}
          {...(isOwn(field) && {
            remove: { label: administration.drop(field.Name), onClick: () => drop(field) },
          })}
        />
      ),
    },
  ];
}
