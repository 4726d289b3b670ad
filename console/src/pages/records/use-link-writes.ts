import type { UseMutationResult } from '@tanstack/react-query';
import { keys } from '../../data/keys.js';
import { useNameApart } from '../../data/name-apart.js';
import { useWrite } from '../../data/use-write.js';
import { type Session, useSession } from '../../session/session.js';
import { records } from '../../shared/text/records.js';
import {
  type Attached,
  attach,
  changeLink,
  changeMade,
  type LinkChange,
  removeLink,
  type ShownLink,
} from './exact-writes.js';
import type { FormValues } from './form-values.js';
import type { End, LinkedRow } from './linked-rows.js';
import { permissionToAttach, permissionToDetach } from './permissions.js';
import { useKeepRemoved } from './removed-links.js';

/** What a change of a link invalidates: what is shown of both its records. */
export const invalidatedBy = ({
  ParentDomain,
  ParentID,
  ChildDomain,
  ChildID,
}: Omit<ShownLink, 'LinkID' | 'ContactType'>) => [
  keys.links(ParentDomain, ParentID),
  keys.links(ChildDomain, ChildID),
];

/** What takes a change back, while the server knows of none since. */
const undoOf = ({ client }: Pick<Session, 'client'>, change: number | undefined) =>
  change === undefined ? undefined : () => client.links.undo(change);

/** What a write of a link has done. */
interface Written {
  /** The child's name, by which it is told apart from others of that name. */
  name: string;
  /** The number of the change, where it can be taken back. */
  change: number | undefined;
}

function useWritten() {
  const nameOf = useNameApart();
  return async (
    { ChildDomain, ChildID }: Pick<ShownLink, 'ChildDomain' | 'ChildID'>,
    name: string,
    making: Promise<number | undefined> | undefined,
  ): Promise<Written> => {
    const [told, change] = await Promise.all([nameOf(ChildDomain, ChildID, name), making]);
    return { name: told, change };
  };
}

interface Change extends LinkChange {
  link: ShownLink;
  /** What the child is called. */
  name: string;
}

/** Changes the relationship of a link, or its fields. The place that asks for it shows what fails. */
export function useLinkChange(): UseMutationResult<Written, Error, Change> {
  const session = useSession();
  const written = useWritten();
  return useWrite({
    write: async ({ link, name, ...change }: Change) => {
      await changeLink(session.client, link, change);
      return written(link, name, changeMade(session, link.LinkID, 'changed'));
    },
    done: ({ name }, { link, role }) =>
      role == null || role === link.ContactType
        ? records.links.saved(name)
        : records.links.roleChanged(name, role),
    undo: ({ change }) => undoOf(session, change),
    invalidates: ({ link }) => invalidatedBy(link),
    failureShown: true,
  });
}

interface Removal {
  row: LinkedRow;
  /** Where the record stands whose page this is. */
  end: End;
  /** What is removed, and from what. */
  name: string;
  from: string;
}

/** Removes a link, which keeps its place in its list for as long as somebody is there. */
export function useRemoval(): UseMutationResult<Written, Error, Removal> {
  const session = useSession();
  const written = useWritten();
  const { keep } = useKeepRemoved();
  return useWrite({
    write: async ({ row: { link }, name }: Removal) => {
      await removeLink(session.client, link);
      return written(link, name, changeMade(session, link.LinkID, 'removed'));
    },
    done: ({ name }, { from }) => records.links.removed(name, from),
    undo: ({ change }, { row: { link } }) =>
      session.may(permissionToAttach(link.ChildDomain), link.ParentDomain)
        ? undoOf(session, change)
        : undefined,
    offered: (take, { row, end }) => keep({ row, end, take }),
    invalidates: ({ row: { link } }) => invalidatedBy(link),
  });
}

interface Attachment {
  sides: Omit<ShownLink, 'LinkID' | 'ContactType'>;
  role: string | null;
  fields: FormValues;
  name: string;
  to: string;
}

/** Attaches a record. The form that asks for it shows what fails. */
export function useAttachment(): UseMutationResult<Attached & Written, Error, Attachment> {
  const session = useSession();
  const written = useWritten();
  return useWrite({
    write: async ({ sides, role, fields, name }: Attachment) => {
      const attached = await attach(session.client, sides, role, { fields, dryRun: false });
      const { kind, link } = attached;
      const action = kind === 'noted' ? 'changed' : kind;
      const change = action === 'unchanged' ? undefined : changeMade(session, link.LinkID, action);
      return { ...attached, ...(await written(sides, name, change)) };
    },
    done: ({ kind, name }, { role, to }) => records.attach.done[kind](name, role, to),
    undo: ({ kind, link, change }) =>
      kind !== 'inserted' || session.may(permissionToDetach(link.ChildDomain), link.ParentDomain)
        ? undoOf(session, change)
        : undefined,
    invalidates: ({ sides }) => invalidatedBy(sides),
    failureShown: true,
  });
}
