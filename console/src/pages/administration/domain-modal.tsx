import { Checkbox, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Domain } from 'linkwright/client';
import { useNavigate } from 'react-router';
import { keys } from '../../data/keys.js';
import { useWrite } from '../../data/use-write.js';
import { useSession } from '../../session/session.js';
import { administration } from '../../shared/text/administration.js';
import { FormModal } from './form-modal.js';
import { refusedFields } from './refused-fields.js';
import { domainPath } from './section-paths.js';

const text = administration.domains;

const prefix = 'Custom.';

interface DomainModalProps {
  /** The domain to change; without it, a new one is made. */
  domain: Domain | undefined;
  /** Names in use: saving a domain by one of them would change that domain. */
  taken: string[];
  onClose(): void;
}

/** Makes a domain, or changes what it is called and whether it is linkable. */
export function DomainModal({ domain, taken, onClose }: DomainModalProps) {
  const { client } = useSession();
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { name: '', label: domain?.Label ?? '', linkable: domain?.Linkable ?? false },
    validate: {
      name: (name) =>
        domain === undefined && taken.includes(prefix + name) ? text.taken(prefix + name) : null,
    },
  });
  const saving = useWrite({
    write: ({ name, label, linkable }: typeof form.values) =>
      client.domains.save(domain?.Name ?? prefix + name, {
        ...(label !== '' && { Label: label }),
        ...((domain === undefined || domain.Custom) && { Linkable: linkable }),
      }),
    done: ({ Label }) => text.saved(Label),
    invalidates: [keys.domains, keys.me],
    failureShown: true,
  });
  const refused = refusedFields(saving.error, ['/domain', '/Label', '/Linkable']);
  const send = (values: typeof form.values) =>
    saving.mutate(values, {
      onSuccess: ({ Name }) => {
        onClose();
        if (domain === undefined) navigate(domainPath(Name));
      },
    });
  return (
    <FormModal
      title={domain === undefined ? text.new : administration.edit(domain.Label)}
      send={domain === undefined ? text.make : text.save}
      sending={saving.isPending}
      failure={refused.elsewhere}
      onSend={form.onSubmit(send)}
      onClose={onClose}
    >
      {domain === undefined && (
        <TextInput
          label={text.name}
          description={text.nameHint}
          leftSection={prefix}
          leftSectionWidth={76}
          data-autofocus
          {...form.getInputProps('name')}
          error={form.errors.name ?? refused.at('/domain')}
          required
          withAsterisk={false}
        />
      )}
      <TextInput
        label={text.label}
        description={text.labelHint}
        {...form.getInputProps('label')}
        error={refused.at('/Label')}
      />
      {(domain === undefined || domain.Custom) && (
        <Checkbox
          label={text.linkable}
          {...form.getInputProps('linkable', { type: 'checkbox' })}
          error={refused.at('/Linkable')}
        />
      )}
    </FormModal>
  );
}
