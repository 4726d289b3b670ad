import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { text } from '../shared/text/index.js';

interface AskBeforeLeavingProps {
  /** Whether leaving would lose something. */
  when: boolean;
  title: string;
  /** What would be lost. */
  hint: string;
}

const asked = (event: BeforeUnloadEvent) => event.preventDefault();

/** Asks before another page is opened, by whatever way, or the window is left. Only one of these asks at a time. */
export function AskBeforeLeaving({ when, title, hint }: AskBeforeLeavingProps) {
  const blocker = useBlocker(
    ({ currentLocation: from, nextLocation: to }) =>
      when && (from.pathname !== to.pathname || from.search !== to.search),
  );
  useEffect(() => {
    if (!when) return;
    window.addEventListener('beforeunload', asked);
    return () => window.removeEventListener('beforeunload', asked);
  }, [when]);
  const isAsked = blocker.state === 'blocked';
  // What it is about has ended meanwhile: there is nothing left to be lost.
  useEffect(() => {
    if (isAsked && !when) blocker.proceed();
  }, [isAsked, when, blocker]);
  return (
    <Modal opened={isAsked && when} onClose={() => blocker.reset?.()} title={title}>
      <Stack>
        <Text size="sm">{hint}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => blocker.proceed?.()}>
            {text.common.leave}
          </Button>
          <Button onClick={() => blocker.reset?.()} data-autofocus>
            {text.common.stay}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
