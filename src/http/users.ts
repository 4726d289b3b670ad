import type { FastifyInstance } from 'fastify';
import { deleteUserFor, listUsersFor, saveUserFor } from '../access/user-calls.js';
import { UserPath } from '../contract/access.js';
import * as operations from '../contract/operations/access.js';
import { done } from '../contract/outcome.js';
import { validate } from '../contract/validate.js';
import { callerOf, changerOf } from './authenticate.js';
import { operationRoute } from './operation-route.js';
import { sendPage } from './page.js';
import type { Services } from './services.js';

export function userRoutes(app: FastifyInstance, services: Services): void {
  operationRoute(app, operations.listUsers, async (request, reply) => {
    const page = await listUsersFor(services.store, callerOf(request), request.query);
    return sendPage(request, reply, page);
  });

  operationRoute<'user'>(app, operations.saveUser, async (request) => {
    const { user } = validate(UserPath, request.params);
    return saveUserFor(services, changerOf(request), user, request.body);
  });

  operationRoute<'user'>(app, operations.deleteUser, async (request) => {
    const { user } = validate(UserPath, request.params);
    await deleteUserFor(services, changerOf(request), user);
    return done(`Deleted user '${user}'.`);
  });
}
