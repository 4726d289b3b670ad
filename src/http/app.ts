/** Builds the server: what every request passes, then the routes of each resource. */
import { hash } from 'node:crypto';
import type { Server } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Refusal } from '../contract/errors.js';
import { shuttingDown } from '../diagnosis/health.js';
import { limits } from '../limits/limits.js';
import type { Store } from '../store/store.js';
import { activityRoutes, requestRecording } from './activity.js';
import { believedForwards, proxyList } from './address.js';
import { notePaths, refuseOtherMethods } from './allowed-methods.js';
import { boundAnswers } from './answers.js';
import { limitArrival } from './arrival.js';
import { auditRoutes } from './audit.js';
import { authenticator } from './authenticate.js';
import { createBareServer, setOwnHeaders } from './bare-server.js';
import { changeRoutes } from './changes.js';
import { clientRoutes } from './clients.js';
import { Connections } from './connections.js';
import type { ConsoleOptions } from './console.js';
import { nothingThere, refusalFor, sendRefusal } from './errors.js';
import { fileRoutes } from './files.js';
import { parseJson } from './json-body.js';
import { linkRoutes } from './links.js';
import { limitLongBodies } from './long-bodies.js';
import { faultOfHeaders, keepManners } from './manners.js';
import { metadataRoutes } from './metadata.js';
import { countRequests, serveMetrics } from './metrics.js';
import { createMonitor } from './monitor.js';
import { limitRates } from './rate-limit.js';
import { recordChangeRoutes } from './record-changes.js';
import { recordRoutes } from './records.js';
import { logRequests } from './request-log.js';
import { roleRoutes } from './roles.js';
import { serviceRoutes } from './service.js';
import { createServices, type ServiceOptions, type Services } from './services.js';
import { signInRoutes } from './sign-in.js';
import { tokenRoutes } from './tokens.js';
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
  /** Whether requests are counted, and by what token `/metrics` is read; by none only from the monitor. */
  metrics?: { token?: string | undefined } | undefined;
  /** The web console; none where nothing is said. */
  console?: ConsoleOptions | undefined;
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
  recordChangeRoutes(app, services);
  activityRoutes(app, services);
  auditRoutes(app, services);
}

type IsApi = (request: FastifyRequest) => boolean;

export interface App {
  server: FastifyInstance;
  services: Services;
  connections: Connections;
  /** What is served on a port of its own to those who watch over the server, where requests are counted. */
  monitor: Server | undefined;
  /** Turns new calls away, answers those that were accepted, then closes server and store. */
  close(): Promise<void>;
}

/** Bodies are JSON, held to their limits while they are read. */
function readJsonBodies(server: FastifyInstance, { bulkEntries }: Services): void {
  server.decorateRequest('bodyBytes', 0);
  server.decorateRequest('bodyDigest', '');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const { operation } = request.routeOptions.config;
    try {
      request.bodyBytes = body.length;
      if (operation?.takesKey === true && request.headers['idempotency-key'] !== undefined) {
        request.bodyDigest = hash('sha256', body as Buffer, 'base64url');
      }
      done(null, parseJson(body as Buffer, operation?.body?.isBulk && bulkEntries));
    } catch (error) {
      done(error as Error);
    }
  });
}

/** Lets in what arrives whole on a connection that there is room for, until the server closes. */
function admit(server: FastifyInstance, connections: Connections, isClosing: () => boolean): void {
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
    if (isClosing() || verdict === 'refused') {
      reply.header('Connection', 'close');
      done(new Refusal('unavailable', isClosing() ? shuttingDown : undefined));
    } else if (fault !== undefined) done(new Refusal('invalid_request', fault));
    else done();
  });
}

