/** Builds the server: what every request passes, then the routes of each resource. */
import type { Socket } from 'node:net';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RouteOptions,
} from 'fastify';
import type { Logger } from 'pino';
import { Refusal } from '../contract/errors.js';
import { limits } from '../limits/limits.js';
import type { Store } from '../store/store.js';
import { activityRoutes, requestRecording } from './activity.js';
import { believedForwards, proxyList } from './address.js';
import { boundAnswers } from './answers.js';
import { limitArrival, longestArrival } from './arrival.js';
import { authenticator } from './authenticate.js';
import { changeRoutes } from './changes.js';
import { clientRoutes } from './clients.js';
import { Connections } from './connections.js';
import type { ConsoleOptions } from './console.js';
import { answerMalformed, nothingThere, refusalFor, sendRefusal } from './errors.js';
import { fileRoutes } from './files.js';
import { OwnFaultsLog } from './hang-up.js';
import { parseJson } from './json-body.js';
import { linkRoutes } from './links.js';
import { faultOfHeaders, keepManners, pathOfTarget } from './manners.js';
import { metadataRoutes } from './metadata.js';
import { serveMetrics } from './metrics.js';
import { limitRates } from './rate-limit.js';
import { recordRoutes } from './records.js';
import { callerRequestId, newRequestId } from './request-id.js';
import { roleRoutes } from './roles.js';
import { serviceRoutes } from './service.js';
import { createServices, type ServiceOptions, type Services } from './services.js';
import { signInRoutes } from './sign-in.js';
import { tokenRoutes } from './tokens.js';
import { leaveUnreadBody } from './unread-body.js';
import { userRoutes } from './users.js';

