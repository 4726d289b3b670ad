import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from 'react-router';
import { keys } from '../../data/keys.js';
import { useWrite } from '../../data/use-write.js';
import { useSession } from '../../session/session.js';
import { administration } from '../../shared/text/administration.js';
import { FormModal } from './form-modal.js';
import { refusedFields } from './refused-fields.js';
import { rolePath } from './section-paths.js';

const text = administration.roles;

/** Makes a role, which grants nothing yet, and goes to where its grants are set. */
export function RoleModal({ taken, onClose }: { taken: string[]; onClose(): void }) {
  const { client } = useSession();
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (name) => (taken.includes(name) ? text.taken(name) : null) },
  });
  const making = useWrite({
    write: (name: string) => client.roles.save(name, { Grants: {} }),
    invalidates: [keys.roles],
    failureShown: true,
  });
  const refused = refusedFields(making.error, ['/role']);
  return (
    <FormModal
      title={text.new}
      send={text.make}
      sending={making.isPending}
      failure={refused.elsewhere}
      onSend={form.onSubmit(({ name }) =>
        making.mutate(name, {
          onSuccess: () => {
            onClose();
            navigate(rolePath(name));
          },
        }),
      )}
      onClose={onClose}
    >
      <TextInput
        label={text.name}
        description={text.nameHint}
        data-autofocus
        {...form.getInputProps('name')}
        error={form.errors.name ?? refused.at('/role')}
        required
        withAsterisk={false}
      />
    </FormModal>
  );
}
