/** What many connections, or a few that go slowly, do at once: each a function that ends when the crowd has gone. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { password } from '../every-operation.js';
import { required } from '../required.js';
import { formAround, formHeaders } from '../upload.js';
import { newAddress } from './attack.js';
import type { World } from './world.js';

/** An address of this machine that the callers beside do not have. */
const localAddress = '127.0.0.66';

function open(world: World): Socket {
  const { hostname, port } = new URL(world.address);
  const socket = connect({ host: hostname, port: Number(port), localAddress });
  // A crowd has to expect that it is cut off.
  socket.on('error', () => undefined);
  return socket;
}

type Headers = Record<string, string | number>;

const head = (method: string, path: string, headers: Headers) =>
  `${[`${method} ${path} HTTP/1.1`, 'Host: a', ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n`;

const asStranger = (world: World) => ({ Token: world.tokens.stranger, 'X-Forwarded-For': newAddress() });

/** Opens connections, each of which writes a text and then reads nothing, and leaves them so for a while. */
async function unread(world: World, count: number, text: string, milliseconds: number): Promise<void> {
  const sockets = Array.from({ length: count }, () => open(world).pause());
  for (const socket of sockets) socket.write(text);
  await Promise.race([pause(milliseconds), world.ended]);
  for (const socket of sockets) socket.destroy();
}

