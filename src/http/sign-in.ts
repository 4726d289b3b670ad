import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Session, signIn, signOut } from '../access/sign-in.js';
import {
  type AuthenticateAnswer,
  AuthenticateBody,
  type AuthenticateOAuthAnswer,
  AuthenticateOAuthBody,
  FirstAdministratorBody,
} from '../contract/authentication.js';
import * as operations from '../contract/operations/sign-in.js';
import { done } from '../contract/outcome.js';
import { validate } from '../contract/validate.js';
import { limits } from '../limits/limits.js';
import { networkOf, trialOf } from './attempt.js';
import { changerOf, tokenOf } from './authenticate.js';
import { refusalFor, sendRefusal } from './errors.js';
import { formbody, rateLimit } from './fastify.js';
import { asOAuthRefusal, credentialsOf, oauthRequest } from './oauth.js';
import { operationRoute } from './operation-route.js';
import { logFailedSignIn } from './request-log.js';
import type { Services } from './services.js';

const answerOf = ({ token, expiresAt }: Session): AuthenticateAnswer => ({
  token,
  tokenExpiry: new Date(expiresAt).toISOString(),
});

async function begin(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  credentials: AuthenticateBody,
): Promise<Session> {
  try {
    return await signIn(services, credentials, trialOf(services, request, reply));
  } catch (error) {
    logFailedSignIn(request, credentials, error);
    throw error;
  }
}

/** Signing in as OAuth's libraries do, which read refusals of their own form. */
function oauthRoute(scope: FastifyInstance, services: Services): void {
  scope.setErrorHandler((error, request, reply) =>
    sendRefusal(request, reply, asOAuthRefusal(refusalFor(error, request), request, reply)),
  );
  operationRoute(
    scope,
    operations.authenticateOAuth,
    async (request, reply): Promise<AuthenticateOAuthAnswer> => {
      const credentials = credentialsOf(validate(AuthenticateOAuthBody, oauthRequest(request)));
      const { token, expiresAt } = await begin(services, request, reply, credentials);
      reply.header('Pragma', 'no-cache');
      const seconds = Math.floor((expiresAt - Date.now()) / 1_000);
      return { access_token: token, token_type: 'Bearer', expires_in: seconds };
    },
  );
}

/** The ways of beginning a session; one network may use them only so often in a minute. */
async function beginningRoutes(scope: FastifyInstance, services: Services): Promise<void> {
  await scope.register(rateLimit, {
    max: limits.signInsPerMinute,
    timeWindow: '1 minute',
    keyGenerator: networkOf,
  });
  await scope.register(formbody);

  operationRoute(scope, operations.authenticate, async (request, reply): Promise<AuthenticateAnswer> => {
    const body = validate(AuthenticateBody, request.body);
    return answerOf(await begin(services, request, reply, body));
  });

  operationRoute(
    scope,
    operations.createFirstAdministrator,
    async (request, reply): Promise<AuthenticateAnswer> => {
      const body = validate(FirstAdministratorBody, request.body);
      await services.firstAdministrator.create(services, body, trialOf(services, request, reply));
      return answerOf(await begin(services, request, reply, body));
    },
  );

  scope.register(async (oauth) => oauthRoute(oauth, services));
}

/** Signing in and out; reachable without a token, but for signing out. */
export function signInRoutes(app: FastifyInstance, services: Services): void {
  const { callers } = services;

  app.register((scope) => beginningRoutes(scope, services));

  operationRoute(app, operations.signOut, async (request) => {
    await signOut(services, changerOf(request));
    return done('Signed out.');
  });

  operationRoute(app, operations.hasTokenExpired, async (request, reply) => {
    const token = tokenOf(request);
    const caller = token === undefined ? undefined : (callers.peek(token) ?? (await callers.find(token)));
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(caller === undefined));
  });

  operationRoute(app, operations.ping, async () => ({ status: 'ok' }));
}
