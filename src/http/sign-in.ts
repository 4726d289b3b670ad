import formbody from '@fastify/formbody';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { signIn } from '../access/sign-in.js';
import { accept } from '../contract/accept.js';
import {
  type AuthenticateAnswer,
  AuthenticateBody,
  type AuthenticateOAuthAnswer,
  AuthenticateOAuthBody,
} from '../contract/authentication.js';
import { limits } from '../contract/limits.js';
import * as operations from '../contract/operations/sign-in.js';
import { tokenOf } from './authenticate.js';
import { operationRoute } from './operation-route.js';
import type { Services } from './services.js';

/** OAuth's own libraries write `client_id`; the contract writes `Client_ID`. */
function spelledAsInContract(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const names = Object.keys(AuthenticateOAuthBody.properties);
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      names.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name,
      value,
    ]),
  );
}

/** Signing in (contract section 6); reachable without a token. */
export function signInRoutes(app: FastifyInstance, { store, callers }: Services): void {
  app.register(async (scope) => {
    await scope.register(rateLimit, { max: limits.signInsPerMinute, timeWindow: '1 minute' });
    await scope.register(formbody);
    const options = { bodyLimit: limits.signInBytes };

    operationRoute(
      scope,
      operations.authenticate,
      async (request): Promise<AuthenticateAnswer> => {
        const { token, expiresAt } = await signIn(store, accept(AuthenticateBody, request.body));
        return { token, tokenExpiry: new Date(expiresAt).toISOString() };
      },
      options,
    );

    operationRoute(
      scope,
      operations.authenticateOAuth,
      async (request): Promise<AuthenticateOAuthAnswer> => {
        const body = accept(AuthenticateOAuthBody, spelledAsInContract(request.body));
        const [Account = '', ClientName = '', ...user] = body.Client_ID.split(':');
        const credentials = { Account, ClientName, User: user.join(':'), Password: body.Client_Secret };
        const { token, expiresAt } = await signIn(store, credentials);
        const seconds = Math.floor((expiresAt - Date.now()) / 1_000);
        return { access_token: token, token_type: 'Bearer', expires_in: seconds };
      },
      options,
    );
  });

  operationRoute(app, operations.hasTokenExpired, async (request, reply) => {
    const token = tokenOf(request);
    const caller = token === undefined ? undefined : (callers.peek(token) ?? (await callers.find(token)));
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(caller === undefined));
  });

  operationRoute(app, operations.ping, async () => ({ status: 'ok' }));
}
