import { Alert, Button, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useLocation } from 'react-router';
import { Brand } from '../../parts/brand.js';
import { NewPasswordField } from '../../parts/password-field.js';
import { makeFirstAdministrator } from '../../session/sign-in.js';
import { messageOf } from '../../shared/failure-message.js';
import { paths } from '../../shared/paths.js';
import { serverAddress } from '../../shared/server.js';
import { text } from '../../shared/text/index.js';
import { IdentityFields, identityOf } from './identity-fields.js';

/** Whoever started the server on an empty database names its first client and administrator: themselves. */
export function Component() {
  const secret = useLocation().hash.slice(1);
  const making = useMutation({
    mutationFn: (form: FormData) =>
      makeFirstAdministrator(secret, identityOf(form), String(form.get('password') ?? '')),
    // The whole page anew, so that nothing of the secret stays in its address.
    onSuccess: () => location.replace(`${serverAddress}${paths.home}`),
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    making.mutate(new FormData(event.currentTarget));
  };
  return (
    <Center component="main" mih="100dvh" p="md">
      <title>{text.common.titleOf(text.welcome.title)}</title>
      <Paper withBorder shadow="sm" p="xl" w="100%" maw={460} component="form" onSubmit={send}>
        <Stack>
          <Brand />
          <Title order={1} size="h3">
            {text.welcome.title}
          </Title>
          <Text c="dimmed" size="sm">
            {text.welcome.hint}
          </Text>
          {(making.error ?? secret === '') && (
            <Alert color="red" role="alert" title={text.common.failed}>
              {making.error ? messageOf(making.error) : text.welcome.noSecret}
            </Alert>
          )}
          <IdentityFields
            hints={{
              account: text.welcome.accountHint,
              client: text.welcome.clientHint,
              user: text.welcome.userHint,
            }}
            focused
          />
          <NewPasswordField
            name="password"
            label={text.session.password}
            description={text.welcome.passwordHint}
          />
          <Button type="submit" loading={making.isPending}>
            {text.welcome.make}
          </Button>
        </Stack>
      </Paper>
    </Center>
  );
}
