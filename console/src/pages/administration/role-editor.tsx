import { Button, Group, Stack, Switch, Text, Title } from '@mantine/core';
import type { Domain, Role } from 'linkwright/client';
import { useState } from 'react';
import { keys } from '../../data/keys.js';
import { useWrite } from '../../data/use-write.js';
import { AskBeforeLeaving } from '../../parts/ask-before-leaving.js';
import { Failure } from '../../parts/failure.js';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';
import { administration } from '../../shared/text/administration.js';
import { text as frame } from '../../shared/text/index.js';
import { BackLink } from './back-link.js';
import { administer, everyDomain, grants, isSame, withGrant } from './grants.js';
import { PermissionGrid } from './permission-grid.js';

const text = administration.roles;

/** Sets what a role grants. Nothing takes effect before it is saved. */
export function RoleEditor({ role, domains }: { role: Role; domains: Domain[] }) {
  const { client } = useSession();
  const [held, setHeld] = useState(role.Grants);
  const saving = useWrite({
    write: (Grants: Role['Grants']) => client.roles.save(role.Name, { Grants }),
    done: ({ Name }) => text.saved(Name),
    invalidates: [keys.roles, keys.me],
    failureShown: true,
  });
  const isChanged = !isSame(held, role.Grants);
  const administers = grants(held, everyDomain, administer);
  return (
    <Stack>
      <AskBeforeLeaving
        when={isChanged && !saving.isPending}
        title={frame.common.unsaved}
        hint={text.unsavedHint}
      />
      <BackLink label={text.back} to={paths.administration('roles')} />
      <Title order={2} size="h3">
        {role.Name}
      </Title>
      <Switch
        label={text.administer}
        description={text.administerHint}
        checked={administers}
        onChange={(event) => setHeld(withGrant(held, everyDomain, administer, event.currentTarget.checked))}
      />
      <PermissionGrid label={text.grid(role.Name)} domains={domains} held={held} onChange={setHeld} />
      <Text size="sm" c="dimmed">
        {text.impliedHint}{' '}
        <Text span inherit visibleFrom="sm">
          {text.keysHint}
        </Text>
      </Text>
      {saving.error !== null && <Failure error={saving.error} />}
      <Group gap="sm">
        <Button onClick={() => saving.mutate(held)} loading={saving.isPending}>
          {text.save}
        </Button>
        {isChanged && (
          <Button variant="default" onClick={() => setHeld(role.Grants)}>
            {text.discard}
          </Button>
        )}
        <Text size="sm" c="dimmed" role="status">
          {isChanged && text.changed}
        </Text>
      </Group>
    </Stack>
  );
}
