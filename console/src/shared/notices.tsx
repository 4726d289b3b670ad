/** What is said in the corner of the window. */
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { deliberately } from './deliberate.js';
import { messageOf } from './failure-message.js';
import classes from './notices.module.css';
import { text } from './text/index.js';

/** Milliseconds for which something can be undone: the least that everybody has time in (WCAG 2.2, 2.2.1). */
const offerTime = 20_000;

/** Milliseconds for which a failure is shown. */
const failureTime = 10_000;

interface Offered {
  message: string;
  /** What the button says. */
  label: string;
  onTake(): void;
}

/** Says in a corner that something is done, and offers something about it, for at least as long as somebody is at the notice. */
export function offer({ message, label, onTake }: Offered): void {
  const shown = {
    message: (
      <Group
        justify="space-between"
        gap="xs"
        onFocus={() => notifications.update({ id, ...shown, autoClose: false })}
        onBlur={() => notifications.update({ id, ...shown })}
      >
        <Text size="sm" className={classes.message} lineClamp={3} title={message}>
          {message}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          onClick={deliberately(() => {
            notifications.hide(id);
            onTake();
          })}
        >
          {label}
        </Button>
      </Group>
    ),
    autoClose: offerTime,
  };
  const id: string = notifications.show(shown);
}

/** Shows what has failed. */
export function showFailure(error: unknown): void {
  notifications.show({
    color: 'red',
    title: text.common.failed,
    message: messageOf(error),
    autoClose: failureTime,
  });
}
