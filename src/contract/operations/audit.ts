/** The operation on the audit log. */
import { AuditLogEntries, AuditLogParameters } from '../audit.js';
import type { Operation } from '../operation.js';
import { nextPageHeader } from './headers.js';
import { needsAdminister } from './preconditions.js';

export const auditLog: Operation = {
  id: 'auditLog',
  group: 'Administration',
  method: 'GET',
  path: '/api/AuditLog',
  summary: 'Who changed which setting, and who signed in',
  description: `
Lists every change of users, roles, tokens, relationships, domains, fields and settings, and every sign-in that succeeded
or failed, newest first, a page at a time.

${needsAdminister}
### Notes

- \`Before\` and \`After\` hold what differs. Passwords, tokens and their hashes are in no entry.
- What the command line did has the user \`command line\`, and neither an address nor a \`RequestID\`.
- Entries are kept as many days as the client's setting \`AuditLogDays\` says. Nothing changes or deletes one before.
`,
  parameters: AuditLogParameters,
  answer: { description: 'A page of entries.', schema: AuditLogEntries, headers: nextPageHeader },
  errors: ['invalid_request', 'permission_denied'],
};

export const auditOperations = [auditLog];
