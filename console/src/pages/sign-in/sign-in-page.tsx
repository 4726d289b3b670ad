import { Center, Paper, Stack, Text, Title } from '@mantine/core';
import { Brand } from '../../parts/brand.js';
import { keptIdentity } from '../../session/kept-session.js';
import { text } from '../../shared/text/index.js';
import { SignInForm } from './sign-in-form.js';

/** The whole window asks who somebody is; it then shows the address that they came for. */
export function SignInPage({ onSignedIn }: { onSignedIn(token: string): void }) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <title>{text.common.titleOf(text.session.signIn)}</title>
      <Paper withBorder shadow="sm" p="xl" w="100%" maw={420}>
        <Stack>
          <Brand />
          <Title order={1} size="h3">
            {text.session.signIn}
          </Title>
          <SignInForm identity={keptIdentity()} onSignedIn={onSignedIn} />
          <Text size="sm" c="dimmed">
            {text.session.noAccount}
          </Text>
        </Stack>
      </Paper>
    </Center>
  );
}
