import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef } from 'react';
import { messageOf } from '../parts/failure.js';
import { PasswordField } from '../parts/password-field.js';
import { text } from '../text/index.js';
import type { Identity } from './kept-session.js';
import { signIn } from './sign-in.js';

interface SignInFormProps {
  /** Whom the form begins with. */
  identity: Identity;
  /** Whether it is they who have to sign in, and nobody else. */
  fixed?: boolean;
  onSignedIn(token: string): void;
}

/** Asks for a name and a password. What is wrong is said beside them, and the password alone is asked for again. */
export function SignInForm({ identity, fixed = false, onSignedIn }: SignInFormProps) {
  const password = useRef<HTMLInputElement>(null);
  const signing = useMutation({
    mutationFn: (form: FormData) => {
      const given = (name: string) => String(form.get(name) ?? '');
      const named = { account: given('account'), client: given('client'), user: given('user') };
      return signIn(fixed ? identity : named, given('password'));
    },
    onSuccess: onSignedIn,
    onError: () => password.current?.select(),
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    signing.mutate(new FormData(event.currentTarget));
  };
  const begins = fixed || identity.user !== '';
  return (
    <form onSubmit={send}>
      <Stack>
        {signing.error && (
          <Alert color="red" role="alert" title={text.session.refused}>
            {messageOf(signing.error)}
          </Alert>
        )}
        {!fixed && (
          <>
            <TextInput
              name="account"
              label={text.session.account}
              defaultValue={identity.account}
              autoComplete="organization"
              data-autofocus={!begins}
              autoFocus={!begins}
              required
              withAsterisk={false}
            />
            <TextInput
              name="client"
              label={text.session.client}
              description={text.session.clientHint}
              defaultValue={identity.client}
              required
              withAsterisk={false}
            />
            <TextInput
              name="user"
              label={text.session.user}
              defaultValue={identity.user}
              autoComplete="username"
              required
              withAsterisk={false}
            />
          </>
        )}
        <PasswordField
          ref={password}
          name="password"
          label={text.session.password}
          autoComplete="current-password"
          data-autofocus={begins}
          autoFocus={begins}
          required
        />
        <Button type="submit" loading={signing.isPending}>
          {text.session.signIn}
        </Button>
      </Stack>
    </form>
  );
}
