/** Addresses within a section. */
import { paths } from '../../shared/paths.js';

export function rolePath(role: string): string {
  return `${paths.administration('roles')}?role=${encodeURIComponent(role)}`;
}

export function domainPath(domain: string): string {
  return `${paths.administration('domains')}?domain=${encodeURIComponent(domain)}`;
}
