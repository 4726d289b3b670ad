import { Button, Center, Group, Loader, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { keys } from '../../data/keys.js';
import { Failure } from '../../parts/failure.js';
import { text } from '../../shared/text/index.js';

/** What stands there until it is known who is signed in, or why it cannot be known. */
export function Opening({ failure, onLeave }: { failure: Error | null; onLeave(): void }) {
  const queries = useQueryClient();
  return (
    <Center component="main" mih="100dvh" p="md">
      {failure === null ? (
        <Loader aria-label={text.common.loading} />
      ) : (
        <Stack maw={560}>
          <Failure error={failure} onRetry={() => queries.refetchQueries({ queryKey: keys.me })} />
          <Group>
            <Button variant="default" onClick={onLeave}>
              {text.session.signOut}
            </Button>
          </Group>
        </Stack>
      )}
    </Center>
  );
}
