import { TextInput } from '@mantine/core';
import type { Identity } from '../../session/kept-session.js';
import { text } from '../../shared/text/index.js';

interface IdentityFieldsProps {
  /** What each field says beside its name. */
  hints: Partial<Identity>;
  /** Whom the fields begin with; nobody, where nothing is said. */
  identity?: Identity;
  /** Whether the first field begins with the focus. */
  focused: boolean;
}

/** Asks for an account, a client and a user. */
export function IdentityFields({ hints, identity, focused }: IdentityFieldsProps) {
  return (
    <>
      <TextInput
        name="account"
        label={text.session.account}
        description={hints.account}
        defaultValue={identity?.account}
        autoComplete="organization"
        autoFocus={focused}
        data-autofocus={focused}
        required
        withAsterisk={false}
      />
      <TextInput
        name="client"
        label={text.session.client}
        description={hints.client}
        defaultValue={identity?.client}
        required
        withAsterisk={false}
      />
      <TextInput
        name="user"
        label={text.session.user}
        description={hints.user}
        defaultValue={identity?.user}
        autoComplete="username"
        required
        withAsterisk={false}
      />
    </>
  );
}

/** What was typed into the fields. */
export function identityOf(form: FormData): Identity {
  const typed = (name: keyof Identity) => String(form.get(name) ?? '');
  return { account: typed('account'), client: typed('client'), user: typed('user') };
}
