import { Checkbox, Switch, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import type { User } from 'linkwright/client';
import { keys } from '../../data/keys.js';
import { useWrite } from '../../data/use-write.js';
import { Choices } from '../../parts/choice/choices.js';
import { PasswordField } from '../../parts/password-field.js';
import { useSession } from '../../session/session.js';
import { administration } from '../../shared/text/administration.js';
import { FormModal } from './form-modal.js';
import { refusedFields } from './refused-fields.js';
import { useRoles } from './use-people.js';

const text = administration.users;

interface UserModalProps {
  /** The user to change; without it, a new one is made. */
  user: User | undefined;
  /** Names in use: saving a user by one of them would change that user. */
  taken: string[];
  onClose(): void;
}

interface UserValues {
  name: string;
  password: string;
  withoutPassword: boolean;
  roles: string[];
  administrator: boolean;
}

interface PasswordInputsProps {
  form: UseFormReturnType<UserValues>;
  /** Whether the user has one already. */
  hasPassword: boolean;
  fault: string | undefined;
}

/** Asks for a new password, or takes the present one away. */
function PasswordInputs({ form, hasPassword, fault }: PasswordInputsProps) {
  return (
    <>
      <PasswordField
        label={text.password}
        description={hasPassword ? text.passwordKept : text.passwordNew}
        autoComplete="new-password"
        disabled={form.values.withoutPassword}
        {...form.getInputProps('password')}
        error={fault}
      />
      {hasPassword && (
        <Checkbox
          label={text.removePassword}
          {...form.getInputProps('withoutPassword', { type: 'checkbox' })}
        />
      )}
    </>
  );
}

/** Makes a user or changes it. */
export function UserModal({ user, taken, onClose }: UserModalProps) {
  const { client } = useSession();
  const roles = useRoles();
  const form = useForm<UserValues>({
    initialValues: {
      name: user?.Name ?? '',
      password: '',
      withoutPassword: false,
      roles: user?.Roles ?? [],
      administrator: user?.Administrator ?? false,
    },
    validate: {
      name: (name) => (user === undefined && taken.includes(name) ? text.taken(name) : null),
    },
  });
  const saving = useWrite({
    write: ({ name, password, withoutPassword, roles: Roles, administrator }: UserValues) =>
      client.users.save(name, {
        Roles,
        Administrator: administrator,
        ...(withoutPassword ? { Password: null } : password === '' ? {} : { Password: password }),
      }),
    done: ({ Name }) => (user === undefined ? text.made(Name) : text.saved(Name)),
    invalidates: [keys.users, keys.me],
    failureShown: true,
  });
  const refused = refusedFields(saving.error, ['/user', '/Password', '/Roles', '/Administrator']);
  return (
    <FormModal
      title={user === undefined ? text.new : administration.edit(user.Name)}
      send={text.save}
      sending={saving.isPending}
      failure={refused.elsewhere}
      onSend={form.onSubmit((values) => saving.mutate(values, { onSuccess: onClose }))}
      onClose={onClose}
    >
      <TextInput
        label={text.name}
        description={text.nameHint}
        {...form.getInputProps('name')}
        error={form.errors.name ?? refused.at('/user')}
        readOnly={user !== undefined}
        data-autofocus={user === undefined}
        autoComplete="off"
        required
        withAsterisk={false}
      />
      <Choices
        label={text.roles}
        description={text.noRoles}
        data={roles.data?.map(({ Name }) => Name) ?? form.values.roles}
        value={form.values.roles}
        onChange={(chosen) => form.setFieldValue('roles', chosen)}
        error={refused.at('/Roles')}
      />
      <Switch
        label={text.administrator}
        description={text.administratorHint}
        {...form.getInputProps('administrator', { type: 'checkbox' })}
        error={refused.at('/Administrator')}
      />
      <PasswordInputs form={form} hasPassword={user?.HasPassword === true} fault={refused.at('/Password')} />
    </FormModal>
  );
}
