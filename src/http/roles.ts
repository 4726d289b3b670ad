import type { FastifyInstance } from 'fastify';
import { deleteRoleFor, listRolesFor, saveRoleFor } from '../access/role-calls.js';
import { RolePath } from '../contract/access.js';
import * as operations from '../contract/operations/access.js';
import { done } from '../contract/outcome.js';
import { validate } from '../contract/validate.js';
import { callerOf, changerOf } from './authenticate.js';
import { operationRoute } from './operation-route.js';
import type { Services } from './services.js';

export function roleRoutes(app: FastifyInstance, services: Services): void {
  operationRoute(app, operations.listRoles, (request) => listRolesFor(services, callerOf(request)));

  operationRoute<'role'>(app, operations.saveRole, async (request) => {
    const { role } = validate(RolePath, request.params);
    return saveRoleFor(services, changerOf(request), role, request.body);
  });

  operationRoute<'role'>(app, operations.deleteRole, async (request) => {
    const { role } = validate(RolePath, request.params);
    await deleteRoleFor(services, changerOf(request), role);
    return done(`Deleted role '${role}'.`);
  });
}
