/** A server in a process of its own, at a heap of 512 MB, with who is hostile to it and who is served beside. */
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { loadFixture } from '#linkwright/fixture/load.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { openStore } from '#linkwright/store/open.js';
import { type Started, start, stop } from '../command.js';
import { createToken } from '../create-token.js';
import { everyFixture, password } from '../every-operation.js';
import { required } from '../required.js';
import { encodeForm } from '../upload.js';
import { type Beside, startBeside } from './beside.js';

const programs = new URL('../../../dist/programs.js', import.meta.url).href;

/** Megabytes of the heap (docs/reference/limits.md#others-go-on). */
const heapMegabytes = 512;

const hostileFixture: Fixture = {
  ...everyFixture,
  roles: [
    ...required(everyFixture.roles),
    {
      name: 'everything',
      grants: { '*': ['View', 'Edit', 'AttachContacts', 'DetachContacts', 'AttachFiles', 'ModifyFiles'] },
    },
  ],
  users: [
    ...required(everyFixture.users),
    // Without any role.
    { user: 'stranger', password },
    { user: 'clerk', password, roles: ['everything'] },
  ],
};

const otherFixture: Fixture = {
  account: 'Other',
  client: 'Beside',
  users: [{ user: 'zoe', password, administrator: true }],
  records: { Claim: [{ id: 1, ClaimNumber: 'CLM-1' }], Contact: [{ id: 1, ContactNumber: 'C-1' }] },
};

/** Megabytes that the server may take: its heap, those of the store's threads, and what is on its way. */
export const maxMegabytes = 1_024;

/** What the system says of a process in its `status`, in megabytes; 0 where it says nothing. */
function megabytes(pid: number | undefined, name: string): number {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / 1_024);
  } catch {
    return 0;
  }
}

/** Who sends hostile calls: one without a role, one who may do everything, one who may do all but administer, nobody. */
export type Sender = 'stranger' | 'administrator' | 'clerk' | 'nobody';

type Tokens = Record<Exclude<Sender, 'nobody'> | 'other', string> & { nobody?: undefined };

/** A server that runs, with who is beside. */
interface Served {
  server: Started;
  beside: Beside;
  /** Resolves when the server's process has ended. */
  ended: Promise<unknown>;
}

async function serve(words: string[], tokens: Tokens): Promise<Served> {
  const server = await start(words, { flags: [`--max-old-space-size=${heapMegabytes}`] });
  const ended = once(server.child, 'exit');
  return { server, ended, beside: await startBeside(server.address, tokens.other, server.child.pid) };
}

export class World {
  restarts = 0;

  constructor(
    private readonly words: string[],
    readonly tokens: Tokens,
    private served: Served,
  ) {}

  get server(): Started {
    return this.served.server;
  }

  get address(): string {
    return this.server.address;
  }

  get beside(): Beside {
    return this.served.beside;
  }

  get ended(): Promise<unknown> {
    return this.served.ended;
  }

  /** Whether the server's process lives. */
  get lives(): boolean {
    const { exitCode, signalCode } = this.server.child;
    return exitCode === null && signalCode === null;
  }

  /** What the server takes now, and the most that it took since the last look, in megabytes. */
  memory(): { now: number; peak: number } {
    const { pid } = this.server.child;
    const [now, peak] = [megabytes(pid, 'VmRSS'), megabytes(pid, 'VmHWM')];
    try {
      // Resets the peak.
      writeFileSync(`/proc/${pid}/clear_refs`, '5');
    } catch {
      // Without that, the peak is the one since the start.
    }
    return { now, peak };
  }

  /** Ends what hangs or has died, and serves again. */
  async restart(): Promise<void> {
    this.restarts += 1;
    await this.beside.stop();
    await stop(this.server, 'SIGKILL');
    this.served = await serve(this.words, this.tokens);
  }

  async stop(): Promise<number | null> {
    await this.beside.stop();
    return stop(this.server);
  }
}

/** Starts a server on an empty database, at `url`; the content of files goes into `content`, a folder. */
export async function startWorld(url: string, content: string): Promise<World> {
  const store = await openStore({ url, programs, serving: false });
  const { client } = await loadFixture(store, hostileFixture);
  const { client: other } = await loadFixture(store, otherFixture);
  // The first token exists to be revoked.
  await createToken(store, client, 'ben');
  const tokens: Tokens = {
    administrator: await createToken(store, client, 'ada'),
    clerk: await createToken(store, client, 'clerk'),
    stranger: await createToken(store, client, 'stranger'),
    other: await createToken(store, other, 'zoe'),
  };
  await store.close();
  const words = [
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
  ];
  const world = new World(words, tokens, await serve(words, tokens));
  // The file that the operations on files read.
  const form = encodeForm({ content: 'a note', FileName: 'note.txt' });
  const headers = { Token: tokens.clerk, 'Content-Type': form.type };
  const uploaded = await fetch(`${world.address}/api/Files/Upload/Claim/1`, {
    method: 'POST',
    headers,
    body: form.body,
  });
  if (uploaded.status !== 200) throw new Error(`the file was answered ${await uploaded.text()}`);
  return world;
}
