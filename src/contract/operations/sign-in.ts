/** The operations of signing in (docs/reference/signing-in.md). */

import { limits } from '../../limits/limits.js';
import { Done } from '../answers.js';
import {
  AuthenticateAnswer,
  AuthenticateBody,
  AuthenticateOAuthAnswer,
  AuthenticateOAuthBody,
  FirstAdministratorBody,
} from '../authentication.js';
import type { Operation } from '../operation.js';
import { StatusAnswer } from '../service.js';
import Type from '../typebox.js';
import { needsNothing, preconditions } from './preconditions.js';

const group = 'Signing in';
const signIn = { group, open: true } as const;

export const authenticate: Operation = {
  ...signIn,
  id: 'authenticate',
  method: 'POST',
  path: '/Authentication/Authenticate',
  summary: 'Sign in with a password',
  body: { schema: AuthenticateBody, bytes: limits.signInBytes },
  description: `
Answers a token for the user of a client, to be sent in the \`Token\` header.

${preconditions('The account, the client, the user and the password must fit together.')}
### Notes

- A wrong user and a wrong password are answered alike, and take as long.
- Sign-ins are limited for each address, and failed ones for each user too; \`Retry-After\` says when to come again.
`,
  answer: {
    description: 'A token, for 30 minutes where the server was not told otherwise.',
    schema: AuthenticateAnswer,
  },
  errors: ['invalid_request', 'unauthenticated', 'rate_limited', 'payload_too_large'],
};

export const authenticateOAuth: Operation = {
  ...signIn,
  id: 'authenticateOAuth',
  method: 'POST',
  path: '/Authentication/AuthenticateOAuth',
  summary: 'Sign in as OAuth has it, with client credentials',
  description: `
Answers a token as OAuth 2.0 has it, for programs that sign in with client credentials (RFC 6749, 4.4).

${preconditions(
  '`Client_ID` must be `{Account}:{ClientName}:{User}`, and `Client_Secret` the password of the user.',
  'The body is JSON or a form.',
)}
### Notes

- Property names count whatever their case, since OAuth libraries write \`client_id\`.
- Id and secret may stand in an \`Authorization: Basic\` header instead.
- The problem form of a refusal has \`error\` and \`error_description\` as RFC 6749 has them.
- It counts against the same limits as signing in with a password.
`,
  body: {
    schema: AuthenticateOAuthBody,
    bytes: limits.signInBytes,
    types: ['application/json', 'application/x-www-form-urlencoded'],
  },
  answer: { description: 'A token.', schema: AuthenticateOAuthAnswer },
  errors: ['invalid_request', 'unauthenticated', 'rate_limited', 'payload_too_large'],
};

export const createFirstAdministrator: Operation = {
  ...signIn,
  id: 'createFirstAdministrator',
  method: 'POST',
  path: '/Authentication/FirstAdministrator',
  summary: 'Make the first client of a database, and its administrator',
  body: { schema: FirstAdministratorBody, bytes: limits.signInBytes },
  description: `
Makes the first client of a database that has none, with a user who administers it, and answers a token of that user.

${preconditions('The secret that stands in the link which a server prints when it starts on a database without a client.')}
### Notes

- The secret works one time, until that server ends or a client is made in another way.
- It counts against the same limits as signing in.
`,
  answer: { description: 'A token of the administrator, as for a sign-in.', schema: AuthenticateAnswer },
  errors: ['invalid_request', 'unauthenticated', 'not_found', 'rate_limited', 'payload_too_large'],
};

export const signOut: Operation = {
  id: 'signOut',
  group,
  method: 'POST',
  path: '/Authentication/SignOut',
  summary: 'End the session of the token',
  description: `
Ends the session whose token is sent. The token is worth nothing from then on.

${preconditions('The token of a session, from signing in.')}
### Notes

- A token that was made for a program is no session, and stays: the call is refused with \`invalid_request\`.
`,
  answer: { description: 'The session has ended.', schema: Done },
  errors: ['invalid_request'],
};

export const hasTokenExpired: Operation = {
  ...signIn,
  id: 'hasTokenExpired',
  readsToken: true,
  method: 'GET',
  path: '/Authentication/HasTokenExpired',
  summary: 'Whether the token is not valid any more',
  description: `
Answers \`true\` for a token that has expired, was revoked or never was, and where none is sent; else \`false\`.

${needsNothing}`,
  answer: { description: 'true or false.', schema: Type.Boolean() },
  errors: [],
};

export const ping: Operation = {
  ...signIn,
  id: 'ping',
  method: 'GET',
  path: '/Authentication/Ping',
  summary: 'Whether the server is there',
  description: `
Answers at once, without asking the database.

${needsNothing}`,
  answer: { description: 'It is.', schema: StatusAnswer },
  errors: [],
};

export const signInOperations = [
  authenticate,
  authenticateOAuth,
  createFirstAdministrator,
  signOut,
  hasTokenExpired,
  ping,
];
