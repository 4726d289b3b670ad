import { Badge, SegmentedControl, Text } from '@mantine/core';
import type { Token } from 'linkwright/client';
import { useState } from 'react';
import { keys } from '../../data/keys.js';
import { Empty } from '../../parts/empty.js';
import type { Column } from '../../parts/row-table.js';
import { Time } from '../../parts/time.js';
import { useSession } from '../../session/session.js';
import { administration } from '../../shared/text/administration.js';
import { ConfirmModal } from './confirm-modal.js';
import { NewButton } from './new-button.js';
import { RowActions } from './row-actions.js';
import { SearchedTable } from './searched-table.js';
import { TokenModal } from './token-modal.js';
import { useAll } from './use-all.js';

const text = administration.tokens;

type Shown = Token['Kind'] | 'all';

function calledOf({ Kind, Name, ID, User }: Token): string {
  return text.called(text.kinds[Kind], Name, ID, User);
}

function Ending({ at }: { at: string | null }) {
  if (at === null) return text.untilRevoked;
  const isOver = Date.parse(at) < Date.now();
  return (
    <>
      {isOver && (
        <Badge color="red.9" radius="sm" tt="none" mr={6}>
          {text.expired}
        </Badge>
      )}
      <Time at={at} />
    </>
  );
}

/** The roles that a token is bound to: one that has none left may do nothing. */
function RolesOf({ roles }: { roles: string[] | null }) {
  if (roles === null) return text.allRoles;
  if (roles.length > 0) return roles.join(', ');
  return (
    <Badge color="red.9" radius="sm" tt="none">
      {text.noRole}
    </Badge>
  );
}

/** The tokens by which programs and people are known. */
export function TokensSection() {
  const { client, me } = useSession();
  const [kind, setKind] = useState<Shown>('token');
  const [making, setMaking] = useState(false);
  const [revoked, setRevoked] = useState<Token>();
  const tokens = useAll(keys.tokens, (signal) => client.tokens.list({}, { signal }));
  const shown = tokens.data?.filter(({ Kind }) => kind === 'all' || Kind === kind).reverse();
  const columns: Column<Token>[] = [
    {
      key: 'name',
      label: text.name,
      cell: (token) => (
        <Text size="sm" fw={600}>
          {token.Name === '' ? `${text.kinds[token.Kind]} ${token.ID}` : token.Name}
          {token.ID === me.TokenID && ` (${token.Kind === 'session' ? text.this : text.thisToken})`}
        </Text>
      ),
    },
    { key: 'user', label: text.user, cell: ({ User }) => User },
    { key: 'roles', label: text.roles, wideOnly: true, cell: ({ Roles }) => <RolesOf roles={Roles} /> },
    { key: 'kind', label: text.kind, wideOnly: true, cell: ({ Kind }) => text.kinds[Kind] },
    {
      key: 'made',
      label: text.made,
      wideOnly: true,
      cell: ({ CreatedAt }) => <Time at={CreatedAt} />,
    },
    {
      key: 'used',
      label: text.lastUsed,
      cell: ({ LastUsedAt }) => (LastUsedAt === null ? administration.never : <Time at={LastUsedAt} />),
    },
    { key: 'ends', label: text.expires, wideOnly: true, cell: ({ ExpiresAt }) => <Ending at={ExpiresAt} /> },
    {
      key: 'actions',
      label: administration.actions,
      align: 'right',
      cell: (token) => (
        <RowActions remove={{ label: text.revoke(calledOf(token)), onClick: () => setRevoked(token) }} />
      ),
    },
  ];
  const hint =
    revoked && `${text.revokeHint(calledOf(revoked))} ${revoked.ID === me.TokenID ? text.revokeOwn : ''}`;
  return (
    <>
      <SearchedTable
        label={text.list}
        columns={columns}
        rows={{ ...tokens, data: shown } as typeof tokens}
        rowKey={({ ID }) => ID}
        words={({ Name, User, Roles }) => [Name, User, ...(Roles ?? [])]}
        filters={
          <SegmentedControl
            aria-label={text.kind}
            value={kind}
            onChange={(value) => setKind(value as Shown)}
            data={[
              { value: 'token', label: text.kindTokens },
              { value: 'session', label: text.kindSessions },
              { value: 'all', label: text.kindAll },
            ]}
          />
        }
        action={<NewButton label={text.new} onClick={() => setMaking(true)} />}
        empty={<Empty title={text.empty} />}
      />
      {making && <TokenModal onClose={() => setMaking(false)} />}
      {revoked !== undefined && (
        <ConfirmModal
          title={text.revoke(calledOf(revoked))}
          hint={hint ?? ''}
          write={() => client.tokens.revoke(revoked.ID)}
          done={text.revoked(calledOf(revoked))}
          invalidates={[keys.tokens]}
          onClose={() => setRevoked(undefined)}
        />
      )}
    </>
  );
}
