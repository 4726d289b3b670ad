import { Alert, Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef } from 'react';
import { PasswordField } from '../../parts/password-field.js';
import type { Identity } from '../../session/kept-session.js';
import { signIn } from '../../session/sign-in.js';
import { messageOf } from '../../shared/failure-message.js';
import { text } from '../../shared/text/index.js';
import { IdentityFields, identityOf } from './identity-fields.js';

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
    mutationFn: (form: FormData) =>
      signIn(fixed ? identity : identityOf(form), String(form.get('password') ?? '')),
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
          <IdentityFields identity={identity} hints={{ client: text.session.clientHint }} focused={!begins} />
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
