import { Group, Radio, Stack, Text, Title } from '@mantine/core';
import type { Field } from 'linkwright/client';
import { FieldValue } from '../../parts/fields/field-value.js';
import { RowTable } from '../../parts/row-table.js';
import { common } from '../../shared/text/common.js';
import { merging as text } from '../../shared/text/merge.js';
import { type Chosen, differing, type Pair, type Side, sideOf } from './merge.js';
import classes from './merge-values.module.css';

interface MergeValuesProps {
  domain: string;
  fields: Field[];
  pair: Pair;
  chosen: Chosen;
  names: Record<Side, string>;
  onChoose(chosen: Chosen): void;
}

/** The fields in which the two records differ, with both values, of which one stays. */
export function MergeValues({ domain, fields, pair, chosen, names, onChoose }: MergeValuesProps) {
  const shown = differing(domain, fields, pair);
  const equal = fields.length - shown.length;
  const cell = (side: Side) => (field: Field) => {
    const value = pair[side][field.Name];
    return (
      <Group gap="xs" wrap="nowrap">
        <Radio
          name={`value of ${field.Name}`}
          aria-label={text.choice(
            field.Label,
            value == null || value === '' ? common.values.none : String(value),
          )}
          checked={sideOf(chosen, field.Name, pair) === side}
          onChange={() => onChoose({ ...chosen, [field.Name]: side })}
        />
        <FieldValue field={field} value={value} />
      </Group>
    );
  };
  return (
    <Stack gap="xs" className={classes.values}>
      <div>
        <Title order={2} size="h4">
          {text.values}
        </Title>
        <Text size="sm" c="dimmed">
          {shown.length === 0 ? text.allEqual : text.valuesHint}
        </Text>
      </div>
      {shown.length > 0 && (
        <RowTable
          label={text.values}
          columns={[
            { key: 'field', label: text.field, cell: ({ Label }: Field) => Label },
            { key: 'kept', label: `${text.stays}: ${names.kept}`, cell: cell('kept') },
            { key: 'gone', label: `${text.goes}: ${names.gone}`, cell: cell('gone') },
          ]}
          rows={shown}
          rowKey={({ Name }) => Name}
        />
      )}
      {shown.length > 0 && equal > 0 && (
        <Text size="sm" c="dimmed">
          {text.equal(equal)}
        </Text>
      )}
    </Stack>
  );
}
