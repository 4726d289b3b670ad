import { Button, Group, Paper, Radio, Stack, Text, Title } from '@mantine/core';
import type { Settings } from 'linkwright/client';
import { type FormEvent, useState } from 'react';
import { keys } from '../../data/keys.js';
import { useWrite } from '../../data/use-write.js';
import { Failure } from '../../parts/failure.js';
import { useSession } from '../../session/session.js';
import { administration } from '../../shared/text/administration.js';

const text = administration.client;

type LinkIdentity = Settings['LinkIdentity'];

const identities: LinkIdentity[] = ['pair', 'relationship'];

/** Sets what makes two links the same link. */
export function LinkIdentityForm({ present }: { present: LinkIdentity }) {
  const { client } = useSession();
  const [chosen, setChosen] = useState(present);
  const saving = useWrite({
    write: (LinkIdentity: LinkIdentity) => client.settings.save({ LinkIdentity }),
    done: () => text.saved,
    invalidates: [keys.settings, keys.me],
    failureShown: true,
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate(chosen);
  };
  return (
    <Paper withBorder p="lg" component="form" onSubmit={send}>
      <Stack>
        <Title order={2} size="h4">
          {text.identity}
        </Title>
        <Radio.Group
          label={text.identityHint}
          value={chosen}
          onChange={(value) => setChosen(value as LinkIdentity)}
        >
          <Stack gap="sm" mt="sm">
            {identities.map((identity) => (
              <Radio
                key={identity}
                value={identity}
                label={text.identities[identity]}
                description={text.identityMeans[identity]}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Text size="sm" c="dimmed">
          {text.identityBack}
        </Text>
        {saving.error !== null && <Failure error={saving.error} />}
        <Group>
          <Button type="submit" loading={saving.isPending}>
            {text.save}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
