/** Serves the web console: its page at every address that a browser opens, and the files that the page needs. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../contract/errors.js';
import { nothingThere, refusalFor, sendRefusal } from './errors.js';
import { helmet, staticFiles } from './fastify.js';

export interface ConsoleOptions {
  /** Where the built console is. */
  folder: string;
  /** Whether a link may carry a token. Only a demo, whose data are nobody's, lets its links sign people in. */
  linksSignIn: boolean;
}

export interface Console {
  /** Whether the page is the answer to a request for which there is no route: a browser opens an address. */
  answers(request: FastifyRequest): boolean;
  send(request: FastifyRequest, reply: FastifyReply): void;
}

/** The base is where the page's own addresses begin, and with them every address of its files. */
function pageOf({ folder, linksSignIn }: ConsoleOptions, basePath: string): string {
  const demo = linksSignIn ? '\n    <meta name="linkwright-demo" content="true" />' : '';
  return readFileSync(join(folder, 'index.html'), 'utf8').replace(
    '<head>',
    () => `<head>\n    <base href="${basePath}/" />${demo}`,
  );
}

/** The nonce of each page that is being sent. */
const nonces = new WeakMap<object, string>();

/** Allows nothing from elsewhere: the server sends every script and style. Contents of files are shown as blobs. */
const protect = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", (_request, response) => `'nonce-${nonces.get(response)}'`],
      imgSrc: ["'self'", 'blob:', 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      workerSrc: ["'self'"],
      manifestSrc: ["'self'"],
      frameSrc: ['blob:'],
      frameAncestors: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
    },
  },
  // Only its operator can say whether a server is reached by TLS alone.
  strictTransportSecurity: false,
});

/** Sets the page's headers, and answers its nonce. */
function protectPage(request: FastifyRequest, response: ServerResponse): string {
  const nonce = randomBytes(16).toString('base64');
  nonces.set(response, nonce);
  protect(request.raw, response, () => undefined);
  return nonce;
}

/** What sends the files refuses paths that lead out of their folder, and parts that they do not have. */
function refusalOfFile(error: unknown, request: FastifyRequest): Refusal {
  const { statusCode = 500 } = error as { statusCode?: number };
  if (statusCode === 416) return new Refusal('range_not_satisfiable', 'The file has no such part.');
  return statusCode < 500 ? new Refusal('not_found', nothingThere) : refusalFor(error, request);
}

/** Serves the console's files below `basePath`, and says how its page is sent. */
export async function serveConsole(
  server: FastifyInstance,
  options: ConsoleOptions,
  basePath: string,
): Promise<Console> {
  const page = pageOf(options, basePath);
  await server.register(
    async (scope) => {
      // The paths of files are open to all methods; only GET finds something.
      scope.addHook('onRoute', (route) => {
        route.config = { ...route.config, open: true };
      });
      scope.setErrorHandler((error, request, reply) =>
        sendRefusal(request, reply, refusalOfFile(error, request)),
      );
      await scope.register(staticFiles, {
        root: join(options.folder, 'assets'),
        prefix: '/assets/',
        // A file's name changes with its content.
        immutable: true,
        maxAge: '365d',
        preCompressed: true,
        index: false,
        decorateReply: false,
      });
    },
    { prefix: basePath },
  );
  const paths = new RegExp(`^${basePath.replaceAll('.', '\\.')}(/|$|\\?)`, 'i');
  return {
    answers: ({ method, url, headers }) =>
      (method === 'GET' || method === 'HEAD') &&
      paths.test(url) &&
      /\btext\/html\b/.test(headers.accept ?? ''),
    send(request, reply) {
      const nonce = protectPage(request, reply.raw);
      reply.header('Content-Type', 'text/html; charset=utf-8').send(page.replace('{{nonce}}', nonce));
    },
  };
}