export interface AppOptions extends Partial<ServiceOptions> {
  store: Store;
  log: Logger;
  /** The addresses of the proxies whose word for a caller's address is taken. */
  trustProxy?: string[];
  /** The most connections at once, and of these of one address that is no proxy's. */
  connections?: number;
  connectionsOfAddress?: number;
  /** Requests of one user in a minute; any number, where nothing is said. */
  requestsPerMinute?: number | undefined;
  /** Whether `/metrics` is served. */
  metrics?: boolean;
  /** The web console; none where nothing is said. */
  console?: ConsoleOptions | undefined;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

type Paths = Map<string, { methods: Set<string>; open: boolean }>;

/** Takes note of every path that is registered from now on. */
function notePaths(server: FastifyInstance): Paths {
  const paths: Paths = new Map();
  server.addHook('onRoute', ({ url, method, config }: RouteOptions) => {
    const path = paths.get(url) ?? { methods: new Set(), open: config?.open === true };
    for (const each of [method].flat()) path.methods.add(each);
    paths.set(url, path);
  });
  return paths;
}

/** Answers 405 for the methods that a path does not have. */
function refuseOtherMethods(server: FastifyInstance, paths: Paths): void {
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

/** What every answer says. */
function setOwnHeaders({ id, raw }: FastifyRequest, reply: FastifyReply): void {
  reply.header('X-Request-Id', id);
  const called = callerRequestId(raw);
  if (called !== undefined) reply.header('X-Caller-Request-Id', called);
  reply.header('X-Content-Type-Options', 'nosniff');
  reply.header('Cache-Control', 'no-store');
}

function routes(app: FastifyInstance, services: Services): void {
  serviceRoutes(app, services);
  signInRoutes(app, services);
  clientRoutes(app, services);
  userRoutes(app, services);
  roleRoutes(app, services);
  tokenRoutes(app, services);
  linkRoutes(app, services);
  changeRoutes(app, services);
  metadataRoutes(app, services);
  fileRoutes(app, services);
  recordRoutes(app, services);
  activityRoutes(app, services);
}

export interface App {
  server: FastifyInstance;
  services: Services;
  connections: Connections;
  /** Turns new calls away, answers those that were accepted, then closes server and store. */
  close(): Promise<void>;
}

export async function createApp({
  store,
  log,
  basePath = '',
  trustProxy = [],
  connections: most = limits.connections,
  connectionsOfAddress = limits.connectionsOfAddress,
  requestsPerMinute,
  metrics,
  console,
  ...options
}: AppOptions): Promise<App> {
  const isProxy = proxyList(trustProxy);
  const server = Fastify({
    loggerInstance: log,
    logController: new OwnFaultsLog(),
    bodyLimit: limits.bodyBytes,
    genReqId: newRequestId,
    rewriteUrl: pathOfTarget,
    trustProxy: isProxy,
    // Node would refuse a request without Host in a form of its own; the hook below does it in ours.
    http: {
      requireHostHeader: false,
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMilliseconds,
      connectionsCheckingInterval: limits.connectionSweepMilliseconds,
    },
    keepAliveTimeout: limits.keptConnectionMilliseconds,
    requestTimeout: longestArrival,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: limits.nameCharacters },
    frameworkErrors: (error, request, reply) => {
      setOwnHeaders(request, reply);
      // No hook is asked.
      leaveUnreadBody(request, reply);
      sendRefusal(request, reply, refusalFor(error, request));
    },
    clientErrorHandler: (error: NodeJS.ErrnoException, socket: Socket) => {
      if (error.code === 'ECONNRESET') socket.destroy();
      else answerMalformed(socket, error.code, newRequestId());
    },
  }) as unknown as FastifyInstance;
  const services = createServices(store, log, { basePath, ...options });
  store.onTrouble(({ message, isFinal }) => log[isFinal ? 'fatal' : 'error'](message));
  const connections = new Connections(server.server, { connections: most, connectionsOfAddress, isProxy });
  let closing = false;

  server.decorateRequest('caller', null);
  server.decorateRequest('bodyBytes', 0);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const { operation } = request.routeOptions.config;
    try {
      request.bodyBytes = body.length;
      done(null, parseJson(body as Buffer, operation?.body?.isBulk && services.bulkEntries));
    } catch (error) {
      done(error as Error);
    }
  });
  server.addHook('onRequest', (request, reply, done) => {
    const { raw } = request;
    const verdict = connections.verdictOn(raw.socket);
    if (verdict === 'passedOver') {
      reply.hijack();
      return;
    }
    setOwnHeaders(request, reply);
    const forwarded = raw.headers['x-forwarded-for'];
    if (typeof forwarded === 'string') raw.headers['x-forwarded-for'] = believedForwards(forwarded);
    const fault = faultOfHeaders(request);
    if (closing || verdict === 'refused') {
      reply.header('Connection', 'close');
      done(new Refusal('unavailable'));
    } else if (fault !== undefined) done(new Refusal('invalid_request', fault));
    else done();
  });
  limitArrival(server);
  keepManners(server);
  boundAnswers(server, connections);
  const isApi = (request: FastifyRequest) =>
    request.url.slice(basePath.length).toLowerCase().startsWith('/api');
  server.addHook(
    'onRequest',
    authenticator(services.callers, (request) =>
      request.is404 ? !isApi(request) : request.routeOptions.config.open === true,
    ),
  );
  server.addHook('onRequest', requestRecording(services.recorder));
  server.setErrorHandler((error, request, reply) => sendRefusal(request, reply, refusalFor(error, request)));
  // Loaded where it is wanted alone: what sends its files is slow to load.
  const served = console && (await (await import('./console.js')).serveConsole(server, console, basePath));
  // Refused before its body is read, which is nobody's to parse.
  server.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) done();
    else if (!isApi(request) && served?.answers(request)) served.send(request, reply);
    else done(new Refusal('not_found', nothingThere));
  });
  // Of a route that has found nothing to send.
  server.setNotFoundHandler((request, reply) =>
    sendRefusal(request, reply, new Refusal('not_found', nothingThere)),
  );
  const paths = notePaths(server);
  if (requestsPerMinute !== undefined) await limitRates(server, requestsPerMinute);
  if (metrics) await serveMetrics(server, services);
  await server.register(async (scope) => routes(scope, services), { prefix: basePath });
  refuseOtherMethods(server, paths);

  return {
    server,
    services,
    connections,
    async close() {
      closing = true;
      services.streams.close();
      // A kept connection turns idle only once its answer has been sent.
      const sweep = setInterval(() => connections.closeIdle(), 50);
      await server.close();
      clearInterval(sweep);
      await services.gather.close();
      await services.tokenUse.close();
      await services.recorder.close();
      await services.content?.close();
      await store.close();
    },
  };
}
