import { Text } from '@mantine/core';
import type { LinkField } from 'linkwright/client';
import { Fragment } from 'react';
import { FieldValue } from '../../parts/fields/field-value.js';

interface LinkFieldValuesProps {
  fields: LinkField[];
  values: Record<string, unknown>;
}

/** What a link itself says, in a line: `Since Mar 3, 2026 · Share 50`. Fields without a value are passed over. */
export function LinkFieldValues({ fields, values }: LinkFieldValuesProps) {
  const given = fields.filter(({ Name }) => values[Name] !== null && values[Name] !== undefined);
  if (given.length === 0) return null;
  return (
    <Text size="xs" lineClamp={3}>
      {given.map((field, at) => (
        <Fragment key={field.Name}>
          {at > 0 && ' · '}
          <Text span inherit c="dimmed">
            {field.Label}
          </Text>{' '}
          <FieldValue field={field} value={values[field.Name]} />
        </Fragment>
      ))}
    </Text>
  );
}
