import { Anchor, Button, Text } from '@mantine/core';
import type { Domain, Role } from 'linkwright/client';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { keys } from '../../data/keys.js';
import { labelOf, useDomains } from '../../data/metadata.js';
import { Empty } from '../../parts/empty.js';
import type { Column } from '../../parts/row-table.js';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';
import { administration } from '../../shared/text/administration.js';
import { ConfirmModal } from './confirm-modal.js';
import { administer, domainPermissions, everyDomain, grants } from './grants.js';
import { NewButton } from './new-button.js';
import { RoleEditor } from './role-editor.js';
import { RoleModal } from './role-modal.js';
import { RowActions } from './row-actions.js';
import { SearchedTable } from './searched-table.js';
import { rolePath } from './section-paths.js';
import { useRoles } from './use-people.js';

const text = administration.roles;

/** How many domains a row names. */
const shownDomains = 3;

/** What a role grants, in a few words. */
function grantWords({ Grants }: Role, domains: readonly Domain[] | undefined): string {
  if (grants(Grants, everyDomain, administer)) return text.everything;
  const entries = Object.entries(Grants);
  const told = entries.slice(0, shownDomains).map(([domain, held]) => {
    const words = domainPermissions
      .filter((each) => held.includes(each))
      .map((each) => text.permissions[each]);
    return text.of(domain === everyDomain ? text.all : labelOf(domains, domain), words.join(', '));
  });
  const more = entries.length - told.length;
  return [...told, ...(more > 0 ? [text.more(more)] : [])].join('; ') || text.nothing;
}

/** The roles, and what the one that is chosen grants. */
export function RolesSection() {
  const { client } = useSession();
  const [query] = useSearchParams();
  const [making, setMaking] = useState(false);
  const [deleted, setDeleted] = useState<Role>();
  const domains = useDomains();
  const roles = useRoles();
  const chosen = query.get('role');
  if (chosen !== null && roles.data !== undefined && domains.data !== undefined) {
    const role = roles.data.find(({ Name }) => Name === chosen);
    const back = (
      <Button component={Link} to={paths.administration('roles')} variant="default">
        {text.back}
      </Button>
    );
    if (role === undefined) return <Empty title={text.gone(chosen)} action={back} />;
    return <RoleEditor key={role.Name} role={role} domains={domains.data} />;
  }
  const columns: Column<Role>[] = [
    {
      key: 'name',
      label: text.name,
      cell: ({ Name }) => (
        <Anchor component={Link} to={rolePath(Name)} size="sm" fw={600}>
          {Name}
        </Anchor>
      ),
    },
    {
      key: 'grants',
      label: text.grants,
      cell: (role) => <Text size="sm">{grantWords(role, domains.data)}</Text>,
    },
    {
      key: 'actions',
      label: administration.actions,
      align: 'right',
      cell: (role) => (
        <RowActions remove={{ label: administration.delete(role.Name), onClick: () => setDeleted(role) }} />
      ),
    },
  ];
  return (
    <>
      <SearchedTable
        label={text.list}
        columns={columns}
        rows={roles}
        rowKey={({ Name }) => Name}
        words={({ Name }) => [Name]}
        action={<NewButton label={text.new} onClick={() => setMaking(true)} />}
        empty={<Empty title={text.emptyTitle} hint={text.empty} />}
      />
      {making && (
        <RoleModal taken={roles.data?.map(({ Name }) => Name) ?? []} onClose={() => setMaking(false)} />
      )}
      {deleted !== undefined && (
        <ConfirmModal
          title={administration.delete(deleted.Name)}
          hint={text.deleteHint(deleted.Name)}
          write={() => client.roles.delete(deleted.Name)}
          done={text.deleted(deleted.Name)}
          invalidates={[keys.roles]}
          onClose={() => setDeleted(undefined)}
        />
      )}
    </>
  );
}
