/** How long a request may take to arrive: a minute, and an hour where it is an upload. Here the times are shorter. */

import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { limits } from '#linkwright/limits/limits.js';
import { contents } from '../support/contents.js';
import { temporaryFolder } from '../support/folder.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';
import { formAround, formHeaders } from '../support/upload.js';

Object.assign(limits, { requestMilliseconds: 300 });

const { contentStallMilliseconds } = limits;
const [sqlite] = stores;
const [folder] = contents;
const { content, keys } = await folder.open(temporaryFolder());
const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', administrator: true }],
  records: { Claim: [{ id: 1 }] },
};
const server = await startServer(sqlite, [fixture], { content });
const token = await server.token('ada');

/** Sends a request's head and the pieces of its body, with a pause before each. Answers all that came back. */
function send(
  path: string,
  headers: Record<string, string | number>,
  pieces: string[],
  pause: number,
): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(server.address);
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (data: string) => {
      text += data;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
    const lines = Object.entries({ Host: 'x', Token: token, Connection: 'close', ...headers });
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    socket.write(`POST ${path} HTTP/1.1\r\n${head}\r\n`);
    const next = ([piece, ...others]: string[]) => {
      if (piece === undefined || socket.destroyed) return;
      socket.write(piece);
      setTimeout(() => next(others), pause);
    };
    setTimeout(() => next(pieces), pause);
  });
}

test('a body that does not arrive in time is answered, and its connection closed', async () => {
  const json = { 'Content-Type': 'application/json', 'Content-Length': '100' };
  const answer = await send('/api/Link/Upsert', json, ['{', ' ', ' ', ' ', ' ', ' ', ' ', ' '], 100);
  expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  expect(answer).toContain('"Unable to execute. The request took too long to arrive."');
});

test('an upload has longer', async () => {
  const [head, tail] = formAround('a.txt');
  const pieces = [head, 'one ', 'two ', 'three ', 'four ', tail];
  const length = pieces.join('').length;
  const answer = await send(
    '/api/Files/Upload/Claim/1',
    { ...formHeaders, 'Content-Length': length },
    pieces,
    150,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(answer).toContain('"Size":19');
});

test('an upload of which nothing more comes loses its connection, and leaves nothing', async () => {
  Object.assign(limits, { contentStallMilliseconds: 400 });
  onTestFinished(() => {
    Object.assign(limits, { contentStallMilliseconds });
  });
  const before = keys();
  const headers = { ...formHeaders, 'Content-Length': '100000' };
  const answer = await send('/api/Files/Upload/Claim/1', headers, [formAround('a.txt')[0], 'half'], 10);
  expect(answer).toBe('');
  await expect.poll(keys).toEqual(before);
});

test.each([
  ['files', { uploadsUnderWay: 2, uploadsUnderWayOfClient: 3, uploadsUnderWayOfUser: 3 }],
  ['files of one client', { uploadsUnderWay: 3, uploadsUnderWayOfClient: 2, uploadsUnderWayOfUser: 3 }],
  ['files of one user', { uploadsUnderWay: 3, uploadsUnderWayOfClient: 3, uploadsUnderWayOfUser: 2 }],
])('a server takes in so many %s at once, and turns others away', async (what, max) => {
  Object.assign(limits, max);
  const [head, tail] = formAround('a.txt');
  const pieces = [head, 'one ', 'two ', tail];
  const headers = { ...formHeaders, 'Content-Length': pieces.join('').length };
  const path = '/api/Files/Upload/Claim/1';
  const answers = await Promise.all([1, 2, 3].map(() => send(path, headers, pieces, 100)));
  expect(answers.map((answer) => answer.split(' ')[1]).sort()).toEqual(['200', '200', '503']);
  expect(answers.join()).toContain(`A server takes in at most 2 ${what} at once.`);
  expect(await send(path, headers, pieces, 1)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

test('what is not HTTP never gets an answer into that of a request before it', async () => {
  const answer = await new Promise<string>((resolve) => {
    const { hostname, port } = new URL(server.address);
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (data) => {
      if (text === '') socket.write('NOT HTTP\r\n\r\n');
      text += data;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
    socket.write(`GET /api/RecentRequests/Stream HTTP/1.1\r\nHost: x\r\nToken: ${token}\r\n\r\n`);
  });
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200']);
});
