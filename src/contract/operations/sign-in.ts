/** The operations of signing in (contract section 6). */
import Type from 'typebox';
import { Done } from '../answers.js';
import {
  AuthenticateAnswer,
  AuthenticateBody,
  AuthenticateOAuthAnswer,
  AuthenticateOAuthBody,
} from '../authentication.js';
import type { Operation } from '../operation.js';
import { StatusAnswer } from '../service.js';

const group = 'Signing in';
const signIn = { group, open: true } as const;

export const authenticate: Operation = {
  ...signIn,
  id: 'authenticate',
  method: 'POST',
  path: '/Authentication/Authenticate',
  summary: 'Sign in with a password',
  body: { schema: AuthenticateBody },
  description:
    'Sign-ins are limited for each address, and failed ones for each user too; `Retry-After` says when to come again.',
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
  description:
    'Property names count whatever their case, since OAuth libraries write `client_id`. Id and secret may stand in ' +
    'an `Authorization: Basic` header instead. The problem form of a refusal has `error` and `error_description` ' +
    'as RFC 6749 has them.',
  body: { schema: AuthenticateOAuthBody, types: ['application/json', 'application/x-www-form-urlencoded'] },
  answer: { description: 'A token.', schema: AuthenticateOAuthAnswer },
  errors: ['invalid_request', 'unauthenticated', 'rate_limited', 'payload_too_large'],
};

export const signOut: Operation = {
  id: 'signOut',
  group,
  method: 'POST',
  path: '/Authentication/SignOut',
  summary: 'End the session of the token',
  description: 'A token that was made for a program is no session, and stays.',
  answer: { description: 'The session has ended.', schema: Done },
  errors: ['invalid_request'],
};

export const hasTokenExpired: Operation = {
  ...signIn,
  id: 'hasTokenExpired',
  method: 'GET',
  path: '/Authentication/HasTokenExpired',
  summary: 'Whether the token is not valid any more',
  description: 'For any token, also none.',
  answer: { description: 'true or false.', schema: Type.Boolean() },
  errors: [],
};

export const ping: Operation = {
  ...signIn,
  id: 'ping',
  method: 'GET',
  path: '/Authentication/Ping',
  summary: 'Whether the server is there',
  answer: { description: 'It is.', schema: StatusAnswer },
  errors: [],
};

export const signInOperations = [authenticate, authenticateOAuth, signOut, hasTokenExpired, ping];
