/** A server in a process of its own, at a heap of 512 MB, with who is hostile to it and who is served beside. */
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { loadFixture } from '#linkwright/fixture/load.js';
import { openStore } from '#linkwright/store/open.js';
import { start, stop } from '../command.js';
import { createToken } from '../create-token.js';
import { everyFixture, password } from '../every-operation.js';
import { encodeForm } from '../upload.js';
import { Beside } from './beside.js';

const programs = new URL('../../../dist/programs.js', import.meta.url).href;

/** Megabytes of the heap (docs/reference/limits.md#others-go-on). */
const heapMegabytes = 512;

const hostileFixture = {
  ...everyFixture,
  roles: [
    ...everyFixture.roles,
    {
      name: 'everything',
      grants: { '*': ['View', 'Edit', 'AttachContacts', 'DetachContacts', 'AttachFiles', 'ModifyFiles'] },
    },
  ],
  users: [
    ...everyFixture.users,
    // Without any role.
    { user: 'stranger', password },
    { user: 'clerk', password, roles: ['everything'] },
  ],
};

const otherFixture = {
  account: 'Other',
  client: 'Beside',
  users: [{ user: 'zoe', password, administrator: true }],
  records: { Claim: [{ id: 1, ClaimNumber: 'CLM-1' }], Contact: [{ id: 1, ContactNumber: 'C-1' }] },
};

/** Megabytes that the server may take: its heap, those of the store's threads, and what is on its way. */
export const mostMegabytes = 1_024;

/** What the system says of a process in its `status`, in megabytes; 0 where it says nothing. */
function megabytes(pid, name) {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / 1_024);
  } catch {
    return 0;
  }
}

export class World {
  /** `url` is an empty database's; the content of files goes into `content`, a folder. */
  constructor(url, content, flags = []) {
    this.url = url;
    this.arguments = [
      'serve',
      '--database',
      url,
      '--content',
      `file:${content}`,
      '--log-level',
      'fatal',
      '--console',
      'on',
      // Each call comes from an address of its own, so that limits by address do not hide what is behind them.
      '--trust-proxy',
      'loopback',
      ...flags,
    ];
    this.restarts = 0;
  }

  /** `more(store, clients)` puts further things into the database before it is served. */
  async start(more) {
    const store = await openStore({ url: this.url, programs, serving: false });
    const { client } = await loadFixture(store, hostileFixture);
    const { client: other } = await loadFixture(store, otherFixture);
    // The first token is there to be revoked.
    await createToken(store, client, 'ben');
    this.tokens = {
      administrator: await createToken(store, client, 'ada'),
      clerk: await createToken(store, client, 'clerk'),
      stranger: await createToken(store, client, 'stranger'),
      nobody: undefined,
      other: await createToken(store, other, 'zoe'),
    };
    await more?.(store, { client, other });
    await store.close();
    await this.serve();
    // The file that the operations on files read.
    const form = encodeForm({ content: 'a note', FileName: 'note.txt' });
    const headers = { Token: this.tokens.clerk, 'Content-Type': form.type };
    const uploaded = await fetch(`${this.address}/api/Files/Upload/Claim/1`, {
      method: 'POST',
      headers,
      body: form.body,
    });
    if (uploaded.status !== 200) throw new Error(`the file was answered ${await uploaded.text()}`);
    return this;
  }

  async serve() {
    this.server = await start(this.arguments, { flags: [`--max-old-space-size=${heapMegabytes}`] });
    this.address = this.server.address;
    this.ended = once(this.server.child, 'exit');
    this.beside = await new Beside().start(this.address, this.tokens.other, this.server.child.pid);
  }

  /** Whether the server's process lives. */
  get lives() {
    const { exitCode, signalCode } = this.server.child;
    return exitCode === null && signalCode === null;
  }

  /** What the server takes now, and the most that it took since the last look, in megabytes. */
  memory() {
    const { pid } = this.server.child;
    const [now, most] = [megabytes(pid, 'VmRSS'), megabytes(pid, 'VmHWM')];
    try {
      // Begins the count of the most anew.
      writeFileSync(`/proc/${pid}/clear_refs`, '5');
    } catch {
      // The most since the start it is then.
    }
    return { now, most };
  }

  /** Ends what hangs or has died, and serves again. */
  async restart() {
    this.restarts += 1;
    await this.beside.stop();
    await stop(this.server, 'SIGKILL');
    await this.serve();
  }

  async stop() {
    await this.beside.stop();
    return stop(this.server);
  }
}
