/** Stands between a server and its PostgreSQL, and cuts their connections around a commit. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

const lock = Buffer.from('client_lock\0');
const commit = Buffer.from('COMMIT\0');

/**
 * What is done to a commit: `'cut before'` cuts before it reaches the database, `'cut after'` when the database has
 * answered it, `'hold'` keeps it back.
 */
export type Strike = 'cut before' | 'cut after' | 'hold';

export type CommitProxy = Awaited<ReturnType<typeof startProxy>>;

export async function startProxy(port: number) {
  const open = new Set<() => void>();
  const waiting: Strike[] = [];
  const proxy = {
    /** While true, no connection is let through. */
    refuses: false,
    /** Counts what was done. */
    struck: 0,
    /**
     * Does this to the next commits of those who hold a client's lock. What a server writes besides, such as
     * recent requests, goes through.
     */
    cutAll() {
      for (const cut of open) cut();
    },
    strike: (what: Strike, times = 1) => waiting.push(...new Array<Strike>(times).fill(what)),
  };
  const server = createServer((from) => {
    const to = connect(port, '127.0.0.1');
    const cut = () => {
      from.destroy();
      to.destroy();
      open.delete(cut);
    };
    let struck: Strike | undefined;
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
  const { port: ownPort } = server.address() as AddressInfo;
  return Object.assign(proxy, {
    url: (database: string) => `postgres://linkwright@127.0.0.1:${ownPort}/${database}`,
    async close() {
      for (const cut of open) cut();
      server.close();
      await once(server, 'close');
    },
  });
}
