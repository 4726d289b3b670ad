/** The operations on tokens and sessions. */
import { NewTokenAnswer, TokenBody, TokenListParameters, TokenPath, Tokens } from '../access.js';
import { Done } from '../answers.js';
import type { Operation } from '../operation.js';
import { nextPageHeader } from './headers.js';
import { needsAdminister, preconditions } from './preconditions.js';

const group = 'Administration';

export const listTokens: Operation = {
  id: 'listTokens',
  group,
  method: 'GET',
  path: '/api/Tokens',
  summary: 'The tokens and sessions, without their texts',
  description: `
Lists tokens and sessions with when they were last used and when they end, in order of id, a page at a time.

${preconditions('A token of any user: it shows their own, to an administrator those of all users, or of `user`. A token that is bound to roles shows itself.')}
### Notes

- The text of a token is kept nowhere, and cannot be shown again.
`,
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
  description: `
Makes a token with which a program acts as the user.

${needsAdminister}
### Notes

- The answer alone shows its text; only a hash is kept.
- Without \`ExpiresAt\` it lasts until it is revoked.
- With \`Roles\` it may do what those of the user's roles grant that it names, as long as the user has them, and no more:
  not what the user may do as an administrator, nor by roles to come. Without, it may do what the user may.
`,
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
  description: `
Ends a token or a session before its time.

${preconditions("A token of any user for their own; for anybody's you need the Administer permission. A token that is bound to roles ends itself alone.")}
### Notes

- It ends on this server at once, on others within a minute.
`,
  pathParameters: TokenPath,
  answer: { description: 'It has ended.', schema: Done },
  errors: ['invalid_request', 'not_found'],
};

export const tokenOperations = [listTokens, createToken, revokeToken];
