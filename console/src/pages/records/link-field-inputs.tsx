import { SimpleGrid } from '@mantine/core';
import type { LinkField } from 'linkwright/client';
import { FieldInput } from './field-input.js';
import type { FormValues } from './form-values.js';

interface LinkFieldInputsProps {
  fields: LinkField[];
  values: FormValues;
  /** What the server has against values, by field. */
  faults: FormValues;
  onChange(field: string, value: string): void;
}

/** Asks for what a link itself says; nothing, where such links have no fields. */
export function LinkFieldInputs({ fields, values, faults, onChange }: LinkFieldInputsProps) {
  if (fields.length === 0) return null;
  return (
    <SimpleGrid cols={{ base: 1, xs: fields.length === 1 ? 1 : 2 }}>
      {fields.map((field) => (
        <FieldInput
          key={field.Name}
          field={field}
          value={values[field.Name] ?? ''}
          onChange={(value) => onChange(field.Name, value)}
          error={faults[field.Name]}
        />
      ))}
    </SimpleGrid>
  );
}