/** Sends calls at once, `width` at a time. What they are answered is not looked at. */
async function many(count: number, width: number, call: (at: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const caller = async () => {
    while (next < count) await call(next++);
  };
  await Promise.all(Array.from({ length: width }, caller));
}

/** The status of an answer, or that it was cut off. */
type Ended = number | 'cut';

async function get(world: World, path: string, headers: Record<string, string>): Promise<Ended> {
  try {
    const response = await fetch(`${world.address}${path}`, { headers });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 'cut';
  }
}

async function post(
  world: World,
  path: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<Ended> {
  try {
    const response = await fetch(`${world.address}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 'cut';
  }
}

/** Bytes of a record that is nearly as large as one may be. */
const largeText = 60_000;
const largeFields = 11;

/** Gives the hostile client a domain of large records: so many, of nearly a megabyte each. */
export async function makeLargeRecords(world: World, count: number): Promise<void> {
  const Fields = Array.from({ length: largeFields }, (_, at) => ({ Name: `Text${at}`, Type: 'Text' }));
  const headers = { Token: world.tokens.administrator };
  const made = await fetch(`${world.address}/api/Metadata/Domains/Custom.Large`, {
    method: 'PUT',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ Fields }),
  });
  if (made.status !== 200) throw new Error(await made.text());
  for (let at = 0; at < count; at++) {
    const record = Object.fromEntries(
      Fields.map(({ Name }, field) => [Name, `word${at} of ${field} ${'é, '.repeat(largeText / 3)}`]),
    );
    const status = await post(world, '/api/Custom.Large', { Token: world.tokens.clerk }, record);
    if (status !== 200) throw new Error(`a large record was answered ${status}`);
  }
}

/**
 * The crowds by name. Each is given the world, a factor for how large it is, and the milliseconds that it stays where
 * it waits for nothing.
 */
export const crowds: Record<string, (world: World, size: number, stay: number) => Promise<void>> = {
  'answers that nobody takes': (world, size, stay) =>
    unread(world, 200 * size, head('GET', '/openapi.json', {}), stay),
  'answers that nobody takes, asked for again on each connection': (world, size, stay) =>
    unread(world, 20 * size, head('GET', '/openapi.json', {}).repeat(5_000), stay),
  'requests sent without waiting for an answer': (world, size, stay) =>
    unread(world, 5 * size, head('GET', '/api/Me', asStranger(world)).repeat(20_000), stay),
  'upserts of long keys, sent without waiting for an answer': (world, size, stay) => {
    const key = 'k'.repeat(60_000);
    const body = `{"ParentDomain":"Claim","ParentRecordKey":"${key}","ParentRecordMatchField":"ClaimNumber","ChildDomain":"Contact","ChildRecordID":1}`;
    const request = `${head('POST', '/api/Link/Upsert', {
      Token: world.tokens.clerk,
      'Content-Type': 'application/json',
      'Content-Length': body.length,
    })}${body}`;
    return unread(world, 200 * size, request.repeat(30), stay);
  },
  'queries of long keys, sent without waiting for an answer': (world, size, stay) =>
    unread(
      world,
      500 * size,
      head('GET', `/api/Claim/Query?search=${'k'.repeat(30_000)}`, { Token: world.tokens.clerk }).repeat(30),
      stay,
    ),
  'large pages that nobody takes': (world, size, stay) =>
    unread(
      world,
      20 * size,
      head('GET', '/api/Custom.Large/Query?pageSize=1000', { Token: world.tokens.clerk }),
      stay,
    ),
  'connections that say nothing': (world, size, stay) => unread(world, 2_000 * size, '', stay),
  'heads that do not end': (world, size, stay) =>
    unread(world, 500 * size, `GET /api/Me HTTP/1.1\r\nHost: a\r\nX-A: ${'a'.repeat(30_000)}`, stay),
  'bodies that do not end': (world, size, stay) =>
    unread(
      world,
      200 * size,
      `${head('POST', '/api/Link/BulkUpsert', {
        ...asStranger(world),
        'Content-Type': 'application/json',
        'Content-Length': 9_000_000,
      })}[${'1,'.repeat(2_000_000)}`,
      stay,
    ),
  'bodies of those who are nobody': (world, size, stay) =>
    unread(
      world,
      20 * size,
      `${head('POST', '/api/Files/Upload/Claim/1', { ...formHeaders, 'Content-Length': 500_000_000 })}${'x'.repeat(4_000_000)}`,
      stay,
    ),
  'uploads that stall': (world, size, stay) =>
    unread(
      world,
      100 * size,
      head('POST', '/api/Files/Upload/Claim/1', {
        Token: world.tokens.clerk,
        ...formHeaders,
        'Content-Length': 900_000_000,
      }) +
        formAround('stalled.bin')[0] +
        'x'.repeat(100_000),
      stay,
    ),
  'streams that nobody reads': (world, size, stay) =>
    unread(world, 300 * size, head('GET', '/api/RecentRequests/Stream', asStranger(world)), stay),
  'streams of changes that nobody reads': (world, size, stay) =>
    unread(
      world,
      300 * size,
      head('GET', '/api/Link/Changes/Stream?parentDomain=Claim&childDomain=Contact', {
        Token: world.tokens.clerk,
      }),
      stay,
    ),
  'connections that come and go': async (world, size) => {
    for (let at = 0; at < 2_000 * size; at++) {
      const socket = open(world);
      await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
      socket.resetAndDestroy();
    }
  },
  'calls that are hung up on': async (world, size) => {
    for (let at = 0; at < 500 * size; at++) {
      const socket = open(world);
      socket.write(head('GET', '/api/Custom.Large/Query?pageSize=1000', { Token: world.tokens.clerk }));
      await pause(2);
      socket.resetAndDestroy();
    }
  },
  'sign-ins': (world, size) => {
    const addresses = Array.from({ length: 50 }, newAddress);
    return many(150 * size, 150, (at) =>
      post(
        world,
        '/Authentication/Authenticate',
        { 'X-Forwarded-For': required(addresses[at % addresses.length]) },
        { Account: 'Acme', ClientName: 'Main', User: `user${at}`, Password: password },
      ),
    );
  },
  'searches of large records': (world, size) =>
    many(16 * size, 16, (at) =>
      get(world, `/api/Custom.Large/Query?search=nothing${at}&pageSize=8`, { Token: world.tokens.clerk }),
    ),
  'pages of large records': (world, size) =>
    many(16 * size, 10, () =>
      get(world, '/api/Custom.Large/Query?pageSize=1000', { Token: world.tokens.clerk }),
    ),
  'sorts of large records': (world, size) =>
    many(16 * size, 10, (at) =>
      get(world, `/api/Custom.Large/Query?sort=Text${at % largeFields}&pageSize=1000`, {
        Token: world.tokens.clerk,
      }),
    ),
  'histories and changes': (world, size) =>
    many(200 * size, 50, (at) =>
      get(
        world,
        at % 2 === 0
          ? '/api/Link/History?parentDomain=Claim&childDomain=Contact&pageSize=1000'
          : '/api/Link/Changes?parentDomain=Claim&childDomain=Contact&pageSize=1000',
        { Token: world.tokens.clerk },
      ),
    ),
  'summaries and sizes': (world, size) =>
    many(200 * size, 50, (at) =>
      get(world, at % 2 === 0 ? '/api/Client/Sizes' : '/api/RecentRequests/Summary?minutes=10080', {
        Token: world.tokens.administrator,
      }),
    ),
  'calls of somebody without a role': (world, size) =>
    many(4_000 * size, 64, () => get(world, '/api/Claim/1', asStranger(world))),
  'bulk calls': (world, size) =>
    many(20 * size, 10, (at) =>
      post(
        world,
        '/api/Claim/BulkUpsert?matchFields=ClaimNumber',
        { Token: world.tokens.clerk },
        Array.from({ length: 1_000 }, (_, entry) => ({
          ClaimNumber: `BULK-${at % 4}-${entry}`,
          Description: 'a few words of a text'.repeat(20),
        })),
      ),
    ),
  'misspelt names in bulk': (world, size) =>
    many(4 * size, 4, () =>
      post(
        world,
        '/api/Custom.Large/BulkUpsert?matchFields=Text0',
        { Token: world.tokens.clerk },
        Array.from({ length: 1_000 }, (_, entry) =>
          Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`Txet${at}of${entry}`, 'x'])),
        ),
      ),
    ),
  'saves of domains with many codes': (world, size) =>
    many(8 * size, 8, async (at) => {
      const Codes = Array.from({ length: 10_000 }, (_, code) => `code ${code} ${'x'.repeat(80)}`);
      const response = await fetch(`${world.address}/api/Metadata/Domains/Custom.Codes${at}`, {
        method: 'PUT',
        headers: { Token: world.tokens.administrator, 'Content-Type': 'application/json' },
        body: JSON.stringify({ Fields: [{ Name: 'Coded', Type: 'Coded', Codes }] }),
      });
      await response.arrayBuffer();
    }),
};
