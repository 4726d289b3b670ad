import { Anchor, getDefaultZIndex, Modal, Stack, Text } from '@mantine/core';
import type { Me } from 'linkwright/client';
import { text } from '../../shared/text/index.js';
import { SignInForm } from './sign-in-form.js';

interface SignInAgainProps {
  opened: boolean;
  me: Me;
  onSignedIn(token: string): void;
  onLeave(): void;
}

/** Asks for the password over the page, which stays as it is: what was typed, and calls that wait for the answer. */
export function SignInAgain({ opened, me, onSignedIn, onLeave }: SignInAgainProps) {
  return (
    <Modal
      opened={opened}
      onClose={() => undefined}
      title={text.session.ended}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      centered
      // Over dialogs too that are opened after it: by choosing files, say.
      zIndex={getDefaultZIndex('max')}
    >
      <Stack>
        <Text size="sm">{text.session.endedHint(me.User, me.Client)}</Text>
        <SignInForm
          identity={{ account: me.Account, client: me.Client, user: me.User }}
          fixed
          onSignedIn={onSignedIn}
        />
        <Anchor component="button" type="button" size="sm" onClick={onLeave}>
          {text.session.someoneElse}
        </Anchor>
      </Stack>
    </Modal>
  );
}
