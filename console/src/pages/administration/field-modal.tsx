import type { Domain, Field } from 'linkwright/client';
import { keys } from '../../data/keys.js';
import { useWrite } from '../../data/use-write.js';
import { useSession } from '../../session/session.js';
import { administration } from '../../shared/text/administration.js';
import { FieldInputs, type FieldValues, namedOf, useFieldForm } from './field-form.js';
import { FieldRules, ruleProperties, rulesBody } from './field-rules.js';
import { FormModal } from './form-modal.js';
import { refusedFields } from './refused-fields.js';

const text = administration.domains;

const types = Object.keys(text.types) as Field['Type'][];

interface FieldModalProps {
  domain: string;
  /** What a field may refer to. */
  domains: Domain[];
  /** The field to change; without it, a new one is made. */
  field: Field | undefined;
  onClose(): void;
}

/** A field as a call may send it. */
const fieldOf = (values: FieldValues) => ({
  ...namedOf(values),
  ...(values.type === 'Association' && { RefersTo: values.refersTo }),
  ...rulesBody(values),
});

/** Adds a field to a domain, or changes what it is called, which codes it takes and what rules it has. */
export function FieldModal({ domain, domains, field, onClose }: FieldModalProps) {
  const { client } = useSession();
  const isNew = field === undefined;
  const form = useFieldForm(field);
  const { type } = form.values;
  const saving = useWrite({
    write: (values: FieldValues) => client.domains.save(domain, { Fields: [fieldOf(values)] }),
    done: (_, { name }) => text.fieldSaved(name),
    invalidates: [keys.fields(domain), keys.recordsOf(domain)],
    failureShown: true,
  });
  const at = (property: string) => `/Fields/0/${property}`;
  const ofType = type === 'Association' ? ['RefersTo'] : type === 'Coded' ? ['Codes'] : [];
  const shown = ['Name', 'Label', 'Type', ...ofType, ...ruleProperties];
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
      <FieldInputs form={form} types={types} domains={domains} isNew={isNew} faultAt={faultAt} />
      <FieldRules form={form} faultAt={faultAt} />
    </FormModal>
  );
}
