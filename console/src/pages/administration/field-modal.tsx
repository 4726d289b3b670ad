import { Textarea, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import type { Domain, Field } from 'linkwright/client';
import { keys } from '../../data/keys.js';
import { useWrite } from '../../data/use-write.js';
import { Choice } from '../../parts/choice/choice.js';
import { useSession } from '../../session/session.js';
import { administration } from '../../shared/text/administration.js';
import { FormModal } from './form-modal.js';
import { refusedFields } from './refused-fields.js';

const text = administration.domains;

const types = Object.entries(text.types).map(([value, label]) => ({ value, label }));

interface FieldModalProps {
  domain: string;
  /** What a field may refer to. */
  domains: Domain[];
  /** The field to change; without it, a new one is made. */
  field: Field | undefined;
  onClose(): void;
}

/** The lines of a text that are not empty. */
function linesOf(written: string): string[] {
  return written
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

interface FieldValues {
  name: string;
  label: string;
  type: Field['Type'];
  refersTo: string | null;
  codes: string;
}

/** A field as a call may send it. */
const fieldOf = ({ name, label, type, refersTo, codes }: FieldValues) => ({
  Name: name,
  Type: type,
  ...(label !== '' && { Label: label }),
  ...(type === 'Association' && { RefersTo: refersTo }),
  ...(type === 'Coded' && { Codes: linesOf(codes) }),
});

interface TypeInputsProps {
  form: UseFormReturnType<FieldValues>;
  domains: Domain[];
  isNew: boolean;
  faultAt(property: string): string | undefined;
}

/** What only fields of some types have. */
function TypeInputs({ form, domains, isNew, faultAt }: TypeInputsProps) {
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

/** Adds a field to a domain, or changes what it is called and which codes it takes. */
export function FieldModal({ domain, domains, field, onClose }: FieldModalProps) {
  const { client } = useSession();
  const isNew = field === undefined;
  const form = useForm<FieldValues>({
    initialValues: {
      name: field?.Name ?? '',
      label: field?.Label ?? '',
      type: field?.Type ?? 'Text',
      refersTo: field?.RefersTo ?? null,
      codes: field?.Codes?.join('\n') ?? '',
    },
  });
  const { type } = form.values;
  const saving = useWrite({
    write: (values: FieldValues) => client.domains.save(domain, { Fields: [fieldOf(values)] }),
    done: (_, { name }) => text.fieldSaved(name),
    invalidates: [keys.fields(domain), keys.recordsOf(domain)],
    failureShown: true,
  });
  const at = (property: string) => `/Fields/0/${property}`;
  const shown = [
    'Name',
    'Label',
    'Type',
    ...(type === 'Association' ? ['RefersTo'] : type === 'Coded' ? ['Codes'] : []),
  ];
  const refused = refusedFields(saving.error, shown.map(at));
  const faultAt = (property: string) => refused.at(at(property));
  return (
    <FormModal
      title={field === undefined ? text.newField : administration.edit(field.Name)}
      send={text.saveField}
      sending={saving.isPending}
      failure={refused.elsewhere}
      onSend={form.onSubmit((values) => saving.mutate(values, { onSuccess: onClose }))}
      onClose={onClose}
    >
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
        data={types}
        readOnly={!isNew}
        value={type}
        onChange={(chosen) => form.setFieldValue('type', chosen as Field['Type'])}
        error={faultAt('Type')}
      />
      <TypeInputs form={form} domains={domains} isNew={isNew} faultAt={faultAt} />
    </FormModal>
  );
}
