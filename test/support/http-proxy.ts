/** Stands between a client and its server, and loses, refuses or holds requests as it is told. */
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
  request as send,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** An answer in the server's place. */
export interface OwnReply {
  status: number;
  headers?: OutgoingHttpHeaders;
  body?: string;
}

/**
 * What is done to a request. `'cut before'` cuts the connection before the request reaches the server, `'cut after'`
 * when the server has answered it, `'cut inside'` in the middle of the answer, `'cut soon'` a moment after the answer
 * has begun; `'hold'` keeps the request back, `'pass'` is nothing done.
 */
export type Deed = 'pass' | 'cut before' | 'cut after' | 'cut inside' | 'cut soon' | 'hold' | OwnReply;

export type HttpProxy = Awaited<ReturnType<typeof startHttpProxy>>;

/** `own` may answer a request in the server's place. */
export async function startHttpProxy(
  target: string,
  own: (request: IncomingMessage) => Deed | undefined = () => undefined,
) {
  const waiting: Deed[] = [];
  const sockets = new Set<Socket>();
  const proxy = {
    /** `METHOD path`, as they came. */
    requests: [] as string[],
    /** While set, it is done to every request. */
    deed: undefined as Deed | undefined,
    /** Does each to one coming request, in order; other requests pass. */
    next: (...deeds: Deed[]) => waiting.push(...deeds),
    reset() {
      proxy.requests.length = 0;
      proxy.deed = undefined;
      waiting.length = 0;
    },
  };

  function pass(incoming: IncomingMessage, outgoing: ServerResponse, deed: Deed | undefined): void {
    const { method, url, headers } = incoming;
    const onward = send(`${target}${url}`, { method, headers }, (answer) => {
      const cut = () => outgoing.destroy();
      outgoing.on('close', () => answer.destroy());
      if (deed === 'cut after') {
        answer.resume();
        answer.on('end', cut);
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 200, answer.headers);
      if (deed === 'cut inside') {
        answer.once('data', (bytes: Buffer) => outgoing.write(bytes.subarray(0, bytes.length / 2), cut));
        return;
      }
      if (deed === 'cut soon') answer.once('data', () => setTimeout(cut, 50));
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  }

  const server = createServer((incoming, outgoing) => {
    proxy.requests.push(`${incoming.method} ${incoming.url}`);
    const deed = own(incoming) ?? proxy.deed ?? waiting.shift();
    if (deed === 'hold') return;
    if (deed === 'cut before') outgoing.destroy();
    else if (typeof deed === 'object') {
      incoming.resume();
      outgoing.writeHead(deed.status, deed.headers).end(deed.body);
    } else pass(incoming, outgoing, deed);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  /** Ends all connections. */
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return Object.assign(proxy, {
    address: `http://127.0.0.1:${port}`,
    cut,
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  });
}
