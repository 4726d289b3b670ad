/** What the tests of requests begin with: a client that every operation can be called on, and calls of its users. */
import type { components } from '#linkwright/client/openapi.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { everyFixture, everyOperation, type OperationCall } from './every-operation.js';
import { required } from './required.js';
import { startServer } from './server.js';
import type { TestStore } from './stores.js';

export type RecordRow = components['schemas']['RecordRow'];

/** A method, a path and a body. */
export type Place = [method: string, path: string, body?: unknown];

/** A call of an operation that succeeds. */
export const callOf = (id: string): OperationCall['call'] => required(everyOperation[id]).call;

const claim = { ParentDomain: 'Claim', ParentRecordID: 1 };
export const contact = { ChildDomain: 'Contact', ChildRecordID: 1 };
/** A link that the requests are about. */
export const pair = { ...claim, ...contact };

const fixture: Fixture = {
  ...everyFixture,
  domains: [
    ...(everyFixture.domains ?? []),
    { Name: 'Custom.SecretA', Linkable: true, Fields: [{ Name: 'SecretNumber', Type: 'Text' }] },
    {
      Name: 'Custom.Wide',
      Fields: [
        { Name: 'Key', Type: 'Text' },
        { Name: 'Text', Type: 'Text' },
        ...Array.from({ length: 480 }, (_, at) => ({ Name: `N${at}`, Type: 'Numeric' as const })),
      ],
    },
  ],
  roles: [...(everyFixture.roles ?? []), { name: 'viewers', grants: { Claim: ['View'], Contact: ['View'] } }],
  users: [...(everyFixture.users ?? []), { user: 'vera', roles: ['viewers'] }, { user: 'nora' }],
};

/** A server with the client: "ada" may do everything, "vera" view claims and contacts, "nora" nothing. */
export async function startRequestsServer(store: TestStore) {
  const server = await startServer(store, [fixture]);
  const ada = await server.token('ada');
  const vera = await server.token('vera');
  const nora = await server.token('nora');
  const send = (
    method: string,
    path: string,
    body?: unknown,
    token = ada,
    headers?: Record<string, string>,
  ) => server.call(method, path, { token, body, headers });
  const post = (path: string, body: unknown, token?: string) => send('POST', path, body, token);
  return { server, ada, vera, nora, send, post };
}
