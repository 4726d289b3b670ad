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
import type { Operation, OperationExample } from '#linkwright/contract/operation.js';
import { operations } from '#linkwright/contract/operations/index.js';
import { loadFixture } from '#linkwright/fixture/load.js';
import { createApp } from '#linkwright/http/app.js';
import { limits } from '#linkwright/limits/limits.js';
import type { Store } from '#linkwright/store/store.js';
import type { Bytes } from './answers.js';
import { createToken } from './create-token.js';
import { removeFolder } from './remove-folder.js';
import { required } from './required.js';
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

/** A request as examples have it. */
export type ExampleRequest = Omit<OperationExample, 'summary' | 'answer'>;

/** Whose token is sent. */
export type Asker = NonNullable<OperationExample['as']>;

/** The tokens of each client's users; a session is made when it is asked for. */
type Tokens = Record<string, Partial<Record<Asker, string>>>;

/** A store that `fillForExamples` has filled: its users' tokens, and the folder with its content. */
export interface Filled {
  tokens: Tokens;
  folder: string;
}

/** The data of a stream's first event. */
async function firstData(body: ReadableStream<Bytes>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true });
    const data = /^data: (.*)\n\n/m.exec(text)?.[1];
    if (data !== undefined) return data;
  }
  throw new Error(`the stream ended without an event: ${text}`);
}

/** Bytes of a file that the examples' server takes. */
const fileBytes = 100_000;

/** How a body goes over the wire: a text as it is, an object as the operation has it. */
function encodedBody(
  operation: Operation,
  body: unknown,
): { type: string; bytes: string | Bytes | undefined } {
  const [type = 'application/json'] = operation.body?.types ?? [];
  if (typeof body === 'string' || body === undefined) return { type, bytes: body };
  if (type !== 'multipart/form-data' || typeof body !== 'object' || body === null) {
    return { type, bytes: JSON.stringify(body) };
  }
  const form = encodeForm(body);
  return { type: form.type, bytes: form.body };
}

/** Whether an operation's examples begin on a database without a client. */
export const isForEmpty = (operation: Operation | undefined): boolean =>
  operation !== undefined && examples[operation.id]?.some(({ database }) => database === 'empty') === true;

/** A session as signing in gives it, without the work that a password takes: some operations are called many times. */
async function newSession(opened: Store, clientName: string): Promise<string> {
  const { account } = required(demoFixtures[0]);
  const client = required(await opened.clientByName(account, clientName));
  const { name: user, passwordHash } = required(await opened.userByName(client.id, 'ada'));
  const token = newToken(client.id);
  const createdAt = Date.now();
  const expiresAt = createdAt + limits.sessionMilliseconds;
  const session = {
    user,
    hash: hashToken(token),
    name: '',
    kind: 'session' as const,
    createdAt,
    expiresAt,
    passwordHash: required(passwordHash),
  };
  await opened.write({ client: client.id, program: createTokenProgram, input: session });
  return token;
}

/** Puts the demo into an empty store, its content into a folder, and users to ask as. Answers their tokens. */
export async function fillForExamples(opened: Store, folder: string): Promise<Tokens> {
  const tokens: Tokens = {};
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

export type ExamplesServer = Awaited<ReturnType<typeof startExamplesServer>>;

/**
 * Serves an empty store with the demo in it, unless the examples of `operation`, where one is named, want it empty;
 * or a store that is filled so already: `filled` has its tokens and folder. `send(operation, example, headers)` sends
 * an example's request, and answers the first event of a stream. It must be closed.
 */
export async function startExamplesServer(
  opened: Store,
  operation?: Operation | undefined,
  filled?: Filled | undefined,
) {
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
  const address = await app.server.listen({ host: '127.0.0.1', port: 0 });

  /** The address of an operation's path with these values in it. */
  function urlOf(operation: Operation, { path = {}, query = {} }: ExampleRequest): string {
    const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) =>
      encodeURIComponent(required(path[name])),
    );
    const search = new URLSearchParams(query);
    return `${address}${filled}${search.size === 0 ? '' : `?${search}`}`;
  }

  async function tokenOf(client: string, as: Asker): Promise<string | undefined> {
    return as === 'session' ? newSession(opened, client) : tokens[client]?.[as];
  }

  /** Sends what goes before an example. */
  async function prepare({ before = [], client }: ExampleRequest): Promise<void> {
    for (const { operation: id, refused = null, ...earlier } of before) {
      const operation = required(operations.find((each) => each.id === id));
      const { headers, text } = await send(operation, {
        ...earlier,
        ...(client === undefined ? {} : { client }),
      });
      const code = headers.get('Error-Code');
      if (code !== refused) throw new Error(`${id}, before an example, was answered ${code}: ${text}`);
    }
  }

  async function send(
    operation: Operation,
    example: ExampleRequest,
    more: Record<string, string> = {},
  ): Promise<{ status: number; headers: Headers; text: string }> {
    const { as = 'administrator', client = 'Claims', body, headers = {} } = example;
    await prepare(example);
    const token = await tokenOf(client, as);
    const { type, bytes } = encodedBody(operation, body);
    const sent = { ...(body === undefined ? {} : { 'Content-Type': type }), ...headers, ...more };
    const response = await fetch(urlOf(operation, example), {
      method: operation.method,
      headers: { ...(token === undefined ? {} : { Token: token }), ...sent },
      ...(bytes === undefined ? {} : { body: bytes }),
    });
    const isStream = response.headers.get('Content-Type')?.startsWith('text/event-stream') === true;
    const text = isStream && response.body !== null ? await firstData(response.body) : await response.text();
    return { status: response.status, headers: response.headers, text };
  }

  return {
    app,
    address,
    tokenOf,
    async close() {
      await app.close();
      removeFolder(folder);
    },
    prepare,
    send,
  };
}
