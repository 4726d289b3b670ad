/** A server in the test's own process, on an empty database with a fixture in it. */
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, expect } from 'vitest';
import type { ErrorCode } from '#linkwright/contract/errors.js';
import { loadFixture } from '#linkwright/fixture/load.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { type App, type AppOptions, createApp } from '#linkwright/http/app.js';
import { type Answer, type AnswerBody, type Bytes, parsed } from './answers.js';
import { createToken } from './create-token.js';
import { distributedTables } from './distribution.js';
import { temporaryFolder } from './folder.js';
import { faultsOfAnswer } from './openapi.js';
import type { TestStore } from './stores.js';

let count = 0;

/** Reads a stream up to its first event, or not at all, and leaves it. */
async function beginning(body: ReadableStream<Bytes>, wanted: boolean): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  if (wanted) {
    for await (const bytes of body) {
      text += decoder.decode(bytes, { stream: true });
      if (/^data: .*\n\n/m.test(text)) break;
    }
  } else await body.cancel();
  return text;
}

/** Where a server that listens on a port of this machine is reached. */
export function addressOf({ server }: App): string {
  const { port } = server.server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

const isBytes = (value: unknown): value is Bytes => value instanceof Uint8Array;

/** A body as it is sent: text and bytes as they are, all else as JSON. */
function encoded(body: unknown): string | Bytes | undefined {
  return body === undefined || typeof body === 'string' || isBytes(body) ? body : JSON.stringify(body);
}

export interface CallOptions {
  token?: string | undefined;
  /** Sent as JSON unless it is a string or bytes. */
  body?: unknown;
  headers?: Record<string, string> | undefined;
  /** Whether the answer is not checked against the OpenAPI document. */
  elsewhere?: boolean;
  /** Whether a stream is read up to its first event; else it is not read. */
  events?: boolean;
}

export type TestServer = Awaited<ReturnType<typeof startServer>>;

/**
 * Starts a server on `store` with `fixtures` loaded, spelled as in the API. It is closed after the test file.
 */
export async function startServer(
  store: TestStore,
  fixtures: Fixture[],
  options: Omit<Partial<AppOptions>, 'store'> = {},
) {
  const folder = temporaryFolder();
  const name = `server-${count++}`;
  const opened = await store.open(folder, name);
  const clients = new Map<string, number>();
  for (const fixture of fixtures) {
    const { client } = await loadFixture(opened, fixture);
    clients.set(fixture.client, client);
  }
  const app = await createApp({ store: opened, log: pino({ level: 'silent' }), ...options });
  await app.server.listen({ host: '127.0.0.1', port: 0 });
  const address = addressOf(app);
  afterAll(() => app.close());
  return {
    app,
    store: opened,
    address,
    /** What a select finds in the database itself, past the program. */
    rows: <Row extends object = Record<string, unknown>>(select: string) =>
      store.rows<Row>(folder, name, select),
    /** The names of the tables that hold clients' data. */
    tables: () => ['client', ...distributedTables],
    /** A long-lived token of a user of a client (of the first fixture's, unless named). */
    token(user: string, client = fixtures[0]?.client ?? ''): Promise<string> {
      const id = clients.get(client);
      if (id === undefined) throw new Error(`No fixture makes the client '${client}'.`);
      return createToken(opened, id, user);
    },
    /** Sends a request. Every answer is checked against the OpenAPI document, unless `elsewhere` says otherwise. */
    async call<Body = AnswerBody>(
      method: string,
      path: string,
      { token, body, headers = {}, elsewhere = false, events = false }: CallOptions = {},
    ): Promise<Answer<Body>> {
      const sent = encoded(body);
      const response = await fetch(address + path, {
        method,
        headers: {
          ...(token === undefined ? {} : { Token: token }),
          ...(sent === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(sent === undefined ? {} : { body: sent }),
      });
      const isStream = response.headers.get('Content-Type')?.startsWith('text/event-stream') === true;
      const text =
        isStream && response.body !== null ? await beginning(response.body, events) : await response.text();
      const answer = { status: response.status, headers: response.headers, text, body: parsed(text) };
      if (!elsewhere && !isStream) expect(faultsOfAnswer(method, path, answer)).toEqual([]);
      return answer;
    },
  };
}

/**
 * Expects a refusal in the plain form (docs/reference/errors.md#two-forms): status, code, and how the
 * message begins.
 */
export function expectRefusal(
  answer: Answer<unknown>,
  status: number,
  code: ErrorCode,
  beginning = 'Unable to execute.',
): string {
  const message = typeof answer.body === 'string' ? answer.body : answer.text;
  expect({ status: answer.status, code: answer.headers.get('Error-Code'), message }).toEqual({
    status,
    code,
    message: expect.stringMatching(`^${beginning.replace(/[.()]/g, '\\$&')}`),
  });
  return message;
}
