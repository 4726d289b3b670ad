/** One field of a form, asked for as its schema has it. */
import { NativeSelect, PasswordInput, Switch, Textarea, TextInput } from '@mantine/core';
import { reference as text } from '../../shared/text/reference.js';
import classes from './reference.module.css';
import type { FieldShape } from './value.js';

export interface FieldProps {
  label: string;
  description?: string | undefined;
  required?: boolean;
  error?: string | undefined;
  /** As it is typed; empty for nothing. */
  value: string;
  onChange(typed: string): void;
}

interface ShapedFieldProps extends FieldProps {
  shape: FieldShape;
}

/** A switch of a query string: off is not given. */
export function SwitchField({ label, description, value, onChange }: FieldProps) {
  return (
    <Switch
      label={label}
      description={description}
      checked={value === 'true'}
      onChange={({ currentTarget }) => onChange(currentTarget.checked ? 'true' : '')}
    />
  );
}

export function Field({ shape, value, onChange, ...props }: ShapedFieldProps) {
  const { kind, choices } = shape;
  const field = {
    ...props,
    value,
    withAsterisk: props.required ?? false,
    required: false,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onChange(currentTarget.value),
    spellCheck: false,
    autoComplete: 'off',
  };
  if (kind === 'choice' || kind === 'boolean') {
    const data = kind === 'boolean' ? ['true', 'false'] : choices;
    // What an example has is a choice too, be it one that is refused.
    const all = value === '' || data.includes(value) ? data : [...data, value];
    return <NativeSelect {...field} data={[{ value: '', label: text.tryIt.notGiven }, ...all]} />;
  }
  if (kind === 'password') return <PasswordInput {...field} autoComplete="new-password" />;
  if (kind === 'json')
    return <Textarea {...field} autosize minRows={2} maxRows={12} classNames={{ input: classes.mono }} />;
  return <TextInput {...field} inputMode={kind === 'number' ? 'numeric' : undefined} />;
}
