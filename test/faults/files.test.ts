/** Uploads under faults: a server killed, a disk full, a file larger than the server's memory. */
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { UploadAnswer } from '#linkwright/contract/file.js';
import type { Bytes } from '../support/answers.js';
import { run, start, stop } from '../support/command.js';
import { contents } from '../support/contents.js';
import { fillDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/folder.js';
import { randomFrom, seed } from '../support/random.js';
import { required } from '../support/required.js';
import { stores, type TestStore } from '../support/stores.js';
import { formAround, formHeaders } from '../support/upload.js';

const folder = temporaryFolder();
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** A database with one claim. Answers its URL and a token. */
async function makeDatabase(store: TestStore, name: string) {
  const url = await store.urlOf(folder, name);
  const token = await fillDatabase(url, {
    account: 'Acme',
    client: 'Main',
    users: [{ user: 'ada', administrator: true }],
    records: { Claim: [{ id: 1, ClaimNumber: 'CLM-1' }] },
  });
  return { url, token };
}

/** An answer to an upload: of one that is refused a text. */
interface Uploaded<Body> {
  status: number | undefined;
  body: Body;
}

/** Uploads pieces. Answers status and body, or `undefined` where the server died under it. */
function uploadPieces<Body = UploadAnswer>(
  address: string,
  token: string,
  pieces: Bytes[],
): Promise<Uploaded<Body> | undefined> {
  return new Promise((resolve) => {
    const headers = { Token: token, ...formHeaders };
    const call = request(`${address}/api/Files/Upload/Claim/1`, { method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (data: string) => {
        text += data;
      });
      response.on('end', () => resolve({ status: response.statusCode, body: JSON.parse(text) }));
      response.on('error', () => resolve(undefined));
    });
    call.on('error', () => resolve(undefined));
    (async () => {
      const [head, tail] = formAround('a.bin');
      for (const piece of [head, ...pieces, tail]) {
        if (!call.write(piece)) {
          await new Promise<void>((resume) => {
            const go = () => {
              call.off('drain', go).off('close', go);
              resume();
            };
            call.on('drain', go).on('close', go);
          });
        }
        if (call.destroyed) return;
      }
      call.end();
    })();
  });
}

const get = (address: string, token: string, path: string) =>
  fetch(`${address}/api/${path}`, { headers: { Token: token } });

/** A file as its columns say it. */
interface FileRow {
  ID: number;
  FileName: string;
  SHA256: string;
  Size: number;
}

async function filesOf(address: string, token: string): Promise<FileRow[]> {
  return (await get(address, token, 'File/Query?pageSize=1000&columns=FileName,SHA256,Size')).json();
}

/** Names of all files under a folder. */
const filesUnder = (path: string) =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name !== 'database.json' && statSync(join(path, name)).isFile(),
  );

describe.each(stores)('on $name', (store) => {
  test('a server that is killed leaves whole files or none', { timeout: 240_000 }, async () => {
    console.log(`The seed is ${seed}; LINKWRIGHT_TEST_SEED=${seed} makes the same choices again.`);
    const random = randomFrom(seed);
    const { url, token } = await makeDatabase(store, 'killed');
    const place = join(folder, `killed-${store.name}`);
    mkdirSync(place);
    const serve = () => start(['serve', '--database', url, '--content', `file:${place}`]);
    const acknowledged = new Map<number, string>();

    async function compare(address: string): Promise<void> {
      const files = await filesOf(address, token);
      const { Count } = await (await get(address, token, 'Link/Count?parentDomain=Claim')).json();
      expect(Count, 'each file has its link').toBe(files.length);
      for (const { ID, SHA256, Size } of files) {
        const response = await get(address, token, `File/${ID}/Content`);
        expect(response.status).toBe(200);
        const bytes = Buffer.from(await response.arrayBuffer());
        expect([digest(bytes), bytes.length]).toEqual([SHA256, Size]);
      }
      const found = new Map(files.map(({ ID, SHA256 }) => [ID, SHA256]));
      for (const [id, sha256] of acknowledged) expect(found.get(id), `file ${id} is lost`).toBe(sha256);
    }

    for (let round = 0; round < 5; round++) {
      const server = await serve();
      await compare(server.address);
      let isGone = false;
      const work = async () => {
        while (!isGone) {
          // Some are equal to others, so that content is there already.
          const bytes = random() < 0.3 ? Buffer.alloc(50_000, 'equal') : randomBytes(1 + random() * 300_000);
          const answer = await uploadPieces(server.address, token, [bytes]);
          if (answer === undefined) return;
          expect(answer.status).toBe(200);
          expect(answer.body.SHA256).toBe(digest(bytes));
          acknowledged.set(answer.body.ChildID, answer.body.SHA256);
        }
      };
      const wanted = acknowledged.size + 2;
      const under = Array.from({ length: 4 }, work);
      await pause(100 + random() * 400);
      while (acknowledged.size < wanted) await pause(1);
      await stop(server, 'SIGKILL');
      isGone = true;
      await Promise.all(under);
    }
    const server = await serve();
    await compare(server.address);
    expect(await stop(server)).toBe(0);
    const doctor = await run(['doctor', '--database', url, '--content', `file:${place}`]);
    expect(doctor).toMatchObject({ code: 0, stderr: '' });
  });
});

