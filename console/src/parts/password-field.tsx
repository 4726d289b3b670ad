import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { text } from '../shared/text/index.js';

/** A password, which can be made readable: with the keyboard too, and for those who hear what a button does. */
export function PasswordField(props: PasswordInputProps) {
  return (
    <PasswordInput
      visibilityToggleButtonProps={{ 'aria-label': text.session.showPassword, tabIndex: 0 }}
      withAsterisk={false}
      {...props}
    />
  );
}

/** The new password of somebody who has to have one: what is too short is not sent. */
export function NewPasswordField(props: PasswordInputProps) {
  return <PasswordField autoComplete="new-password" minLength={8} required {...props} />;
}
