/**
 * docs/reference/words.md#client: nothing of another client can be seen, named, counted or reached. Two
 * clients of one account hold the same ids, keys, users, roles and domains; what is different carries a mark.
 * Every operation is sent by one of them, also with ids and names that only the other has, and the mark is
 * looked for in the answers, and the other's data for a change.
 */

import { describe, expect, test } from 'vitest';
import { clientOfToken } from '#linkwright/access/secrets.js';
import { openFolder } from '#linkwright/content/folder.js';
import { operations } from '#linkwright/contract/operations/index.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import type { Answer } from '../support/answers.js';
import { everyOperation, type OperationCall, password } from '../support/every-operation.js';
import { temporaryFolder } from '../support/folder.js';
import { required } from '../support/required.js';
import type { CallOptions } from '../support/server.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

/** In every text that the other client alone has. */
const mark = 'Zzsecret';
/** Ids that it alone has. */
const foreign = { record: 770077, link: 880088, relationship: 990, change: 10 };

type Call = OperationCall['call'];

/** The same for both, but for what `own` says. */
function subsidiary(client: string, own: string) {
  const fixture: Required<Fixture> = {
    account: 'Acme',
    client,
    linkIdentity: 'pair',
    domains: [
      {
        Name: 'Custom.Vessel',
        Label: `Vessel ${own}`,
        Linkable: true,
        Fields: [{ Name: 'IMO', Type: 'Text', Label: `IMO ${own}` }],
      },
      { Name: 'Custom.Spare' },
      { Name: 'Claim', Fields: [{ Name: 'Spare', Type: 'Text' }] },
    ],
    linkFields: {
      Contact: [
        { Name: 'Since', Type: 'Date', Label: `Since ${own}` },
        { Name: 'Spare', Type: 'Text' },
      ],
    },
    relationships: [
      { ID: 1, Code: 'Claimant', Description: `Claimant ${own}` },
      { ID: 3, Code: 'Adjuster', Description: `Adjuster ${own}` },
      { ID: 12, Code: 'Spare', Description: `Spare ${own}` },
    ],
    roles: [
      { name: 'held', grants: { '*': ['View'] } },
      { name: 'spare', grants: {} },
    ],
    users: [
      { user: 'ada', password, administrator: true },
      { user: 'ben', roles: ['held'] },
      { user: 'leaving' },
    ],
    records: {
      Claim: [
        { id: 1, ClaimNumber: 'CLM-1', Description: `Claim ${own}` },
        { id: 2, ClaimNumber: 'CLM-2', Description: `Claim ${own}` },
      ],
      Contact: [{ id: 1, ContactNumber: 'C-1', Name: `Contact ${own}` }],
      'Custom.Vessel': [{ id: 1, IMO: 'IMO-1' }],
    },
    links: [
      {
        id: 1,
        ParentDomain: 'Claim',
        ParentRecordID: 1,
        ChildDomain: 'Contact',
        ChildRecordID: 1,
        Relationship: 'Claimant',
      },
    ],
  };
  return fixture;
}

const first = subsidiary('First', 'of the first');
const second = subsidiary('Second', mark);
// What the second has beyond the first's.
second.domains.push({ Name: `Custom.${mark}`, Linkable: true, Fields: [{ Name: 'Hull', Type: 'Text' }] });
second.linkFields[`Custom.${mark}`] = [{ Name: 'Spare', Type: 'Text', Label: mark }];
second.relationships.push({ ID: foreign.relationship, Code: `${mark} role`, Description: `${mark} role` });
second.roles.push({ name: `${mark} role`, grants: {} });
second.users.push({ user: `${mark} user`, password, administrator: true });
required(second.records.Claim).push(
  { id: foreign.record, ClaimNumber: `${mark}-1` },
  { id: foreign.record + 100, ClaimNumber: `${mark}-hidden` },
);
required(second.records.Contact).push({ id: foreign.record, ContactNumber: `${mark}-2`, Name: mark });
second.records.File = [{ id: foreign.record, FileName: mark }];
second.links.push({
  id: foreign.link,
  ParentDomain: 'Claim',
  ParentRecordID: foreign.record,
  ChildDomain: 'Contact',
  ChildRecordID: foreign.record,
  Relationship: `${mark} role`,
});

