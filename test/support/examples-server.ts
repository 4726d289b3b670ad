/** A server as the examples of the OpenAPI document find it: the demo's clients, with users to ask as. */

import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { hashToken, newToken } from '#linkwright/access/secrets.js';
import { createTokenProgram } from '#linkwright/access/tokens.js';
import { keepDemoContent } from '#linkwright/cli/demo-content.js';
import { demoFixtures, demoNote } from '#linkwright/cli/demo-fixtures.js';
import { openFolder } from '#linkwright/content/folder.js';
import { examples } from '#linkwright/contract/examples/index.js';
import { exampleSecret } from '#linkwright/contract/examples/sign-in.js';
import { operations } from '#linkwright/contract/operations/index.js';
import { loadFixture } from '#linkwright/fixture/load.js';
import { createApp } from '#linkwright/http/app.js';
import { limits } from '#linkwright/limits/limits.js';
import { createToken } from './create-token.js';
import { removeFolder } from './remove-folder.js';
import { encodeForm } from './upload.js';

/** The user whose password the examples of signing in show. */
const people = {
  roles: [{ name: 'viewers', grants: { '*': ['View'] } }],
  users: [
    { user: 'viewer', roles: ['viewers'] },
    { user: 'stranger' },
    { user: 'ada', password: 'correct horse battery staple', administrator: true },
  ],
};

/** The data of a stream's first event. */
async function firstData(response) {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body) {
    text += decoder.decode(bytes, { stream: true });
    const data = /^data: (.*)\n\n/m.exec(text)?.[1];
    if (data !== undefined) return data;
  }
  throw new Error(`the stream ended without an event: ${text}`);
}

/** Bytes of a file that the examples' server takes. */
const fileBytes = 100_000;

/** How a body goes over the wire: a text as it is, an object as the operation has it. */
function encodedBody(operation, body) {
  const [type] = operation.body?.types ?? ['application/json'];
  if (typeof body === 'string' || body === undefined) return { type, bytes: body };
  if (type !== 'multipart/form-data') return { type, bytes: JSON.stringify(body) };
  const form = encodeForm(body);
  return { type: form.type, bytes: form.body };
}

/** Whether an operation's examples begin on a database without a client. */
export const isForEmpty = (operation) =>
  examples[operation?.id]?.some(({ database }) => database === 'empty') === true;

/** A session as signing in gives it, without the work that a password takes: some operations are called many times. */
async function newSession(opened, clientName) {
  const client = await opened.clientByName(demoFixtures[0].account, clientName);
  const { name: user, passwordHash } = await opened.userByName(client.id, 'ada');
  const token = newToken(client.id);
  const createdAt = Date.now();
  const expiresAt = createdAt + limits.sessionMilliseconds;
  const session = {
    user,
    hash: hashToken(token),
    name: '',
    kind: 'session',
    createdAt,
    expiresAt,
    passwordHash,
  };
  await opened.write({ client: client.id, program: createTokenProgram, input: session });
  return token;
}

/** Puts the demo into an empty store, its content into a folder, and users to ask as. Answers their tokens. */
export async function fillForExamples(opened, folder) {
  const tokens = {};
  const content = await openFolder(folder, 'nothing');
  for (const fixture of demoFixtures) {
    const { client } = await loadFixture(opened, fixture);
    if (fixture === demoFixtures[0]) await keepDemoContent(opened, content, client, [Buffer.from(demoNote)]);
    await loadFixture(opened, { account: fixture.account, client: fixture.client, ...people });
    tokens[fixture.client] = {
      administrator: await createToken(opened, client, 'ada'),
      viewer: await createToken(opened, client, 'viewer'),
      stranger: await createToken(opened, client, 'stranger'),
    };
  }
  return tokens;
}

/**
 * Serves an empty store with the demo in it, unless the examples of `operation`, where one is named, want it empty;
 * or a store that is filled so already: `filled` has its tokens and folder. `send(operation, example, headers)` sends
 * an example's request, and answers the first event of a stream. It must be closed.
 */
export async function startExamplesServer(opened, operation, filled) {
  const folder = mkdtempSync(join(tmpdir(), 'linkwright-test-'));
  if (filled !== undefined) cpSync(filled.folder, folder, { recursive: true });
  const tokens = filled?.tokens ?? (isForEmpty(operation) ? {} : await fillForExamples(opened, folder));
  const content = await openFolder(folder, 'nothing');
  const app = await createApp({
    store: opened,
    log: pino({ level: 'silent' }),
    content,
    fileBytes,
    firstSecret: exampleSecret,
  });
  await app.server.listen({ host: '127.0.0.1', port: 0 });
  const address = `http://127.0.0.1:${app.server.server.address().port}`;

  /** The address of an operation's path with these values in it. */
  function urlOf(operation, { path = {}, query = {} }) {
    const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name]));
    const search = new URLSearchParams(query);
    return `${address}${filled}${search.size === 0 ? '' : `?${search}`}`;
  }

  async function tokenOf(client, as) {
    return as === 'session' ? newSession(opened, client) : tokens[client]?.[as];
  }

  return {
    app,
    address,
    tokenOf,
    async close() {
      await app.close();
      removeFolder(folder);
    },
    /** Sends what goes before an example. */
    async prepare({ before = [], client }) {
      for (const { operation: id, refused = null, ...earlier } of before) {
        const { headers, text } = await this.send(
          operations.find((each) => each.id === id),
          { ...earlier, client },
        );
        const code = headers.get('Error-Code');
        if (code !== refused) throw new Error(`${id}, before an example, was answered ${code}: ${text}`);
      }
    },
    async send(operation, example, more = {}) {
      const { as = 'administrator', client = 'Claims', body, headers = {} } = example;
      await this.prepare(example);
      const token = await tokenOf(client, as);
      const { type, bytes } = encodedBody(operation, body);
      const sent = { ...(body === undefined ? {} : { 'Content-Type': type }), ...headers, ...more };
      const response = await fetch(urlOf(operation, example), {
        method: operation.method,
        headers: { ...(token === undefined ? {} : { Token: token }), ...sent },
        ...(body === undefined ? {} : { body: bytes }),
      });
      const isStream = response.headers.get('Content-Type')?.startsWith('text/event-stream');
      const text = isStream ? await firstData(response) : await response.text();
      return { status: response.status, headers: response.headers, text };
    },
  };
}
