/** A server in the test's own process, on an empty database with a fixture in it. */
import { pino } from 'pino';
import { afterAll, expect } from 'vitest';
import { loadFixture } from '#linkwright/cli/load.js';
import { createToken } from '#linkwright/cli/tokens.js';
import { createApp } from '#linkwright/http/app.js';
import { distributedTables } from './distribution.js';
import { temporaryFolder } from './folder.js';
import { faultsOfAnswer } from './openapi.js';

let count = 0;

/** A stream up to its first event, or nothing of it; then it is left. */
async function beginning(body, wanted) {
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

/**
 * Starts a server on `store` (one of `stores`) with `fixtures` loaded (as `linkwright load` takes them,
 * spelled as in the API). Answers `call`, `token(user, client)`, the store and the address; closed after
 * the test file.
 */
export async function startServer(store, fixtures, options = {}) {
  const folder = temporaryFolder();
  const name = `server-${count++}`;
  const opened = await store.open(folder, name);
  const clients = new Map();
  for (const fixture of fixtures) {
    const { client } = await loadFixture(opened, fixture);
    clients.set(fixture.client, client);
  }
  const app = await createApp({ store: opened, log: pino({ level: 'silent' }), ...options });
  await app.server.listen({ host: '127.0.0.1', port: 0 });
  const address = `http://127.0.0.1:${app.server.server.address().port}`;
  afterAll(() => app.close());
  return {
    app,
    store: opened,
    address,
    /** What a select finds in the database itself, past the program. */
    rows: (select) => store.rows(folder, name, select),
    /** The names of the tables that hold clients' data. */
    tables: () => ['client', ...distributedTables],
    /** A long-lived token of a user of a client (of the first fixture's, unless named). */
    token: (user, client = fixtures[0].client) => createToken(opened, clients.get(client), user),
    /**
     * Sends a request; `body` is sent as JSON unless it is a string or bytes. Answers status, headers, text, body;
     * of a stream its beginning, where `events` says that there are some.
     */
    async call(method, path, { token, body, headers = {}, elsewhere = false, events = false } = {}) {
      const ready = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
      const sent = ready ? body : JSON.stringify(body);
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
      const text = isStream ? await beginning(response.body, events) : await response.text();
      let parsed;
      try {
        parsed = JSON.parse(text);
      } catch {
        parsed = undefined;
      }
      const answer = { status: response.status, headers: response.headers, text, body: parsed };
      if (!elsewhere && !isStream) expect(faultsOfAnswer(method, path, answer)).toEqual([]);
      return answer;
    },
  };
}

/** Holds an answer against the plain form of contract section 3: status, code, and how the message begins. */
export function expectRefusal(answer, status, code, beginning = 'Unable to execute.') {
  const message = typeof answer.body === 'string' ? answer.body : answer.text;
  expect({ status: answer.status, code: answer.headers.get('Error-Code'), message }).toEqual({
    status,
    code,
    message: expect.stringMatching(`^${beginning.replace(/[.()]/g, '\\$&')}`),
  });
  return message;
}
