/** The operations on users, roles and tokens, and on a client's settings (contract sections 1 and 6). */
import {
  ClientAnswer,
  ClientBody,
  MeAnswer,
  NewTokenAnswer,
  PasswordBody,
  RoleAnswer,
  RoleBody,
  RolePath,
  Roles,
  TokenBody,
  TokenListParameters,
  TokenPath,
  Tokens,
  UserAnswer,
  UserBody,
  UserListParameters,
  UserPath,
  Users,
} from '../access.js';
import { Done } from '../answers.js';
import type { Operation } from '../operation.js';
import { nextPageHeader } from './headers.js';

const group = 'Administration';

export const readMe: Operation = {
  id: 'readMe',
  group,
  method: 'GET',
  path: '/api/Me',
  summary: 'Who is asking, and what they may do',
  answer: { description: 'The user behind the token.', schema: MeAnswer },
  errors: [],
};

export const changePassword: Operation = {
  id: 'changePassword',
  group,
  method: 'PUT',
  path: '/api/Me/Password',
  summary: 'Change your own password',
  description:
    'Ends your other sessions. Attempts with a wrong password count like those to sign in with one.',
  body: { schema: PasswordBody },
  answer: { description: 'The password is changed.', schema: Done },
  errors: ['invalid_request', 'rate_limited'],
};

export const readClient: Operation = {
  id: 'readClient',
  group,
  method: 'GET',
  path: '/api/Client',
  summary: "The client's settings",
  answer: { description: 'The settings.', schema: ClientAnswer },
  errors: [],
};

export const saveClient: Operation = {
  id: 'saveClient',
  group,
  method: 'PUT',
  path: '/api/Client',
  summary: "Change the client's settings",
  description:
    'From `pair` to `relationship` at any time, back only while no pair has several links. Needs Administer.',
  body: { schema: ClientBody },
  answer: { description: 'The settings as they are now.', schema: ClientAnswer },
  errors: ['invalid_request', 'permission_denied', 'link_conflict'],
};

export const listUsers: Operation = {
  id: 'listUsers',
  group,
  method: 'GET',
  path: '/api/Users',
  summary: 'The users',
  description: 'In order of ID. Needs Administer.',
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
  description:
    "What is not named stays as it is. A changed password ends the user's sessions, not its tokens. " +
    'The last user that may administer the client keeps that right (`in_use`). Needs Administer.',
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
  description:
    'Its tokens end at once, and it cannot sign in. History goes on naming it; a user of its name that is ' +
    'made later is the same to history. Needs Administer.',
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
  description: 'In order of name. Needs Administer.',
  answer: { description: 'The roles.', schema: Roles },
  errors: ['permission_denied'],
};

export const saveRole: Operation = {
  id: 'saveRole',
  group,
  method: 'PUT',
  path: '/api/Roles/{role}',
  summary: 'Create a role, or set what it grants',
  description:
    'Holds on this server at once, on others within a second. `Administer` is granted on `*`. Needs Administer.',
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
  description: 'Needs Administer.',
  pathParameters: RolePath,
  answer: { description: 'The role is deleted.', schema: Done },
  errors: ['permission_denied', 'not_found', 'in_use'],
};

export const listTokens: Operation = {
  id: 'listTokens',
  group,
  method: 'GET',
  path: '/api/Tokens',
  summary: 'The tokens and sessions, without their texts',
  description:
    'Your own; with Administer those of all users, or of the one that `user` names. In order of ID.',
  parameters: TokenListParameters,
  answer: { description: 'A page of tokens.', schema: Tokens, headers: nextPageHeader },
  errors: ['invalid_request', 'permission_denied', 'not_found'],
};

export const createToken: Operation = {
  id: 'createToken',
  group,
  method: 'POST',
  path: '/api/Tokens',
  summary: 'Make a long-lived token of a user',
  description: 'Without `ExpiresAt` it lasts until it is revoked. Needs Administer.',
  body: { schema: TokenBody },
  answer: { description: 'The token. Its text is shown this once.', schema: NewTokenAnswer },
  errors: ['invalid_request', 'permission_denied', 'not_found'],
};

export const revokeToken: Operation = {
  id: 'revokeToken',
  group,
  method: 'DELETE',
  path: '/api/Tokens/{id}',
  summary: 'End a token or a session',
  description: "Your own, or with Administer anybody's.",
  pathParameters: TokenPath,
  answer: { description: 'It has ended.', schema: Done },
  errors: ['invalid_request', 'not_found'],
};

export const accessOperations = [
  readMe,
  changePassword,
  readClient,
  saveClient,
  listUsers,
  saveUser,
  deleteUser,
  listRoles,
  saveRole,
  deleteRole,
  listTokens,
  createToken,
  revokeToken,
];
