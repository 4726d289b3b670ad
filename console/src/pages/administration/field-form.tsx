import { Textarea, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import type { Domain, Field } from 'linkwright/client';
import { Choice } from '../../parts/choice/choice.js';
import { administration } from '../../shared/text/administration.js';

const text = administration.domains;

export interface FieldValues {
  name: string;
  label: string;
  type: Field['Type'];
  refersTo: string | null;
  codes: string;
  required: boolean;
  unique: boolean;
  isLoose: boolean;
  format: Field['Format'];
  currency: string | null;
}

export type FieldForm = UseFormReturnType<FieldValues>;

/** The values of a form for a field: of one that is there, or none yet. */
export function useFieldForm(field: Partial<Field> | undefined): FieldForm {
  return useForm<FieldValues>({
    initialValues: {
      name: field?.Name ?? '',
      label: field?.Label ?? '',
      type: field?.Type ?? 'Text',
      refersTo: field?.RefersTo ?? null,
      codes: field?.Codes?.join('\n') ?? '',
      required: field?.Required ?? false,
      unique: field?.Unique ?? false,
      isLoose: field?.Matching === 'loose',
      format: field?.Format ?? null,
      currency: field?.Currency ?? null,
    },
  });
}

/** The lines of a text that are not empty. */
function linesOf(written: string): string[] {
  return written
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What a field of links has too, as a call may send it. */
export const namedOf = <Type extends Field['Type']>({
  name,
  label,
  type,
  codes,
}: Omit<FieldValues, 'type'> & { type: Type }) => ({
  Name: name,
  Type: type,
  ...(label !== '' && { Label: label }),
  ...(type === 'Coded' && { Codes: linesOf(codes) }),
});

interface FieldInputsProps {
  form: FieldForm;
  types: Field['Type'][];
  /** What a field may refer to. */
  domains?: Domain[];
  isNew: boolean;
  faultAt(property: string): string | undefined;
}

/** What only fields of some types have. */
function TypeInputs({ form, domains = [], isNew, faultAt }: FieldInputsProps) {
  switch (form.values.type) {
    case 'Association':
      return (
        <Choice
          label={text.refersTo}
          data={domains.map(({ Name, Label }) => ({ value: Name, label: Label }))}
          searchable
          readOnly={!isNew}
          value={form.values.refersTo}
          onChange={(chosen) => form.setFieldValue('refersTo', chosen)}
          error={faultAt('RefersTo')}
        />
      );
    case 'Coded':
      return (
        <Textarea
          label={text.codes}
          description={text.codesHint}
          autosize
          minRows={3}
          maxRows={12}
          {...form.getInputProps('codes')}
          error={faultAt('Codes')}
        />
      );
    default:
      return null;
  }
}

/** What a field is called and what it holds; of one that is there, name and type stay. */
export function FieldInputs(props: FieldInputsProps) {
  const { form, types, isNew, faultAt } = props;
  return (
    <>
      <TextInput
        label={text.fieldName}
        description={text.fieldNameHint}
        readOnly={!isNew}
        data-autofocus={isNew}
        {...form.getInputProps('name')}
        error={faultAt('Name')}
        required
        withAsterisk={false}
      />
      <TextInput
        label={text.label}
        description={text.labelHint}
        {...form.getInputProps('label')}
        error={faultAt('Label')}
      />
      <Choice
        label={text.type}
        data={types.map((type) => ({ value: type, label: text.types[type] }))}
        readOnly={!isNew}
        value={form.values.type}
        onChange={(chosen) => form.setFieldValue('type', chosen as Field['Type'])}
        error={faultAt('Type')}
      />
      <TypeInputs {...props} />
    </>
  );
}
