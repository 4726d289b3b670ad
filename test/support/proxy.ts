/** Stands between a server and its PostgreSQL, and cuts their connections around a commit. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

const lock = Buffer.from('client_lock\0');
const commit = Buffer.from('COMMIT\0');

/**
 * Answers `url(database)`, `close()` and `strike(what, times)`: what is done to the next commits of those who hold
 * a client's lock; what a server writes beside that, such as recent requests, goes through. `'cut before'` cuts
 * before the commit reaches the database, `'cut after'` when the database has answered it, `'hold'` keeps it back.
 * `struck` counts what was done; `refuses`, while true, lets nobody through.
 */
export async function startProxy(port) {
  const open = new Set();
  const waiting = [];
  const proxy = {
    refuses: false,
    struck: 0,
    strike: (what, times = 1) => waiting.push(...new Array(times).fill(what)),
  };
  const server = createServer((from) => {
    const to = connect(port, '127.0.0.1');
    const cut = () => {
      from.destroy();
      to.destroy();
      open.delete(cut);
    };
    let struck;
    let isLocked = false;
    open.add(cut);
    for (const socket of [from, to]) {
      socket.setNoDelay(true);
      socket.on('error', cut);
      socket.on('close', cut);
    }
    if (proxy.refuses) cut();
    from.on('data', (data) => {
      isLocked ||= data.includes(lock);
      const ends = data.includes(commit);
      if (struck === undefined && waiting.length > 0 && isLocked && ends) {
        struck = waiting.shift();
        proxy.struck++;
        if (struck === 'cut before') cut();
      }
      if (ends) isLocked = false;
      if (struck === undefined || struck === 'cut after') to.write(data);
    });
    to.on('data', (data) => {
      if (struck !== 'cut after') from.write(data);
      else if (data.includes(commit)) cut();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(proxy, {
    url: (database) => `postgres://linkwright@127.0.0.1:${server.address().port}/${database}`,
    async close() {
      for (const cut of open) cut();
      server.close();
      await once(server, 'close');
    },
  });
}
