import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../contract/errors.js';
import { bodyBytesOf, type Operation } from '../contract/operation.js';
import Type from '../contract/typebox.js';
import { validate } from '../contract/validate.js';
import { quoted } from '../text/quoted.js';
import type { KeyedCalls } from './keyed-calls.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Reachable without signing in. */
    open?: boolean;
    /** The operation that the route is of. */
    operation?: Operation;
  }
  interface FastifyInstance {
    keyedCalls: KeyedCalls;
  }
  interface FastifyRequest {
    /** Bytes of the body, as far as it is JSON. */
    bodyBytes: number;
  }
}

/** A switch that an operation does not know must not be passed over: a `dryRun` here would write. */
const noParameters = Type.Object({}, { additionalProperties: false });

/** Where no body is wanted none is read: many clients send something, or name a content type, with every request. */
function passOverBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  // The framework refuses a malformed content type before any parser is asked.
  scope.addHook('onRequest', ({ raw }, _reply, done) => {
    delete raw.headers['content-type'];
    done();
  });
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
}

/** Refuses a body in a coding, which would be taken for what it is not. */
function refuseCoded(request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
  const coding = request.headers['content-encoding']?.trim() ?? '';
  if (/^(identity)?$/i.test(coding)) done();
  else {
    done(
      new Refusal(
        'unsupported_media_type',
        `Content-Encoding must be identity, or left out; ${quoted(coding)} was given.`,
      ),
    );
  }
}

/**
 * Serves an operation. `Names` are those in the braces of its path: each is a string in `request.params`. What
 * stands in the query string is the handler's to read, where the operation has parameters.
 */
export function operationRoute<Names extends string = never>(
  app: FastifyInstance,
  operation: Operation,
  handler: (
    request: FastifyRequest<{ Params: Record<Names, string> }>,
    reply: FastifyReply,
  ) => Promise<unknown> | FastifyReply,
  {
    arrivalMilliseconds,
    bodyLimit = bodyBytesOf(operation),
  }: { arrivalMilliseconds?: number; bodyLimit?: number } = {},
): void {
  const open = operation.open === true;
  const takesNothing = !open && operation.parameters === undefined;
  const serve = (scope: FastifyInstance) =>
    scope.route<{ Params: Record<Names, string> }>({
      method: operation.method,
      url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      config: { open, operation, ...(arrivalMilliseconds === undefined ? {} : { arrivalMilliseconds }) },
      bodyLimit,
      ...(operation.body === undefined ? {} : { onRequest: refuseCoded }),
      handler: async (request, reply) => {
        if (takesNothing) validate(noParameters, request.query);
        if (operation.takesKey !== true) return handler(request, reply);
        return app.keyedCalls.serve(request, reply, () => handler(request, reply));
      },
    });
  if (operation.body === undefined && operation.method !== 'GET') {
    app.register(async (scope) => {
      passOverBodies(scope);
      serve(scope);
    });
  } else serve(app);
}
