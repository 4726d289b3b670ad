import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { ChangeRow } from 'linkwright/client';
import { useWrite } from '../../data/use-write.js';
import { useSession } from '../../session/session.js';
import { deliberately } from '../../shared/deliberate.js';
import { records } from '../../shared/text/records.js';
import { permissionToAttach, permissionToDetach } from './permissions.js';
import { invalidatedBy } from './use-link-writes.js';

interface UndoChangeProps {
  change: ChangeRow;
  /** The change, in words. */
  told: string;
}

const { history: words } = records;

/** The failure is shown already, in a corner. */
const isShown = () => undefined;

/** Takes back the newest change of a link, for those who may make the opposite one. */
export function UndoChange({ change, told }: UndoChangeProps) {
  const { client, may } = useSession();
  const undoing = useWrite({
    write: () => client.links.undo(change.ChangeID),
    done: () => words.undone(told),
    undo:
      ({ ChangeID }) =>
      () =>
        client.links.undo(ChangeID ?? 0),
    invalidates: invalidatedBy(change),
  });
  const isThere = change.Action === 'inserted' || change.Action === 'restored';
  const permission = (isThere ? permissionToDetach : permissionToAttach)(change.ChildDomain);
  if (!may(permission, change.ParentDomain)) return null;
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      leftSection={<IconArrowBackUp size={14} aria-hidden />}
      aria-label={words.undoThis(told)}
      loading={undoing.isPending}
      onClick={deliberately((event) => {
        // The next newest change stands above; what had the focus goes.
        event.currentTarget.closest<HTMLElement>('[role="tabpanel"]')?.focus();
        return undoing.mutateAsync(undefined).catch(isShown);
      })}
    >
      {words.undo}
    </Button>
  );
}
