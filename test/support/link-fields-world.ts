/** What the tests of fields of links begin with: links to contacts and to files that have fields of each type. */
import type { ChangeRow, UpsertAnswer } from '#linkwright/client/index.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import type { AnswerBody } from './answers.js';
import { required } from './required.js';
import { startServer } from './server.js';
import type { TestStore } from './stores.js';
import { viewers } from './viewers.js';

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  roles: [
    ...required(viewers.roles),
    { name: 'Attaches', grants: { Claim: ['View', 'AttachContacts', 'DetachContacts'] } },
  ],
  users: [...required(viewers.users), { user: 'mia', roles: ['Attaches'] }],
  linkFields: {
    Contact: [
      { Name: 'Since', Type: 'Date' },
      { Name: 'Note', Type: 'Text' },
      { Name: 'Share', Type: 'Numeric' },
      { Name: 'Seen', Type: 'DateTime' },
      { Name: 'Sole', Type: 'Boolean' },
      { Name: 'Capacity', Type: 'Coded', Codes: ['alone', 'jointly'] },
    ],
    File: [{ Name: 'Since', Type: 'Text' }],
  },
  records: {
    Claim: Array.from({ length: 40 }, (_, at) => ({ id: at + 1, ClaimNumber: `CLM-${at + 1}` })),
    Policy: [{ id: 1, PolicyNumber: 'POL-1' }],
    Contact: Array.from({ length: 20 }, (_, at) => ({ id: at + 1, ContactNumber: `C-${at + 1}` })),
    File: [{ id: 1, FileName: 'a.pdf' }],
  },
};

export type Fields = Record<string, unknown>;
export type LinkFieldsServer = Awaited<ReturnType<typeof startLinkFields>>;

/** A server with the client, and calls as its users. */
export async function startLinkFields(
  store: TestStore,
  { linkIdentity }: Pick<Fixture, 'linkIdentity'> = {},
) {
  const server = await startServer(store, [
    { ...fixture, ...(linkIdentity === undefined ? {} : { linkIdentity }) },
  ]);
  const tokens = {
    ada: await server.token('ada'),
    carl: await server.token('carl'),
    mia: await server.token('mia'),
  };
  type User = keyof typeof tokens;
  const call = <Body = AnswerBody>(method: string, path: string, body?: unknown, as: User = 'ada') =>
    server.call<Body>(method, path, { token: tokens[as], body });
  const get = async <Body = AnswerBody>(path: string, as?: User) =>
    (await call<Body>('GET', path, undefined, as)).body;
  const pair = (claim: number, contact: number) => ({
    ...{ ParentDomain: 'Claim', ParentRecordID: claim, ChildDomain: 'Contact', ChildRecordID: contact },
  });
  /** Links claim and contact, with these values. */
  const link = (
    claim: number,
    contact: number,
    Fields?: unknown,
    more: object = {},
    as?: User,
    parameters = '',
  ) =>
    call<UpsertAnswer>(
      'POST',
      `/api/Link/Upsert${parameters}`,
      { ...pair(claim, contact), Fields, ...more },
      as,
    );
  const historyOf = (id: number | null) => get<ChangeRow[]>(`/api/Link/History?linkID=${id}`);
  return {
    server,
    tokens,
    call,
    get,
    pair,
    link,
    /** What became of a link, newest first: what was done, and the fields that differ before and after. */
    differences: async (id: number | null) =>
      (await historyOf(id)).map(({ Action, BeforeFields, AfterFields }) => [
        Action,
        BeforeFields,
        AfterFields,
      ]),
    historyOf,
    /** The values of the links of a claim and a contact, by column. */
    values: async (claim: number, contact: number, ...names: string[]) => {
      const columns = names.map((name) => `Fields.${name}`).join(',');
      const filters = `parentDomain=Claim&parentRecordID=${claim}&childDomain=Contact&childRecordID=${contact}`;
      return get<Fields[]>(`/api/Link/Query?${filters}&columns=${columns}`);
    },
    remove: (claim: number, contact: number, more: object = {}) =>
      call('POST', '/api/Link/Remove', { ...pair(claim, contact), ...more }),
  };
}
