import type { UseMutationResult } from '@tanstack/react-query';
import { keys } from '../../data/keys.js';
import { useWrite } from '../../data/use-write.js';
import { useSession } from '../../session/session.js';
import { records } from '../../shared/text/records.js';
import { type Attached, attach, changeRole, removeLink, type ShownLink } from './exact-writes.js';
import { permissionToAttach, permissionToDetach } from './permissions.js';

/** What a link invalidates: what is shown of both its records. */
const invalidatedBy = ({
  ParentDomain,
  ParentID,
  ChildDomain,
  ChildID,
}: Omit<ShownLink, 'LinkID' | 'ContactType'>) => [
  keys.links(ParentDomain, ParentID),
  keys.links(ChildDomain, ChildID),
];

interface RoleChange {
  link: ShownLink;
  role: string;
  /** What the contact is called. */
  name: string;
}

/** Changes the relationship of a link. The place that asks for it shows what fails. */
export function useRoleChange(): UseMutationResult<void, Error, RoleChange> {
  const { client } = useSession();
  return useWrite({
    write: ({ link, role }: RoleChange) => changeRole(client, link, role),
    done: (_, { name, role }) => records.links.roleChanged(name, role),
    undo: (_, { link, role }) => {
      const { ContactType: former } = link;
      // The API has no way to take a relationship away.
      return former === null ? undefined : () => changeRole(client, { ...link, ContactType: role }, former);
    },
    invalidates: ({ link }) => invalidatedBy(link),
    failureShown: true,
  });
}

interface Removal {
  link: ShownLink;
  /** What is removed, and from what. */
  name: string;
  from: string;
}

/** Removes a link. To undo it attaches again, with the same relationship: a link of another id. */
export function useRemoval(): UseMutationResult<void, Error, Removal> {
  const { client, may } = useSession();
  return useWrite({
    write: ({ link }: Removal) => removeLink(client, link),
    done: (_, { name, from }) => records.links.removed(name, from),
    undo: (_, { link }) =>
      may(permissionToAttach(link.ChildDomain), link.ParentDomain)
        ? () => attach(client, link, link.ContactType, { dryRun: false })
        : undefined,
    invalidates: ({ link }) => invalidatedBy(link),
  });
}

interface Attachment {
  sides: Omit<ShownLink, 'LinkID' | 'ContactType'>;
  role: string | null;
  name: string;
  to: string;
}

/** Attaches a record. The form that asks for it shows what fails. */
export function useAttachment(): UseMutationResult<Attached, Error, Attachment> {
  const { client, may } = useSession();
  return useWrite({
    write: ({ sides, role }: Attachment) => attach(client, sides, role, { dryRun: false }),
    done: ({ kind }, { name, role, to }) => records.attach.done[kind](name, role, to),
    undo: ({ kind, link, former }) => {
      if (kind === 'changed' && former !== null) return () => changeRole(client, link, former);
      return kind === 'inserted' && may(permissionToDetach(link.ChildDomain), link.ParentDomain)
        ? () => removeLink(client, link)
        : undefined;
    },
    invalidates: ({ sides }) => invalidatedBy(sides),
    failureShown: true,
  });
}
