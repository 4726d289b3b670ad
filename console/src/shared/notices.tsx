/** What is said in the corner of the window. */
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { deliberately } from './deliberate.js';
import { messageOf } from './failure-message.js';
import classes from './notices.module.css';
import { text } from './text/index.js';

/** Offers that wait behind the one that is shown. */
const maxOffers = 20;

/** Milliseconds for which a failure is shown. */
const failureTime = 10_000;

interface Offered {
  message: string;
  /** What the button says. */
  label: string;
  /** A key that does the same, as people read it. */
  shortcut?: string;
  /** What fails is shown, and may be tried again. */
  onTake(): Promise<unknown>;
}

/** Takes what is offered, once, from wherever it is offered. */
export type Take = () => Promise<void>;

interface Standing extends Omit<Offered, 'onTake'> {
  take: Take;
}

/** The offers that stand, the oldest first. The newest one's notice lies on those of the others. */
const standing: Standing[] = [];
const noticeId = 'offer';
let isShown = false;

/** Shows the newest offer, or takes the notice away where there is none. */
function showNewest(): void {
  const newest = standing.at(-1);
  if (newest === undefined) {
    notifications.hide(noticeId);
    return;
  }
  const { message, label, shortcut, take } = newest;
  const notice = {
    id: noticeId,
    message: (
      <Group justify="space-between" gap="xs">
        <Text size="sm" component="div" className={classes.message} lineClamp={4} title={message}>
          {message}
          {standing.length > 1 && <Text size="xs">{text.common.earlierOffers(standing.length - 1)}</Text>}
        </Text>
        <Button size="compact-sm" variant="default" title={shortcut} onClick={deliberately(take)}>
          {label}
        </Button>
      </Group>
    ),
    autoClose: false,
    // Whoever closes it is done with all of them.
    onClose: () => {
      isShown = false;
      standing.splice(0);
    },
  };
  if (isShown) notifications.update(notice);
  else notifications.show(notice);
  isShown = true;
}

/**
 * Says in a corner that something is done, and offers something about it, until somebody takes it or closes the notice.
 *
 * @returns what takes it from elsewhere, also once the notice is gone
 */
export function offer({ onTake, ...words }: Offered): Take {
  let isOpen = true;
  const take = async () => {
    if (!isOpen) return;
    isOpen = false;
    const at = standing.indexOf(offered);
    if (at >= 0) {
      standing.splice(at, 1);
      showNewest();
    }
    try {
      await onTake();
    } catch (error) {
      isOpen = true;
      showFailure(error);
    }
  };
  const offered: Standing = { ...words, take };
  standing.push(offered);
  standing.splice(0, standing.length - maxOffers);
  showNewest();
  return take;
}

/** Takes the newest offer that stands; nothing, where there is none. */
export function takeNewest(): void {
  standing.at(-1)?.take();
}

/** Takes away all notices: whoever comes next must not be offered what somebody else has done. */
export function clearNotices(): void {
  standing.splice(0);
  notifications.clean();
  isShown = false;
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
