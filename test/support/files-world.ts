/** What the tests of files begin with: two clients on each store and place of content, and calls on them. */
import { createHash } from 'node:crypto';
import type { Fixture } from '#linkwright/fixture/shape.js';
import type { Bytes } from './answers.js';
import { contents, type TestPlace } from './contents.js';
import { temporaryFolder } from './folder.js';
import { required } from './required.js';
import { type CallOptions, startServer } from './server.js';
import { stores, type TestStore } from './stores.js';
import { type FormPart, type UploadOptions, upload } from './upload.js';

export const fileBytes = 6_000_000;

export const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  linkIdentity: 'relationship',
  roles: [
    { name: 'Attachers', grants: { Claim: ['AttachFiles'] } },
    { name: 'Editors', grants: { '*': ['Edit', 'AttachContacts', 'ModifyFiles'] } },
    { name: 'Viewers', grants: { File: ['View'] } },
  ],
  users: [
    { user: 'ada', administrator: true },
    { user: 'atta', roles: ['Attachers'] },
    { user: 'edith', roles: ['Editors'] },
    { user: 'vera', roles: ['Viewers'] },
  ],
  records: {
    Claim: [
      { id: 1, ClaimNumber: 'CLM-1', Description: 'twin' },
      { id: 2, ClaimNumber: 'CLM/2 ä', Description: 'twin' },
    ],
    File: [
      { id: 1, FileName: 'elsewhere.pdf', ExternalDirectURL: 'https://example.com/x.pdf' },
      { id: 2, FileName: 'nowhere.pdf' },
    ],
  },
};

export const digest = (bytes: Bytes) => createHash('sha256').update(bytes).digest('hex');

export const bytesOf = (length: number, seed = 1) => Buffer.alloc(length, `${seed} content of a file `);

export const places = stores.flatMap((store) =>
  contents.map((place) => ({ store, place, on: `${store.name}, ${place.name}` })),
);

export async function startFiles({ store, place }: { store: TestStore; place: TestPlace }) {
  const folder = temporaryFolder();
  const kept = await place.open(folder);
  const server = await startServer(store, [fixture, { ...fixture, client: 'Other' }], {
    content: kept.content,
    fileBytes,
  });
  const tokens = {
    ada: await server.token('ada'),
    atta: await server.token('atta'),
    edith: await server.token('edith'),
    vera: await server.token('vera'),
    /** The other client's administrator. */
    other: await server.token('ada', 'Other'),
  };
  type User = keyof typeof tokens;
  const call = (
    method: string,
    path: string,
    { as = 'ada', ...rest }: { as?: User } & Omit<CallOptions, 'token'> = {},
  ) => server.call(method, `/api/${path}`, { token: tokens[as], ...rest });
  const send = (
    path: string,
    parts: FormPart[],
    { as = 'ada', ...rest }: { as?: User } & Omit<UploadOptions, 'token' | 'parts'> = {},
  ) => upload(server, path, { token: tokens[as], parts, ...rest });
  return {
    server,
    tokens,
    folder,
    kept,
    main: required((await server.store.clients()).find(({ name }) => name === 'Main')).id,
    call,
    send,
    put: async (bytes: string | Bytes, name = 'a.txt', as: User = 'ada') =>
      (await send('Claim/1', [['content', bytes, name, 'text/plain']], { as })).body,
    links: async () => (await call('GET', 'Link/Query?parentDomain=Claim&pageSize=1000')).body,
    files: async () => (await call('GET', 'File/Query?pageSize=1000')).body,
    download: async (
      id: number,
      {
        as = 'ada',
        headers = {},
        method = 'GET',
        query = '',
      }: { as?: User; headers?: Record<string, string>; method?: string; query?: string } = {},
    ) => {
      const response = await fetch(`${server.address}/api/File/${id}/Content${query}`, {
        method,
        headers: { Token: tokens[as], ...headers },
      });
      const bytes = Buffer.from(await response.arrayBuffer());
      return { status: response.status, headers: response.headers, bytes, text: bytes.toString() };
    },
  };
}
