/**
 * Which permission on the parent's domain a link takes (docs/reference/upsert.md#permission), by the child's
 * domain.
 */
import type { Permission } from '../../session/session.js';

export function permissionToAttach(childDomain: string): Permission {
  if (childDomain === 'Contact') return 'AttachContacts';
  return childDomain === 'File' ? 'AttachFiles' : 'Edit';
}

export function permissionToDetach(childDomain: string): Permission {
  if (childDomain === 'Contact') return 'DetachContacts';
  return childDomain === 'File' ? 'ModifyFiles' : 'Edit';
}
