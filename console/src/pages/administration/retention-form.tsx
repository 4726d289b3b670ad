import { Button, Group, NumberInput, Paper, Stack, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { keys } from '../../data/keys.js';
import { useWrite } from '../../data/use-write.js';
import { Failure } from '../../parts/failure.js';
import { useSession } from '../../session/session.js';
import { administration } from '../../shared/text/administration.js';
import { refusedFields } from './refused-fields.js';

const text = administration.client;

/** Sets how long the client's audit log is kept. */
export function RetentionForm({ present }: { present: number }) {
  const { client } = useSession();
  const [days, setDays] = useState<number | string>(present);
  const saving = useWrite({
    write: (AuditLogDays: number) => client.settings.save({ AuditLogDays }),
    done: () => text.retentionSaved,
    invalidates: [keys.settings],
    failureShown: true,
  });
  const refused = refusedFields(saving.error, ['/AuditLogDays']);
  const send = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate(Number(days));
  };
  return (
    <Paper withBorder p="lg" component="form" onSubmit={send} noValidate>
      <Stack>
        <Title order={2} size="h4">
          {text.retention}
        </Title>
        <NumberInput
          label={text.auditDays}
          description={text.auditDaysHint}
          value={days}
          onChange={setDays}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          maw={320}
          error={refused.at('/AuditLogDays')}
        />
        {refused.elsewhere !== null && <Failure error={refused.elsewhere} />}
        <Group>
          <Button type="submit" loading={saving.isPending} disabled={days === ''}>
            {text.saveRetention}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
