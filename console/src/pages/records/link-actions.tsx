import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconPencil, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { RelationshipSelect } from '../../parts/picks.js';
import { RemoveButton } from '../../parts/remove-button.js';
import { useSession } from '../../session/session.js';
import { messageOf } from '../../shared/failure-message.js';
import { text } from '../../shared/text/index.js';
import { records } from '../../shared/text/records.js';
import type { End, LinkedRow } from './linked-rows.js';
import { permissionToDetach } from './permissions.js';
import { useRemoval, useRoleChange } from './use-link-writes.js';

interface LinkActionsProps {
  row: LinkedRow;
  /** Where the record stands whose page this is, and what it is called. */
  end: End;
  name: string;
}

/** A row that goes takes the focus along, and what waits for its write as a callback; its panel keeps the focus. */
const panelOf = (element: Element | null) => element?.closest<HTMLElement>('[role="tabpanel"]');

/** The failure is shown already, in place or in a corner. */
const staysShown = () => undefined;

/** Changes the relationship of a link in its place, and removes it, where its parent's domain lets the user. */
export function LinkActions({ row: { link, name: other }, end, name }: LinkActionsProps) {
  const { may } = useSession();
  const [state, setState] = useState<'still' | 'choosing' | 'back'>('still');
  const place = useRef<HTMLDivElement>(null);
  const changing = useRoleChange();
  const removing = useRemoval();
  const [child, parent] = end === 'Parent' ? [other, name] : [name, other];
  const mayChange = link.ChildDomain === 'Contact' && may('AttachContacts', link.ParentDomain);
  const mayRemove = may(permissionToDetach(link.ChildDomain), link.ParentDomain);
  const shown = records.links.withRole(other, link.ContactType);
  const stay = () => {
    changing.reset();
    setState('back');
  };
  if (state === 'choosing') {
    return (
      <Group gap={4} wrap="nowrap" align="flex-start" justify="flex-end" ref={place}>
        <RelationshipSelect
          label={undefined}
          aria-label={records.links.newRole(shown)}
          value={link.ContactType}
          clearable={false}
          size="xs"
          w={180}
          maw="100%"
          ta="left"
          autoFocus
          isOpenAtFirst
          readOnly={changing.isPending}
          error={changing.error === null ? undefined : messageOf(changing.error)}
          onChange={(role) => {
            if (role === null || role === link.ContactType) return stay();
            const panel = panelOf(place.current);
            changing.mutateAsync({ link, role, name: child }).then(() => {
              setState('still');
              panel?.focus();
            }, staysShown);
          }}
        />
        <ActionIcon variant="subtle" color="gray" aria-label={text.common.cancel} onClick={stay}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Group>
    );
  }
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end" ref={place}>
      {mayChange && (
        <Tooltip label={records.links.changeRole(shown)}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={records.links.changeRole(shown)}
            autoFocus={state === 'back'}
            onClick={() => setState('choosing')}
          >
            <IconPencil size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      {mayRemove && (
        <RemoveButton
          label={records.links.remove(shown)}
          color="red"
          loading={removing.isPending}
          onRemove={() => {
            const panel = panelOf(place.current);
            return removing
              .mutateAsync({ link, name: child, from: parent })
              .then(() => panel?.focus(), staysShown);
          }}
        />
      )}
    </Group>
  );
}
