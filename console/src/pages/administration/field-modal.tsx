import { Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
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
  /** What it changes; a new one, where there is none. */
  field: Field | undefined;
  onClose(): void;
}

/** The lines of a text that say something. */
function linesOf(written: string): string[] {
  return written
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Adds a field to a domain, or changes what it is called and which codes it takes. */
export function FieldModal({ domain, domains, field, onClose }: FieldModalProps) {
  const { client } = useSession();
  const form = useForm({
    initialValues: {
      name: field?.Name ?? '',
      label: field?.Label ?? '',
      type: (field?.Type ?? 'Text') as Field['Type'],
      refersTo: field?.RefersTo ?? null,
      codes: field?.Codes?.join('\n') ?? '',
    },
  });
  const { type } = form.values;
  const saving = useWrite({
    write: ({ name, label, refersTo, codes }: typeof form.values) => {
      const body = {
        Name: name,
        Type: type,
        ...(label !== '' && { Label: label }),
        ...(type === 'Association' && { RefersTo: refersTo }),
        ...(type === 'Coded' && { Codes: linesOf(codes) }),
      };
      return client.domains.save(domain, { Fields: [body] });
    },
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
        readOnly={field !== undefined}
        data-autofocus={field === undefined}
        {...form.getInputProps('name')}
        error={refused.at(at('Name'))}
        required
        withAsterisk={false}
      />
      <TextInput
        label={text.label}
        description={text.labelHint}
        {...form.getInputProps('label')}
        error={refused.at(at('Label'))}
      />
      <Choice
        label={text.type}
        data={types}
        readOnly={field !== undefined}
        value={type}
        onChange={(chosen) => form.setFieldValue('type', chosen as Field['Type'])}
        error={refused.at(at('Type'))}
      />
      {type === 'Association' && (
        <Choice
          label={text.refersTo}
          data={domains.map(({ Name, Label }) => ({ value: Name, label: Label }))}
          searchable
          readOnly={field !== undefined}
          value={form.values.refersTo}
          onChange={(chosen) => form.setFieldValue('refersTo', chosen)}
          error={refused.at(at('RefersTo'))}
        />
      )}
      {type === 'Coded' && (
        <Textarea
          label={text.codes}
          description={text.codesHint}
          autosize
          minRows={3}
          maxRows={12}
          {...form.getInputProps('codes')}
          error={refused.at(at('Codes'))}
        />
      )}
    </FormModal>
  );
}