/** Sends the console's files, where it is served; else says that there is nothing at a path without a route. */
async function answerOtherPaths(
  server: FastifyInstance,
  { console, basePath, isApi }: { console: ConsoleOptions | undefined; basePath: string; isApi: IsApi },
): Promise<void> {
  // The console is loaded only where it is wanted: the library that sends its files is slow to load.
  const served = console && (await (await import('./console.js')).serveConsole(server, console, basePath));
  // The request is refused before its body is read, which nobody would parse.
  server.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) done();
    else if (!isApi(request) && served?.answers(request)) served.send(request, reply);
    else done(new Refusal('not_found', nothingThere));
  });
  // A route has found nothing to send.
  server.setNotFoundHandler((request, reply) =>
    sendRefusal(request, reply, new Refusal('not_found', nothingThere)),
  );
}

/** Answers the calls that were accepted, then closes server, services and store. */
async function closeAll(
  server: FastifyInstance,
  {
    streams,
    gather,
    keyedCalls,
    tokenUse,
    failedSignIns,
    auditRetention,
    recorder,
    content,
    store,
  }: Services,
  connections: Connections,
): Promise<void> {
  streams.close();
  // A kept connection turns idle only once its answer has been sent.
  const sweep = setInterval(() => connections.closeIdle(), 50);
  await server.close();
  clearInterval(sweep);
  await gather.close();
  await keyedCalls.close();
  await tokenUse.close();
  await failedSignIns.close();
  await auditRetention.close();
  await recorder.close();
  await content?.close();
  await store.close();
}

/** Counts requests where that is wanted, and serves what was counted. */
async function watchOver(
  server: FastifyInstance,
  services: Services,
  connections: Connections,
  wanted: AppOptions['metrics'],
): Promise<Server | undefined> {
  if (wanted === undefined) return undefined;
  const metrics = await countRequests(server, services, connections);
  const { basePath, health } = services;
  if (wanted.token !== undefined) serveMetrics(server, metrics, { basePath, token: wanted.token });
  return createMonitor({ metrics, health });
}

export async function createApp({
  store,
  log,
  basePath = '',
  trustProxy = [],
  connections: max = limits.connections,
  connectionsOfAddress = limits.connectionsOfAddress,
  requestsPerMinute,
  metrics,
  console,
  ...options
}: AppOptions): Promise<App> {
  const isProxy = proxyList(trustProxy);
  const server = createBareServer(log, isProxy);
  const services = createServices(store, log, { basePath, ...options });
  store.onTrouble(({ message, isFinal }) => log[isFinal ? 'fatal' : 'error'](message));
  const connections = new Connections(server.server, { connections: max, connectionsOfAddress, isProxy });
  let closing = false;

  readJsonBodies(server, services);
  logRequests(server, log);
  admit(server, connections, () => closing);
  limitArrival(server);
  // Ahead of those who are told to send a body that they hold back.
  limitLongBodies(server);
  keepManners(server);
  boundAnswers(server, connections);
  const isApi: IsApi = (request) => request.url.slice(basePath.length).toLowerCase().startsWith('/api');
  server.decorateRequest('caller', null);
  server.decorateRequest('keyed', null);
  server.decorate('keyedCalls', services.keyedCalls);
  server.addHook(
    'onRequest',
    authenticator(services.callers, (request) =>
      request.is404 ? !isApi(request) : request.routeOptions.config.open === true,
    ),
  );
  server.addHook('onRequest', requestRecording(services.recorder));
  server.setErrorHandler((error, request, reply) => sendRefusal(request, reply, refusalFor(error, request)));
  await answerOtherPaths(server, { console, basePath, isApi });
  const paths = notePaths(server);
  if (requestsPerMinute !== undefined) await limitRates(server, requestsPerMinute);
  const monitor = await watchOver(server, services, connections, metrics);
  await server.register(async (scope) => routes(scope, services), { prefix: basePath });
  refuseOtherMethods(server, paths);

  return {
    server,
    services,
    connections,
    monitor,
    async close() {
      closing = true;
      services.health.drain();
      await closeAll(server, services, connections);
      monitor?.close();
      monitor?.closeAllConnections();
    },
  };
}
