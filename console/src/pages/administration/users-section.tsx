import { Badge, Group, Text } from '@mantine/core';
import type { User } from 'linkwright/client';
import { useState } from 'react';
import { keys } from '../../data/keys.js';
import { Empty } from '../../parts/empty.js';
import type { Column } from '../../parts/row-table.js';
import { Time } from '../../parts/time.js';
import { useSession } from '../../session/session.js';
import { administration } from '../../shared/text/administration.js';
import classes from './administration.module.css';
import { ConfirmModal } from './confirm-modal.js';
import { NewButton } from './new-button.js';
import { RowActions } from './row-actions.js';
import { SearchedTable } from './searched-table.js';
import { useUsers } from './use-people.js';
import { UserModal } from './user-modal.js';

const text = administration.users;

/** The roles that a user has. */
function RoleBadges({ user: { Roles, Administrator } }: { user: User }) {
  return (
    <Group gap={4}>
      {Administrator && (
        <Badge color="indigo.8" radius="sm" tt="none">
          {text.administrator}
        </Badge>
      )}
      {Roles.map((role) => (
        <Badge
          key={role}
          variant="default"
          radius="sm"
          tt="none"
          classNames={{ root: classes.role, label: classes.roleName }}
        >
          {role}
        </Badge>
      ))}
      {Roles.length === 0 && !Administrator && administration.none}
    </Group>
  );
}

/** Who may sign in, and with which roles. */
export function UsersSection() {
  const { client, me } = useSession();
  const [edited, setEdited] = useState<User | 'new'>();
  const [deleted, setDeleted] = useState<User>();
  const users = useUsers();
  const columns: Column<User>[] = [
    {
      key: 'name',
      label: text.name,
      cell: ({ Name }) => (
        <Text size="sm" fw={600}>
          {Name}
          {Name === me.User && ` (${text.you})`}
        </Text>
      ),
    },
    { key: 'roles', label: text.roles, cell: (user) => <RoleBadges user={user} /> },
    {
      key: 'password',
      label: text.hasPassword,
      wideOnly: true,
      cell: ({ HasPassword }) => (HasPassword ? text.withPassword : text.withTokens),
    },
    {
      key: 'since',
      label: text.since,
      wideOnly: true,
      cell: ({ CreatedAt }) => <Time at={CreatedAt} />,
    },
    {
      key: 'actions',
      label: administration.actions,
      align: 'right',
      cell: (user) => (
        <RowActions
          edit={{ label: administration.edit(user.Name), onClick: () => setEdited(user) }}
          {...(user.Name === me.User
            ? {}
            : { remove: { label: administration.delete(user.Name), onClick: () => setDeleted(user) } })}
        />
      ),
    },
  ];
  return (
    <>
      <SearchedTable
        label={text.list}
        columns={columns}
        rows={users}
        rowKey={({ ID }) => ID}
        words={({ Name, Roles }) => [Name, ...Roles]}
        action={<NewButton label={text.new} onClick={() => setEdited('new')} />}
        empty={<Empty title={text.empty} />}
      />
      {edited !== undefined && (
        <UserModal
          user={edited === 'new' ? undefined : edited}
          taken={users.data?.map(({ Name }) => Name) ?? []}
          onClose={() => setEdited(undefined)}
        />
      )}
      {deleted !== undefined && (
        <ConfirmModal
          title={administration.delete(deleted.Name)}
          hint={text.deleteHint(deleted.Name)}
          write={() => client.users.delete(deleted.Name)}
          done={text.deleted(deleted.Name)}
          invalidates={[keys.users, keys.tokens]}
          onClose={() => setDeleted(undefined)}
        />
      )}
    </>
  );
}
