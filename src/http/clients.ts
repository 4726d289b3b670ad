import type { FastifyInstance } from 'fastify';
import { readClientFor, readMeFor, readSizesFor, saveClientFor } from '../access/client-calls.js';
import { changeOwnPassword } from '../access/password.js';
import { PasswordBody } from '../contract/access.js';
import * as operations from '../contract/operations/client.js';
import { done } from '../contract/outcome.js';
import { validate } from '../contract/validate.js';
import { trialOf } from './attempt.js';
import { callerOf, changerOf } from './authenticate.js';
import { operationRoute } from './operation-route.js';
import type { Services } from './services.js';

/** The caller itself, and the client that it is of. */
export function clientRoutes(app: FastifyInstance, services: Services): void {
  operationRoute(app, operations.readMe, (request) => readMeFor(services, callerOf(request)));

  operationRoute(app, operations.changePassword, async (request, reply) => {
    const caller = changerOf(request);
    const { OldPassword, NewPassword } = validate(PasswordBody, request.body);
    const trial = trialOf(services, request, reply);
    await changeOwnPassword(services, caller, { from: OldPassword, to: NewPassword }, trial);
    return done('Changed the password.');
  });

  operationRoute(app, operations.readClient, (request) => readClientFor(services, callerOf(request)));

  operationRoute(app, operations.readClientSizes, (request) => readSizesFor(services, callerOf(request)));

  operationRoute(app, operations.saveClient, (request) =>
    saveClientFor(services, changerOf(request), request.body),
  );
}
