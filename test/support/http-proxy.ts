/** Stands between a client and its server, and loses, refuses or holds requests as it is told. */
import { once } from 'node:events';
import { createServer, request as send } from 'node:http';

/**
 * Answers `address`, `requests` (`METHOD path`, as they came), `next(...deeds)`, `reset()`, `cut()`, which ends all
 * connections, and `close()`. Each deed is done to one request to come, in their order; requests without one pass. `'cut before'` cuts the connection
 * before the request reaches the server, `'cut after'` when the server has answered it, `'cut inside'` in the
 * middle of the answer, `'cut soon'` a moment after the answer has begun; `'hold'` keeps the request back; `{ status, headers, body }` is
 * answered in the server's place. While `deed` is set it is done to every request. `own`, where given, says of a
 * request what it is answered with that is not the server's at all.
 */
export async function startHttpProxy(target, own = () => undefined) {
  const waiting = [];
  const sockets = new Set();
  const proxy = {
    requests: [],
    deed: undefined,
    next: (...deeds) => waiting.push(...deeds),
    reset() {
      proxy.requests.length = 0;
      proxy.deed = undefined;
      waiting.length = 0;
    },
  };

  function pass(incoming, outgoing, deed) {
    const { method, url, headers } = incoming;
    const onward = send(target + url, { method, headers }, (answer) => {
      const cut = () => outgoing.destroy();
      outgoing.on('close', () => answer.destroy());
      if (deed === 'cut after') {
        answer.resume();
        answer.on('end', cut);
        return;
      }
      outgoing.writeHead(answer.statusCode, answer.headers);
      if (deed === 'cut inside') {
        answer.once('data', (bytes) => outgoing.write(bytes.subarray(0, bytes.length / 2), cut));
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
  return Object.assign(proxy, {
    address: `http://127.0.0.1:${server.address().port}`,
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      proxy.cut();
      server.close();
      await once(server, 'close');
    },
  });
}
