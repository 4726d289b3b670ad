/** The operations on users and roles. */
import {
  RoleAnswer,
  RoleBody,
  RolePath,
  Roles,
  UserAnswer,
  UserBody,
  UserListParameters,
  UserPath,
  Users,
} from '../access.js';
import { Done } from '../answers.js';
import type { Operation } from '../operation.js';
import { nextPageHeader } from './headers.js';
import { needsAdminister } from './preconditions.js';

const group = 'Administration';

export const listUsers: Operation = {
  id: 'listUsers',
  group,
  method: 'GET',
  path: '/api/Users',
  summary: 'The users',
  description: `
Lists the users of the client with their roles, in order of id, a page at a time.

${needsAdminister}`,
  parameters: UserListParameters,
  answer: { description: 'A page of users.', schema: Users, headers: nextPageHeader },
  errors: ['invalid_request', 'permission_denied'],
};

export const saveUser: Operation = {
  id: 'saveUser',
  group,
  method: 'PUT',
  path: '/api/Users/{user}',
  summary: 'Create or change a user',
  description: `
Creates the user of this name, or changes its password, its roles, or whether it may administer the client.

${needsAdminister}
### Notes

- What is not named stays as it is.
- A password that is guessed first is refused: a common one, a name, one character over and over.
- A changed password ends the user's sessions, not its tokens.
- The last user that may administer the client keeps that right (\`in_use\`).
`,
  pathParameters: UserPath,
  body: { schema: UserBody },
  answer: { description: 'The user as it is now.', schema: UserAnswer },
  errors: ['invalid_request', 'permission_denied', 'in_use'],
};

export const deleteUser: Operation = {
  id: 'deleteUser',
  group,
  method: 'DELETE',
  path: '/api/Users/{user}',
  summary: 'Delete a user',
  description: `
Deletes the user of this name with its tokens and sessions.

${needsAdminister}
### Notes

- Its tokens end at once, and it cannot sign in.
- History goes on naming it; a user of its name that is made later is the same to history.
- The last user that may administer the client stays (\`in_use\`).
`,
  pathParameters: UserPath,
  answer: { description: 'The user is deleted.', schema: Done },
  errors: ['permission_denied', 'not_found', 'in_use'],
};

export const listRoles: Operation = {
  id: 'listRoles',
  group,
  method: 'GET',
  path: '/api/Roles',
  summary: 'The roles, with what they grant',
  description: `
Lists the roles of the client in order of name, with the permissions that each grants on which domain.

${needsAdminister}`,
  answer: { description: 'The roles.', schema: Roles },
  errors: ['permission_denied'],
};

export const saveRole: Operation = {
  id: 'saveRole',
  group,
  method: 'PUT',
  path: '/api/Roles/{role}',
  summary: 'Create a role, or set what it grants',
  description: `
Creates the role of this name, or sets what it grants. \`*\` stands for every domain, also those to come.

${needsAdminister}
### Notes

- It holds on this server at once, on others within a second.
- \`Administer\` is granted on \`*\`.
- The last user that may administer the client keeps that right (\`in_use\`).
`,
  pathParameters: RolePath,
  body: { schema: RoleBody },
  answer: { description: 'The role as it is now.', schema: RoleAnswer },
  errors: ['invalid_request', 'permission_denied', 'in_use'],
};

export const deleteRole: Operation = {
  id: 'deleteRole',
  group,
  method: 'DELETE',
  path: '/api/Roles/{role}',
  summary: 'Delete a role that no user has',
  description: `
Deletes the role of this name.

${needsAdminister}
### Notes

- It is refused while users have the role; the message names some.
`,
  pathParameters: RolePath,
  answer: { description: 'The role is deleted.', schema: Done },
  errors: ['permission_denied', 'not_found', 'in_use'],
};

export const accessOperations = [listUsers, saveUser, deleteUser, listRoles, saveRole, deleteRole];
