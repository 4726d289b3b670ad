import { Button, Code, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { NewToken, TokenBody } from 'linkwright/client';
import { useState } from 'react';
import { keys } from '../../data/keys.js';
import { useWrite } from '../../data/use-write.js';
import { Choice } from '../../parts/choice/choice.js';
import { Choices } from '../../parts/choice/choices.js';
import { CopyButton } from '../../parts/copy-button.js';
import { useSession } from '../../session/session.js';
import { administration } from '../../shared/text/administration.js';
import { FormModal } from './form-modal.js';
import { refusedFields } from './refused-fields.js';
import { useFocusBack } from './use-focus-back.js';
import { useUsers } from './use-people.js';

const text = administration.tokens;

const dayMilliseconds = 86_400_000;

/** Days that a new token is valid for, unless somebody says otherwise: long enough for an integration, not for ever. */
const usualDays = 365;

/** Shows the text of a token, this once: nothing but its button closes it. */
function MadeToken({ token, onClose }: { token: NewToken; onClose(): void }) {
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      title={text.createdTitle}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Stack>
        <Text size="sm">{text.created}</Text>
        <Group wrap="nowrap" gap="xs">
          <Code block aria-label={text.text} tabIndex={0} role="textbox" aria-readonly>
            {token.Token}
          </Code>
          <CopyButton value={token.Token} label={text.copy} />
        </Group>
        <Group justify="flex-end">
          <Button onClick={onClose}>{text.done}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface TokenValues {
  name: string;
  user: string;
  roles: string[];
  /** Empty for a token without an end. */
  days: number | string;
}

function bodyOf({ name, user, roles, days }: TokenValues): TokenBody {
  const end = new Date(Date.now() + Number(days) * dayMilliseconds).toISOString();
  return {
    User: user,
    Name: name,
    ...(roles.length === 0 ? {} : { Roles: roles }),
    ...(days === '' ? {} : { ExpiresAt: end }),
  };
}

/** Makes a token, and then shows its text once. */
export function TokenModal({ onClose }: { onClose(): void }) {
  const { client, me } = useSession();
  const [made, setMade] = useState<NewToken>();
  const users = useUsers();
  const form = useForm<TokenValues>({
    initialValues: { name: '', user: me.User, roles: [], days: usualDays },
  });
  const making = useWrite({
    write: (values: TokenValues) => client.tokens.create(bodyOf(values)),
    invalidates: [keys.tokens],
    failureShown: true,
  });
  if (made !== undefined) return <MadeToken token={made} onClose={onClose} />;
  const held = users.data?.find(({ Name }) => Name === form.values.user)?.Roles ?? [];
  const refused = refusedFields(making.error, ['/Name', '/User', '/Roles', '/ExpiresAt']);
  return (
    <FormModal
      title={text.new}
      send={text.create}
      sending={making.isPending}
      failure={refused.elsewhere}
      onSend={form.onSubmit((values) => making.mutate(values, { onSuccess: setMade }))}
      onClose={onClose}
    >
      <TextInput
        label={text.name}
        description={text.nameHint}
        data-autofocus
        {...form.getInputProps('name')}
        error={refused.at('/Name')}
        required
        withAsterisk={false}
      />
      <Choice
        label={text.user}
        description={text.userHint}
        data={users.data?.map(({ Name }) => Name) ?? [me.User]}
        searchable
        value={form.values.user}
        onChange={(chosen) => form.setValues({ user: chosen ?? me.User, roles: [] })}
        error={refused.at('/User')}
      />
      <Choices
        label={text.roles}
        description={held.length === 0 ? text.rolesNone(form.values.user) : text.rolesHint}
        data={held}
        value={form.values.roles}
        onChange={(chosen) => form.setFieldValue('roles', chosen)}
        error={refused.at('/Roles')}
      />
      <NumberInput
        label={text.days}
        description={text.daysHint}
        min={1}
        max={36_500}
        allowDecimal={false}
        {...form.getInputProps('days')}
        error={refused.at('/ExpiresAt')}
      />
    </FormModal>
  );
}
