import type { LinkField } from 'linkwright/client';
import { keys } from '../../data/keys.js';
import { useWrite } from '../../data/use-write.js';
import { useSession } from '../../session/session.js';
import { administration } from '../../shared/text/administration.js';
import { FieldInputs, type FieldValues, namedOf, useFieldForm } from './field-form.js';
import { FormModal } from './form-modal.js';
import { refusedFields } from './refused-fields.js';

const text = administration.domains;

/** A link refers to its two records, and to nothing else. */
const types = ['Text', 'Numeric', 'Date', 'DateTime', 'Boolean', 'Coded'] satisfies LinkField['Type'][];

interface LinkFieldModalProps {
  /** The domain of the children. */
  domain: string;
  /** The field to change; without it, a new one is made. */
  field: LinkField | undefined;
  onClose(): void;
}

/** Adds a field to the links to records of a domain, or changes what it is called and which codes it takes. */
export function LinkFieldModal({ domain, field, onClose }: LinkFieldModalProps) {
  const { client } = useSession();
  const isNew = field === undefined;
  const form = useFieldForm(field);
  const saving = useWrite({
    write: (values: FieldValues) =>
      client.domains.saveLinkFields(domain, {
        Fields: [namedOf({ ...values, type: values.type as LinkField['Type'] })],
      }),
    done: (_, { name }) => text.fieldSaved(name),
    invalidates: [keys.linkFields(domain)],
    failureShown: true,
  });
  const at = (property: string) => `/Fields/0/${property}`;
  const isCoded = form.values.type === 'Coded';
  const shown = ['Name', 'Label', 'Type', ...(isCoded ? ['Codes'] : [])];
  const refused = refusedFields(saving.error, shown.map(at));
  return (
    <FormModal
      title={field === undefined ? text.newLinkField : administration.edit(field.Name)}
      send={text.saveField}
      sending={saving.isPending}
      failure={refused.elsewhere}
      onSend={form.onSubmit((values) => saving.mutate(values, { onSuccess: onClose }))}
      onClose={onClose}
    >
      <FieldInputs form={form} types={types} isNew={isNew} faultAt={(property) => refused.at(at(property))} />
    </FormModal>
  );
}
