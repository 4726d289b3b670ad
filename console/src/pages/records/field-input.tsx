import { type InputWrapperProps, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Choice } from '../../parts/choice/choice.js';
import type { FormField } from '../../parts/fields/field-value.js';
import { RecordPicker } from '../../parts/picks.js';
import { useSession } from '../../session/session.js';
import { text } from '../../shared/text/index.js';
import { records } from '../../shared/text/records.js';
import { localOf, momentOf } from './local-time.js';
import { NumericInput } from './numeric-input.js';

interface FieldInputProps {
  field: FormField;
  /** As a call may send it; empty for no value. */
  value: string;
  onChange(value: string): void;
  error?: string;
  label?: ReactNode;
  name?: string;
}

/** Text that is longer than a line, or is meant to be. */
const isLong = ({ Name }: FormField, value: string) =>
  /Description|Notes?$|Comments?$/.test(Name) || value.includes('\n');

/** A description of such an input stands between it and what is wrong with it. */
const describedBelow: InputWrapperProps['inputWrapperOrder'] = ['label', 'input', 'description', 'error'];

/** Asks for a record; for its id, where the user may not see it. */
function AssociationInput({ field, value, onChange, ...input }: FieldInputProps) {
  const { may } = useSession();
  const domain = field.RefersTo ?? '';
  return may('View', domain) ? (
    <RecordPicker
      {...input}
      domain={domain}
      value={value === '' ? null : Number(value)}
      onChange={(id) => onChange(id === null ? '' : String(id))}
    />
  ) : (
    <TextInput
      {...input}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      inputMode="numeric"
      inputWrapperOrder={describedBelow}
      description={records.associationId(domain)}
    />
  );
}

/** Asks for the value of a field in the way that its type has. What is accepted is the server's to say. */
export function FieldInput({ field, value, onChange, ...input }: FieldInputProps) {
  const shared = { label: <span title={field.Name}>{field.Label}</span>, name: field.Name, ...input };
  const typed = {
    ...shared,
    value,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  switch (field.Type) {
    case 'Boolean':
      return (
        <Choice
          {...shared}
          clearable
          placeholder={text.common.values.none}
          data={[
            { value: 'true', label: text.common.values.yes },
            { value: 'false', label: text.common.values.no },
          ]}
          value={value || null}
          onChange={(chosen) => onChange(chosen ?? '')}
        />
      );
    case 'Coded':
      return (
        <Choice
          {...shared}
          clearable
          searchable
          placeholder={text.common.values.none}
          data={field.Codes ?? []}
          value={value || null}
          onChange={(chosen) => onChange(chosen ?? '')}
        />
      );
    case 'Association':
      return <AssociationInput {...shared} field={field} value={value} onChange={onChange} />;
    case 'Date':
      return <TextInput {...typed} type="date" max="9999-12-31" />;
    case 'DateTime':
      return (
        <TextInput
          {...shared}
          type="datetime-local"
          step={1}
          max="9999-12-31T23:59:59"
          description={records.dateTimeHint}
          inputWrapperOrder={describedBelow}
          value={localOf(value)}
          onChange={(event) => onChange(momentOf(event.currentTarget.value))}
        />
      );
    case 'Numeric':
      return <NumericInput {...shared} value={value} onChange={onChange} />;
    default:
      return isLong(field, value) ? (
        <Textarea {...typed} autosize minRows={2} maxRows={12} />
      ) : (
        <TextInput {...typed} />
      );
  }
}
