/** Answers 405 for the methods that a path does not have (docs/reference/errors.md#codes). */
import type { FastifyInstance, RouteOptions } from 'fastify';
import { Refusal } from '../contract/errors.js';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

export type Paths = Map<string, { methods: Set<string>; open: boolean }>;

/** Takes note of every path that is registered from now on. */
export function notePaths(server: FastifyInstance): Paths {
  const paths: Paths = new Map();
  server.addHook('onRoute', ({ url, method, config }: RouteOptions) => {
    const path = paths.get(url) ?? { methods: new Set(), open: config?.open === true };
    for (const each of [method].flat()) path.methods.add(each);
    paths.set(url, path);
  });
  return paths;
}

/** Answers 405 for the methods that a path does not have. */
export function refuseOtherMethods(server: FastifyInstance, paths: Paths): void {
  for (const [url, { methods: present, open }] of [...paths]) {
    const allowed = [...present].join(', ');
    server.route({
      url,
      method: methods.filter((method) => !present.has(method)),
      config: { open },
      onRequest: (request, reply, done) => {
        reply.header('Allow', allowed);
        done(new Refusal('method_not_allowed', `${request.method} is not allowed here; use ${allowed}.`));
      },
      handler: () => undefined,
    });
  }
}
