import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconPencil, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { RelationshipSelect } from '../../parts/picks.js';
import { RemoveButton } from '../../parts/remove-button.js';
import { useSession } from '../../session/session.js';
import { messageOf } from '../../shared/failure-message.js';
import { text } from '../../shared/text/index.js';
import { records } from '../../shared/text/records.js';
import { LinkDialog } from './link-dialog.js';
import type { End, LinkedRow } from './linked-rows.js';
import { permissionToAttach, permissionToDetach } from './permissions.js';
import { useKeepRemoved } from './removed-links.js';
import { useLinkChange, useRemoval } from './use-link-writes.js';

interface LinkActionsProps {
  row: LinkedRow;
  /** Where the record stands whose page this is, and what it is called. */
  end: End;
  name: string;
}

/** The row of a table. */
export const rowOf = (element: Element | null) => element?.closest<HTMLElement>('tr');

/** A row that goes takes the focus along, and what waits for its write as a callback; its panel keeps the focus. */
const panelOf = (element: Element | null) => element?.closest<HTMLElement>('[role="tabpanel"]');

/** The failure is shown already, in place or in a corner. */
const staysShown = () => undefined;

interface RoleInPlaceProps {
  row: LinkedRow;
  /** What the child is called, and what the row is. */
  name: string;
  shown: string;
  onStay(): void;
  onDone(): void;
}

/** Asks for another relationship where the link stands. */
function RoleInPlace({ row: { link }, name, shown, onStay, onDone }: RoleInPlaceProps) {
  const place = useRef<HTMLDivElement>(null);
  const changing = useLinkChange();
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
          if (role === null || role === link.ContactType) return onStay();
          const panel = panelOf(place.current);
          changing.mutateAsync({ link, role, name }).then(() => {
            onDone();
            panel?.focus();
          }, staysShown);
        }}
      />
      <ActionIcon variant="subtle" color="gray" aria-label={text.common.cancel} onClick={onStay}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

/** Changes a link, its relationship alone in its place, and removes it, where its parent's domain lets the user. */
export function LinkActions({ row, end, name }: LinkActionsProps) {
  const { link, name: other } = row;
  const { may } = useSession();
  const [state, setState] = useState<'still' | 'choosing' | 'editing' | 'back'>('still');
  const place = useRef<HTMLDivElement>(null);
  const removing = useRemoval();
  const { keep, release } = useKeepRemoved();
  const [child, parent] = end === 'Parent' ? [other, name] : [name, other];
  const hasFields = Object.keys(row.fields).length > 0;
  const mayChange =
    (hasFields || link.ChildDomain === 'Contact') &&
    may(permissionToAttach(link.ChildDomain), link.ParentDomain);
  const mayRemove = may(permissionToDetach(link.ChildDomain), link.ParentDomain);
  const shown = records.links.withRole(other, link.ContactType);
  const change = hasFields ? records.links.edit(shown) : records.links.changeRole(shown);
  if (state === 'choosing') {
    const [onStay, onDone] = [() => setState('back'), () => setState('still')];
    return <RoleInPlace row={row} name={child} shown={shown} onStay={onStay} onDone={onDone} />;
  }
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end" ref={place}>
      {mayChange && (
        <Tooltip label={change}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={change}
            autoFocus={state === 'back'}
            onClick={() => setState(hasFields ? 'editing' : 'choosing')}
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
            // The row stays where it can be undone.
            const tableRow = rowOf(place.current);
            tableRow?.focus();
            keep({ row, end });
            return removing
              .mutateAsync({ row, end, name: child, from: parent })
              .catch(staysShown)
              .finally(() => {
                release(link.LinkID);
                requestAnimationFrame(() => {
                  if (tableRow?.isConnected !== true) panel?.focus();
                });
              });
          }}
        />
      )}
      <LinkDialog row={row} name={child} opened={state === 'editing'} onClose={() => setState('still')} />
    </Group>
  );
}