const [sqlite] = stores;

test('a server beside whose database content is kept clears up at its next start', async () => {
  const { url, token } = await makeDatabase(sqlite, 'swept');
  const beside = join(folder, 'swept.db.files');
  const server = await start(['serve', '--database', url]);
  const call = request(`${server.address}/api/Files/Upload/Claim/1`, {
    method: 'POST',
    headers: { Token: token, ...formHeaders },
  });
  call.on('error', () => {});
  call.write(formAround('a.bin')[0]);
  call.write(randomBytes(200_000));
  await expect.poll(() => filesUnder(beside).length).toBe(1);
  await stop(server, 'SIGKILL');
  call.destroy();
  expect(filesUnder(beside)).toHaveLength(1);
  const again = await start(['serve', '--database', url]);
  expect(filesUnder(beside)).toEqual([]);
  expect(await filesOf(again.address, token)).toEqual([]);
  expect(await stop(again)).toBe(0);
});

test.each([
  { place: contents[0], megabytes: 300, max: 80 },
  { place: contents[1], megabytes: 60, max: 120 },
])(
  '$megabytes MB go through a server with little memory, into a $place.name',
  { timeout: 400_000 },
  async (row) => {
    const { place, megabytes, max } = row;
    const { url, token } = await makeDatabase(sqlite, `memory-${place.name}`);
    const { url: content, env } = await place.open(temporaryFolder());
    const server = await start(['serve', '--database', url, '--content', content], {
      env: { ...env, NODE_OPTIONS: '--max-old-space-size=48' },
    });
    const peakOf = () =>
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))?.[1]);
    const piece = randomBytes(1_000_000);
    const hash = createHash('sha256');
    const pieces = Array.from({ length: megabytes }, () => piece);
    for (const each of pieces) hash.update(each);
    const whole = hash.digest('hex');
    try {
      // What a first upload loads is there before it is measured.
      expect((await uploadPieces(server.address, token, [Buffer.from('x')]))?.status).toBe(200);
      const before = peakOf();
      const { status, body } = required(await uploadPieces(server.address, token, pieces));
      expect([status, body.Size, body.SHA256]).toEqual([200, megabytes * 1_000_000, whole]);
      const response = await get(server.address, token, `File/${body.ChildID}/Content`);
      const got = createHash('sha256');
      for await (const bytes of required(response.body)) got.update(bytes);
      expect(got.digest('hex')).toBe(whole);
      const grown = (peakOf() - before) / 1_000;
      console.log(
        `${megabytes} MB into a ${place.name}: resident memory grew by ${grown.toFixed(0)} MB at most.`,
      );
      expect(grown).toBeLessThan(max);
    } finally {
      await stop(server);
    }
  },
);

/** A small disk of its own; `undefined` where none can be mounted. */
function mountDisk(path: string, size: string): (() => void) | undefined {
  mkdirSync(path);
  try {
    if (userInfo().uid !== 0) return undefined;
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path], { stdio: 'ignore' });
    return () => execFileSync('umount', ['-l', path]);
  } catch {
    return undefined;
  }
}

test('a full disk: unavailable, and nothing left', async (context) => {
  const disk = join(folder, 'disk');
  const unmount = mountDisk(disk, '4m');
  if (unmount === undefined) return context.skip('no disk can be mounted here, which needs root');
  const { url, token } = await makeDatabase(sqlite, 'full');
  const server = await start([
    'serve',
    '--database',
    url,
    '--content',
    `file:${disk}`,
    '--log-level',
    'silent',
  ]);
  try {
    const piece = randomBytes(1_000_000);
    const large = required(await uploadPieces<string>(server.address, token, Array(8).fill(piece)));
    expect(large.status).toBe(503);
    expect(large.body).not.toContain(disk);
    expect(filesUnder(disk)).toEqual([]);
    const small = await uploadPieces(server.address, token, [randomBytes(1_000_000)]);
    expect(small?.status).toBe(200);
    expect(await filesOf(server.address, token)).toHaveLength(1);
  } finally {
    await stop(server);
    unmount();
  }
});