/** What the second alone has, in words that a call may hold in place of its own; not a word of them says so. */
function strays([method, path, options = {}]: Call): Call[] {
  const text = JSON.stringify({ path, body: options.body });
  const swaps: [RegExp, string][] = [
    [/"(Parent|Child)RecordID":1\b/g, `"$1RecordID":${foreign.record}`],
    [/(Claim|Contact|File)\/\d+/g, `$1/${foreign.record}`],
    [/Custom\.Spare/g, `Custom.${mark}`],
    [/ContactType\/\d+/g, `ContactType/${foreign.relationship}`],
    [/Links\/Contact/g, `Links/Custom.${mark}`],
    [/CLM-1/g, `${mark}-1`],
    [/Claim\b(?=\/|&|"|$)/g, `Custom.${mark}`],
    [/parentDomain=Claim/g, `parentDomain=Claim&parentRecordID=${foreign.record}`],
    [/parentDomain=Claim/g, `parentDomain=Claim&relationship=${mark}%20role`],
    [/parentDomain=Claim/g, `parentDomain=Custom.${mark}`],
    [/\?parentDomain=Claim&childDomain=Contact/g, `?linkID=${foreign.link}`],
    [/Users\/\w+/g, `Users/${mark}%20user`],
    [/Roles\/\w+/g, `Roles/${mark}%20role`],
    [/"ben"/g, `"${mark} user"`],
    [/\/api\/Tokens"/g, `/api/Tokens?user=${mark}%20user"`],
    [/"MergeID":\d+/g, `"MergeID":${foreign.record}`],
    [/"ChangeID":\d+/g, `"ChangeID":${foreign.change}`],
    [/"ID":1\b/g, `"ID":${foreign.relationship}`],
  ];
  return swaps
    .filter(([pattern]) => new RegExp(pattern).test(text))
    .map(([pattern, value]) => JSON.parse(text.replace(pattern, value)))
    .map((changed) => [method, changed.path, { ...options, body: changed.body }]);
}

/** As a call with the mark is answered with the mark, where a message, a list of requests or the log repeats what was sent. */
const unsaid = (answered: string, call: Call) => {
  const sent = decodeURIComponent(JSON.stringify(call));
  const text = answered.replaceAll(/"(Path|Subject)":"[^"]*"/g, '');
  return sent.includes(mark) ? text.replaceAll(/Zzsecret(-\d| role| user)?/g, '') : text;
};

const closed = operations.filter(({ open }) => !open);
/** They tell of all that was written: they go ahead, since a call with the mark leaves it in records of the caller's own. */
const feeds = ['recordChanges', 'recordChangesStream'];
const calls = closed
  .map(({ id }) => ({ id, ...required(everyOperation[id]) }))
  .sort((one, other) => Number(feeds.includes(other.id)) - Number(feeds.includes(one.id)));

describe.each(stores)('two clients of one account, on $name', async (store) => {
  const content = await openFolder(temporaryFolder(), 'nothing');
  const server = await startServer(store, [first, second], { content });
  const send = (token: string, [method, path, options]: Call, more: CallOptions = {}) =>
    server.call(method, path, { ...options, ...more, token, elsewhere: true });
  const signIn = async (client: string) => {
    const body = { Account: 'Acme', ClientName: client, User: 'ada', Password: password };
    return (await server.call('POST', '/Authentication/Authenticate', { body })).body.token;
  };
  // The tokens with number 1, which are there to be revoked.
  for (const client of ['First', 'Second']) await server.token('ada', client);
  const tokens = { First: await server.token('ada', 'First'), Second: await server.token('ada', 'Second') };
  for (let count = 0; count < 5; count++) {
    const body = { User: 'ada', Name: `${mark} token` };
    await server.call('POST', '/api/Tokens', { token: tokens.Second, body });
  }
  await server.call('GET', '/api/Domains', {
    token: tokens.Second,
    headers: { 'X-Request-Id': `${mark}-request`, 'User-Agent': mark },
  });
  // Whoever asks for its recent requests has those that wait written first; later ones would be a change.
  await server.call('GET', '/api/RecentRequests', { token: tokens.Second });
  const tokenOfFirst = ({ asSession }: OperationCall) => (asSession ? signIn('First') : tokens.First);

  /** Everything that the second client has, table by table, but for when its tokens were used. */
  async function everythingOfSecond() {
    const { id } = required(await server.store.clientByName('Acme', 'Second'));
    const found: Record<string, string[]> = {};
    for (const table of server.tables()) {
      const column = table === 'client' ? 'id' : 'client_id';
      const rows = await server.rows(`SELECT * FROM ${table} WHERE ${column} = ${id}`);
      found[table] = rows.map(({ last_used_at: _, ...row }) => JSON.stringify(row)).sort();
    }
    return found;
  }

  test('the table of calls has the words that only the other has', () => {
    const tried = calls.filter(({ call }) => strays(call).length > 0).map(({ id }) => id);
    // Those that name nothing: they speak of the caller, its client, or all of a kind.
    const nameless = [
      'listDomains',
      'listRelationships',
      'signOut',
      'readMe',
      'changePassword',
      'readClient',
      'readClientSizes',
      'auditLog',
      'recentRequests',
      'recentRequestsStream',
      'requestSummary',
    ];
    const others = [
      'saveClient',
      'listUsers',
      'listRoles',
      'saveDomain',
      'revokeToken',
      'createRecord',
      'upsertRelationships',
    ];
    for (const { id } of calls) {
      if (!nameless.includes(id) && !others.includes(id)) expect(tried).toContain(id);
    }
  });

  test.each(calls)('$id changes and shows nothing of the other', async (row) => {
    const before = await everythingOfSecond();
    const token = await tokenOfFirst(row);
    const sent = [row.call, ...strays(row.call)];
    for (const call of sent) {
      for (const more of [{}, { headers: { Accept: 'application/problem+json' } }]) {
        const answer = await send(token, call, more);
        expect(unsaid(answer.text, call), JSON.stringify(call)).not.toContain(mark);
        expect(answer.text).not.toMatch(new RegExp(`"\\w+":(${foreign.link}|${foreign.record})\\b`));
        expect(answer.headers.get('Error-Code')).not.toBe('internal');
      }
    }
    expect(await everythingOfSecond()).toEqual(before);
  });

  test.each(calls)('$id answers for what the other has as for what nobody has', async (row) => {
    const token = await tokenOfFirst(row);
    for (const call of strays(row.call)) {
      const nobodys = JSON.parse(
        JSON.stringify(call)
          .replaceAll(mark, 'Xxsecret')
          .replaceAll(`${foreign.record}`, '770078')
          .replaceAll(`${foreign.link}`, '880089')
          .replaceAll(`${foreign.relationship}`, '991'),
      );
      // A write that makes what was not there answers otherwise the second time.
      if (['saveUser', 'saveRole', 'upsertRecord', 'upsertRecords', 'createRecord'].includes(row.id))
        continue;
      const [theirs, none] = [await send(token, call), await send(token, nobodys)];
      const plain = (text: string) => text.replaceAll(/[ZX][zx]secret|77007[78]|88008[89]|99[01]/g, '');
      expect([theirs.status, plain(theirs.text)]).toEqual([none.status, plain(none.text)]);
    }
  });

  test('a token is of one client, whatever it says', async () => {
    const ids = { First: clientOfToken(tokens.First), Second: clientOfToken(tokens.Second) };
    const moved = tokens.First.replace(`lw_${ids.First}_`, `lw_${ids.Second}_`);
    expect(moved).not.toBe(tokens.First);
    for (const { call } of calls) expect((await send(moved, call)).status).toBe(401);
    const { body } = await server.call('GET', '/Authentication/HasTokenExpired', { token: moved });
    expect(body).toBe(true);
  });

  test('a token of the other is neither listed nor revoked', async () => {
    const own = await server.call('GET', '/api/Tokens', { token: tokens.First });
    const theirs = await server.call('GET', '/api/Tokens', { token: tokens.Second });
    const ids = (answer: Answer) => answer.body.map(({ ID }) => ID);
    const [only] = ids(theirs).filter((id) => !ids(own).includes(id));
    const revoked = await server.call('DELETE', `/api/Tokens/${only}`, { token: tokens.First });
    expect(revoked.status).toBe(404);
    const again = await server.call('GET', '/api/Tokens', { token: tokens.Second });
    expect(ids(again)).toContain(only);
  });

  test('the feed of changes and its stream hold one’s own', async () => {
    const link = { ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Custom.Vessel', ChildRecordID: 1 };
    for (const token of [tokens.Second, tokens.First]) {
      const answer = await server.call('POST', '/api/Link/Upsert', { token, body: link });
      expect(answer.status).toBe(200);
    }
    const changes = await server.call('GET', '/api/Link/Changes?after=0', { token: tokens.First });
    expect(changes.body.length).toBeGreaterThan(0);
    expect(changes.body.map(({ LinkID }) => LinkID)).not.toContain(foreign.link);
    const stream = await server.call('GET', '/api/Link/Changes/Stream?after=0', {
      token: tokens.First,
      events: true,
    });
    expect(stream.text).toContain('data: ');
    for (const { text } of [changes, stream]) {
      expect(text).not.toContain(mark);
      expect(text).not.toContain(`:${foreign.link}`);
    }
  });

  test('a near key of the other is no candidate, and its names are no hints', async () => {
    const near = {
      ParentDomain: 'Claim',
      ParentRecordKey: `${mark}hidden`,
      ParentRecordMatchField: 'ClaimNumber',
      ChildDomain: 'Contact',
      ChildRecordID: 1,
    };
    const ask = (body: object) =>
      server.call('POST', '/api/Link/Upsert?dryRun=true', {
        token: tokens.First,
        body,
        headers: { Accept: 'application/problem+json' },
      });
    expect((await ask(near)).body.candidates).toBeUndefined();
    const theirs = await server.call('POST', '/api/Link/Upsert?dryRun=true', {
      token: tokens.Second,
      body: near,
      headers: { Accept: 'application/problem+json' },
    });
    expect(theirs.body.candidates).toEqual([{ RecordID: foreign.record + 100, Key: `${mark}-hidden` }]);
    const misspelt = mark.replace('secret', 'sekret');
    for (const body of [
      { ...near, ParentDomain: `Custom.${misspelt}` },
      { ...near, ParentRecordMatchField: 'Hul' },
      { ...near, Relationship: `${misspelt} role` },
    ]) {
      expect((await ask(body)).text).not.toContain(mark);
    }
    const roles = await server.call('PUT', '/api/Users/ben', {
      token: tokens.First,
      body: { Roles: [`${misspelt} role`] },
    });
    expect(roles.status).toBe(400);
    expect(roles.text).not.toContain(mark);
    const grants = await server.call('PUT', '/api/Roles/held', {
      token: tokens.First,
      body: { Grants: { [`Custom.${misspelt}`]: ['View'] } },
    });
    expect(grants.status).toBe(400);
    expect(grants.text).not.toContain(mark);
  });

  test('counts are one’s own', async () => {
    const count = (token: string) => server.call('GET', '/api/Link/Count?parentDomain=Claim', { token });
    const listed = (token: string) => server.call('GET', '/api/Link/Query?parentDomain=Claim', { token });
    for (const token of Object.values(tokens)) {
      expect((await count(token)).body.Count).toBe((await listed(token)).body.length);
    }
  });

  test('signing in with what is the other’s is signing in wrongly', async () => {
    const body = { Account: 'Acme', ClientName: 'First', User: `${mark} user`, Password: password };
    const answer = await server.call('POST', '/Authentication/Authenticate', { body });
    expect(answer.status).toBe(401);
    const own = await server.call('POST', '/Authentication/Authenticate', {
      body: { ...body, ClientName: 'Second' },
    });
    expect(own.status).toBe(200);
  });
});
