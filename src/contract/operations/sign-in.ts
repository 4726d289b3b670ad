/** The operations of signing in (contract section 6). */
import Type from 'typebox';
import {
  AuthenticateAnswer,
  AuthenticateBody,
  AuthenticateOAuthAnswer,
  AuthenticateOAuthBody,
} from '../authentication.js';
import type { Operation } from '../operation.js';
import { StatusAnswer } from '../service.js';

const signIn = { group: 'Signing in', open: true } as const;

export const authenticate: Operation = {
  ...signIn,
  id: 'authenticate',
  method: 'POST',
  path: '/Authentication/Authenticate',
  summary: 'Sign in with a password',
  body: { schema: AuthenticateBody },
  answer: { description: 'A token, for 30 minutes.', schema: AuthenticateAnswer },
  errors: ['invalid_request', 'unauthenticated', 'rate_limited'],
};

export const authenticateOAuth: Operation = {
  ...signIn,
  id: 'authenticateOAuth',
  method: 'POST',
  path: '/Authentication/AuthenticateOAuth',
  summary: 'Sign in as OAuth has it, with client credentials',
  description: 'Property names count whatever their case, since OAuth libraries write `client_id`.',
  body: { schema: AuthenticateOAuthBody, types: ['application/json', 'application/x-www-form-urlencoded'] },
  answer: { description: 'A token.', schema: AuthenticateOAuthAnswer },
  errors: ['invalid_request', 'unauthenticated', 'rate_limited'],
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

export const signInOperations = [authenticate, authenticateOAuth, hasTokenExpired, ping];
