import { Alert, Button, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { Page } from '../../parts/page.js';
import { NewPasswordField, PasswordField } from '../../parts/password-field.js';
import { useSession } from '../../session/session.js';
import { messageOf } from '../../shared/failure-message.js';
import { text } from '../../shared/text/index.js';

/** The page where users see who they are and change their password. */
export function Component() {
  const { client, me } = useSession();
  const changing = useMutation({
    mutationFn: (form: FormData) =>
      client.me.changePassword({
        OldPassword: String(form.get('old')),
        NewPassword: String(form.get('new')),
      }),
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    changing.mutate(new FormData(form), { onSuccess: () => form.reset() });
  };
  return (
    <Page
      title={text.common.yourAccount}
      description={text.account.described(me.User, me.Client, me.Account)}
    >
      <Paper withBorder p="lg" maw={480} component="form" onSubmit={send}>
        <Stack>
          <Title order={2} size="h4">
            {text.account.password}
          </Title>
          {changing.error && (
            <Alert color="red" role="alert" title={text.common.failed}>
              {messageOf(changing.error)}
            </Alert>
          )}
          {changing.isSuccess && <Text role="status">{text.account.changed}</Text>}
          <input type="text" autoComplete="username" value={me.User} readOnly hidden />
          <PasswordField name="old" label={text.account.old} autoComplete="current-password" required />
          <NewPasswordField name="new" label={text.account.new} description={text.account.newHint} />
          <Button type="submit" loading={changing.isPending}>
            {text.account.change}
          </Button>
        </Stack>
      </Paper>
    </Page>
  );
}
