/** docs/reference/words.md#permissions: what a caller may do, and that no client sees anything of another. */

import { describe, expect, test } from 'vitest';
import { saveRoleProgram } from '#linkwright/access/roles.js';
import { hashToken, newToken } from '#linkwright/access/secrets.js';
import { createTokenProgram, revokeTokenProgram } from '#linkwright/access/tokens.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const permissions = ['View', 'Edit', 'AttachContacts', 'DetachContacts', 'AttachFiles', 'ModifyFiles'];
const spoken = { Contact: 'Attach Contacts', File: 'Attach Files', 'Custom.Vessel': 'Edit' };
const needed = { Contact: 'AttachContacts', File: 'AttachFiles', 'Custom.Vessel': 'Edit' };

const shared = {
  account: 'Acme',
  domains: [{ Name: 'Custom.Vessel', Linkable: true, Fields: [{ Name: 'IMO', Type: 'Text' }] }],
  roles: [
    ...permissions.map((permission) => ({ name: `${permission} on Claim`, grants: { Claim: [permission] } })),
    ...permissions.map((permission) => ({ name: `${permission} on all`, grants: { '*': [permission] } })),
    {
      name: 'All on the children',
      grants: { Contact: permissions, File: permissions, 'Custom.Vessel': permissions },
    },
    { name: 'All on Policy', grants: { Policy: permissions } },
    { name: 'Administer', grants: { '*': ['Administer'] } },
    { name: 'Empty', grants: {} },
  ],
  users: [
    { user: 'ada', password: 'correct horse', administrator: true },
    { user: 'nobody' },
    { user: 'Empty', roles: ['Empty'] },
    { user: 'Administer', roles: ['Administer'] },
    ...permissions.map((permission) => ({
      user: `${permission} on Claim`,
      roles: [`${permission} on Claim`],
    })),
    ...permissions.map((permission) => ({ user: `${permission} on all`, roles: [`${permission} on all`] })),
    { user: 'children', roles: ['All on the children'] },
    { user: 'policy', roles: ['All on Policy'] },
    { user: 'both', roles: ['AttachContacts on Claim', 'AttachFiles on Claim'] },
  ],
};

const main = {
  ...shared,
  client: 'Main',
  records: {
    Claim: [{ id: 5001, ClaimNumber: 'CLM-1' }],
    Policy: [{ id: 6001, PolicyNumber: 'POL-1' }],
    Contact: [{ id: 2001, ContactNumber: 'C-1', Name: 'Maria' }],
    File: [{ id: 3001, FileName: 'a.pdf' }],
    'Custom.Vessel': [{ id: 4001, IMO: '9074729' }],
  },
  links: [
    { id: 10, ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2001 },
    { id: 11, ParentDomain: 'Policy', ParentRecordID: 6001, ChildDomain: 'Contact', ChildRecordID: 2001 },
  ],
};

const secret = 'Secret';
const other = {
  account: 'Other',
  client: 'Other',
  domains: [{ Name: 'Custom.Submarine', Linkable: true, Fields: [{ Name: 'Hull', Type: 'Text' }] }],
  relationships: [
    { ID: 1, Code: 'Spy', Description: 'Spy' },
    { ID: 50, Code: 'Mole', Description: 'Mole' },
  ],
  users: [{ user: 'eve', password: 'correct horse', administrator: true }],
  records: {
    Claim: [
      { id: 5001, ClaimNumber: `${secret}-CLM` },
      { id: 7001, ClaimNumber: `${secret}-7001` },
    ],
    Contact: [{ id: 7002, ContactNumber: `${secret}-7002`, Name: `${secret} person` }],
    'Custom.Submarine': [{ id: 7003, Hull: `${secret}-7003` }],
  },
  links: [
    {
      id: 70,
      ParentDomain: 'Claim',
      ParentRecordID: 5001,
      ChildDomain: 'Contact',
      ChildRecordID: 7002,
      Relationship: 'Mole',
    },
    {
      id: 71,
      ParentDomain: 'Claim',
      ParentRecordID: 7001,
      ChildDomain: 'Custom.Submarine',
      ChildRecordID: 7003,
    },
  ],
};

/** Every route of the server, as its own map of them says. */
function routesOf(app) {
  const routes = [];
  const prefixes = [];
  for (const line of app.server.printRoutes({ commonPrefix: false }).split('\n')) {
    const match = /^([│ ]*)(?:├──|└──) (\S*)(?: \(([^)]*)\))?$/.exec(line);
    if (match === null) continue;
    const depth = match[1].length / 4;
    prefixes.length = depth;
    prefixes[depth] = match[2];
    const path = prefixes.join('');
    for (const method of match[3]?.split(', ') ?? []) routes.push([method, path]);
  }
  return routes;
}

describe.each(stores)('permissions, on $name', async (store) => {
  const server = await startServer(store, [main, other]);
  const tokens = new Map();
  const tokenOf = async (user, client) => {
    const name = `${client}:${user}`;
    if (!tokens.has(name)) tokens.set(name, await server.token(user, client));
    return tokens.get(name);
  };
  const call = async (method, path, { as = 'ada', client = 'Main', body, headers } = {}) =>
    server.call(method, path, { token: await tokenOf(as, client), body, headers });
  const children = { Contact: 2001, File: 3001, 'Custom.Vessel': 4001 };
  const bodyFor = (child, parent = { ParentDomain: 'Claim', ParentRecordID: 5001 }) => ({
    ...parent,
    ChildDomain: child,
    ChildRecordID: children[child],
  });
  const upsert = (body, options) => call('POST', '/api/Link/Upsert', { body, ...options });

  describe.each(Object.keys(children))('linking a %s', (child) => {
    test.each(permissions)('with only %s on the parent domain', async (permission) => {
      const answer = await upsert(bodyFor(child), { as: `${permission} on Claim` });
      if (permission === needed[child]) expect(answer.body.IsSuccessful).toBe(true);
      else {
        const message = expectRefusal(answer, 403, 'permission_denied');
        expect(message).toBe(
          `Unable to execute. You need the ${spoken[child]} permission on the Claim domain.`,
        );
      }
    });
    test.each(permissions)('with only %s on every domain', async (permission) => {
      const answer = await upsert(bodyFor(child), { as: `${permission} on all` });
      expect(answer.status).toBe(permission === needed[child] ? 200 : 403);
    });
    test.each([
      ['an administrator', 'ada', 200],
      ['one whose role administers', 'Administer', 200],
      ['one without a role', 'nobody', 403],
      ['one whose role grants nothing', 'Empty', 403],
      ['one who may do all with the child’s domain', 'children', 403],
      ['one who may do all with another domain', 'policy', 403],
      ['one with two roles', 'both', child === 'Custom.Vessel' ? 403 : 200],
    ])('by %s', async (_, as, status) => {
      expect((await upsert(bodyFor(child), { as })).status).toBe(status);
      expect((await call('POST', '/api/Link/Upsert?dryRun=true', { as, body: bodyFor(child) })).status).toBe(
        status,
      );
      const bulk = await call('POST', '/api/Link/BulkUpsert', { as, body: [bodyFor(child)] });
      expect(bulk.body[0].ErrorCode ?? 'none').toBe(status === 200 ? 'none' : 'permission_denied');
    });
  });

  test('a permission on one parent domain is none on another', async () => {
    const policy = bodyFor('Contact', { ParentDomain: 'Policy', ParentRecordID: 6001 });
    const message = expectRefusal(
      await upsert(policy, { as: 'AttachContacts on Claim' }),
      403,
      'permission_denied',
    );
    expect(message).toContain('Attach Contacts permission on the Policy domain');
  });

  test('what is refused writes nothing', async () => {
    const before = await call('GET', '/api/Link/Query?parentDomain=Claim');
    for (const as of ['nobody', 'View on all']) {
      await upsert({ ...bodyFor('Contact'), NewRelationship: 'Adjuster' }, { as });
    }
    expect((await call('GET', '/api/Link/Query?parentDomain=Claim')).text).toBe(before.text);
  });

  describe('reading needs View, writing records Edit, changing the client Administer', () => {
    const record = [{ ClaimNumber: 'CLM-1' }];
    const reads = ['View on Claim', 'View on all', 'Administer', 'ada'];
    const edits = ['Edit on Claim', 'Edit on all', 'Administer', 'ada'];
    const administers = ['Administer', 'ada'];
    const everybody = [...shared.users.map(({ user }) => user)];
    test.each([
      ['GET', '/api/Claim/5001', undefined, reads],
      ['GET', '/api/Claim/999999', undefined, reads],
      ['GET', '/api/Claim/Query', undefined, reads],
      ['GET', '/api/Link/Query?parentDomain=Claim', undefined, reads],
      ['GET', '/api/Link/Count?parentDomain=Claim', undefined, reads],
      ['POST', '/api/Claim/BulkUpsert?matchFields=ClaimNumber', record, edits],
      ['POST', '/api/Claim/BulkUpsert?matchFields=ClaimNumber', [], edits],
      ['PUT', '/api/Metadata/Domains/Custom.Vessel', {}, administers],
      ['POST', '/api/Contact/Codes/ContactType', { ID: 1, Code: 'Claimant' }, administers],
    ])('%s %s', async (method, path, body, allowed) => {
      for (const as of everybody) {
        const answer = await call(method, path, { as, body });
        const may = allowed.includes(as);
        expect([as, answer.status === 403]).toEqual([as, !may]);
        if (!may) expectRefusal(answer, 403, 'permission_denied', 'Unable to execute. You need the ');
      }
    });

    test('the list of domains holds those that may be viewed', async () => {
      const names = async (as) => (await call('GET', '/api/Domains', { as })).body.map(({ Name }) => Name);
      expect(await names('View on Claim')).toEqual(['Claim']);
      expect(await names('nobody')).toEqual([]);
      expect(await names('ada')).toContain('Custom.Vessel');
      expect(await names('View on all')).toEqual(await names('ada'));
    });
  });

  describe('nothing of another client', () => {
    const foreign = [
      ['its parent’s id', { ...bodyFor('Contact'), ParentRecordID: 7001 }, 'parent_not_found'],
      ['its child’s id', { ...bodyFor('Contact'), ChildRecordID: 7002 }, 'child_not_found'],
      [
        'its parent’s key',
        {
          ...bodyFor('Contact'),
          ParentRecordID: undefined,
          ParentRecordKey: `${secret}-7001`,
          ParentRecordMatchField: 'ClaimNumber',
        },
        'parent_not_found',
      ],
      [
        'its child’s key',
        {
          ...bodyFor('Contact'),
          ChildRecordID: undefined,
          ChildRecordKey: `${secret}-7002`,
          ChildRecordMatchField: 'ContactNumber',
        },
        'child_not_found',
      ],
      ['its relationship', { ...bodyFor('Contact'), Relationship: 'Mole' }, 'relationship_not_found'],
      ['its new relationship', { ...bodyFor('Contact'), NewRelationship: 'spy' }, 'relationship_not_found'],
      [
        'its domain as parent',
        { ...bodyFor('Contact'), ParentDomain: 'Custom.Submarine' },
        'invalid_request',
      ],
      ['its domain as child', { ...bodyFor('Contact'), ChildDomain: 'Custom.Submarine' }, 'invalid_request'],
      [
        'its field',
        {
          ParentDomain: 'Claim',
          ParentRecordKey: 'x',
          ParentRecordMatchField: 'Hull',
          ChildDomain: 'Contact',
          ChildRecordID: 2001,
        },
        'invalid_request',
      ],
    ];
    test.each(foreign)('can be reached by %s', async (_, body, code) => {
      for (const query of ['', '?dryRun=true']) {
        const answer = await call('POST', `/api/Link/Upsert${query}`, {
          body,
          headers: { Accept: 'application/problem+json' },
        });
        expect(answer.body.code).toBe(code);
        expect(answer.body.candidates).toBeUndefined();
      }
    });

    test('is named as a hint', async () => {
      const answers = [
        await upsert({ ...bodyFor('Contact'), ParentDomain: 'Custom.Submarin' }),
        await upsert({ ...bodyFor('Contact'), ChildDomain: 'Custom.Submarin' }),
        await upsert({ ...bodyFor('Contact'), Relationship: 'Mol' }),
        await call('GET', '/api/Custom.Submarin/7003'),
        await call('GET', '/api/Custom.Submarin/Query'),
        await call('GET', '/api/Link/Query?parentDomain=Custom.Submarin'),
        await call('GET', '/api/Metadata/Domains/Custom.Submarin/DataDictionary'),
        await call('POST', '/api/Claim/BulkUpsert?matchFields=Hul', { body: [] }),
      ];
      for (const { text } of answers) expect(text).not.toMatch(/Submarine|Mole|Hull|Secret/);
    });

    test('is told apart from what does not exist', async () => {
      const pairs = [
        ['/api/Custom.Submarine/7003', '/api/Custom.Xubmarine/7003'],
        ['/api/Custom.Submarine/Query', '/api/Custom.Xubmarine/Query'],
        ['/api/Claim/7001', '/api/Claim/7009'],
        [
          '/api/Metadata/Domains/Custom.Submarine/DataDictionary',
          '/api/Metadata/Domains/Custom.Xubmarine/DataDictionary',
        ],
        ['/api/Link/Query?parentDomain=Custom.Submarine', '/api/Link/Query?parentDomain=Custom.Xubmarine'],
        [
          '/api/Link/Count?parentDomain=Claim&relationship=Mole',
          '/api/Link/Count?parentDomain=Claim&relationship=Xole',
        ],
        [
          '/api/Link/Query?parentDomain=Claim&parentRecordID=7001',
          '/api/Link/Query?parentDomain=Claim&parentRecordID=7009',
        ],
      ];
      for (const [present, absent] of pairs) {
        const [one, two] = [await call('GET', present), await call('GET', absent)];
        expect(one.status).toBe(two.status);
        const plain = (text) => text.replace(/Submarine|Xubmarine|Mole|Xole|700\d/g, '');
        expect(plain(one.text)).toBe(plain(two.text));
      }
    });

    test('is listed, counted or read', async () => {
      const answers = [
        await call('GET', '/api/Domains'),
        await call('GET', '/api/Contact/Codes/ContactType'),
        await call('GET', '/api/Claim/5001'),
        await call('GET', '/api/Claim/Query'),
        await call('GET', '/api/Contact/Query'),
        await call('GET', '/api/Link/Query?parentDomain=Claim'),
        await call('GET', '/api/Link/Query?childDomain=Contact'),
        await call('GET', '/api/Metadata/Domains/Claim/DataDictionary'),
      ];
      for (const { status, text } of answers) {
        expect(status).toBe(200);
        expect(text).not.toMatch(/Submarine|Mole|Spy|Hull|Secret|eve|700\d/);
      }
      const links = (await call('GET', '/api/Link/Query?parentDomain=Claim')).body;
      expect((await call('GET', '/api/Link/Count?parentDomain=Claim')).body).toEqual({ Count: links.length });
      const theirs = await call('GET', '/api/Link/Query?parentDomain=Claim', { as: 'eve', client: 'Other' });
      expect(theirs.body.map(({ LinkID }) => LinkID)).toEqual([70, 71]);
    });

    test('is changed by a write of the same id, key or name', async () => {
      const before = (await call('GET', '/api/Claim/5001', { as: 'eve', client: 'Other' })).text;
      await call('POST', '/api/Claim/BulkUpsert?matchFields=ClaimNumber', {
        body: [{ ClaimNumber: `${secret}-CLM`, Description: 'of Main' }],
      });
      await call('POST', '/api/Contact/Codes/ContactType', {
        body: { Code: 'Mole', Description: 'of Main' },
      });
      await call('PUT', '/api/Metadata/Domains/Custom.Submarine', { body: { Label: 'of Main' } });
      expect((await call('GET', '/api/Claim/5001', { as: 'eve', client: 'Other' })).text).toBe(before);
      const theirs = [
        await call('GET', '/api/Contact/Codes/ContactType', { as: 'eve', client: 'Other' }),
        await call('GET', '/api/Domains', { as: 'eve', client: 'Other' }),
        await call('GET', '/api/Claim/Query', { as: 'eve', client: 'Other' }),
      ];
      for (const { text } of theirs) expect(text).not.toContain('of Main');
    });

    test('each client counts its links for itself', async () => {
      const answer = await upsert(
        { ParentDomain: 'Claim', ParentRecordID: 7001, ChildDomain: 'Contact', ChildRecordID: 7002 },
        { as: 'eve', client: 'Other' },
      );
      expect(answer.body).toMatchObject({ RecordID: 72, ParentID: 7001, ChildID: 7002 });
    });
  });

  describe('tokens', () => {
    const clientOf = async (account, name) => (await server.store.clientByName(account, name)).id;
    const open = (token) => server.call('GET', '/api/Domains', { token });
    /** A token that ends at `expiresAt`. */
    const ending = async (expiresAt) => {
      const client = await clientOf('Acme', 'Main');
      const token = newToken(client);
      const input = {
        user: 'ada',
        hash: hashToken(token),
        name: 'ending',
        kind: 'token',
        createdAt: Date.now() - 10_000,
        expiresAt,
      };
      await server.store.write({ client, program: createTokenProgram, input });
      return token;
    };

    test('one of a client is none of another', async () => {
      const token = await server.token('ada', 'Main');
      const [mainId, otherId] = [await clientOf('Acme', 'Main'), await clientOf('Other', 'Other')];
      expect((await open(token)).status).toBe(200);
      const moved = token.replace(`_${mainId}_`, `_${otherId}_`);
      expect(moved).not.toBe(token);
      expectRefusal(await open(moved), 401, 'unauthenticated', 'Authentication is required');
    });

    test.each([
      ['cut', (token) => token.slice(0, -1)],
      ['longer', (token) => `${token}A`],
      ['in another case', (token) => token.toUpperCase()],
      ['with another end', (token) => token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA')],
      ['without its beginning', (token) => token.split('_').slice(2).join('_')],
    ])('one that is %s is none', async (_, change) => {
      const token = await server.token('ada', 'Main');
      expect((await open(change(token))).status).toBe(401);
    });

    test('an expired one is none', async () => {
      expectRefusal(
        await open(await ending(Date.now() - 1)),
        401,
        'unauthenticated',
        'Authentication is required',
      );
    });

    test('one that expires while it is in use ends on time', async () => {
      const end = Date.now() + 2_000;
      const token = await ending(end);
      const { status } = await open(token);
      if (Date.now() < end) expect(status).toBe(200);
      await expect.poll(async () => (await open(token)).status).toBe(401);
    });

    test('a revoked one ends, though it was in use', async () => {
      const client = await clientOf('Acme', 'Main');
      const known = new Set((await server.store.tokens(client, Date.now())).map(({ id }) => id));
      const token = await server.token('ada', 'Main');
      const { id } = (await server.store.tokens(client, Date.now())).find((each) => !known.has(each.id));
      expect((await open(token)).status).toBe(200);
      await server.store.write({ client, program: revokeTokenProgram, input: { id } });
      await expect.poll(async () => (await open(token)).status).toBe(401);
    });

    test('a role that changes counts for tokens that are in use', async () => {
      const client = await clientOf('Acme', 'Main');
      expect((await call('GET', '/api/Claim/5001', { as: 'Empty' })).status).toBe(403);
      const grants = { Claim: ['View'] };
      await server.store.write({ client, program: saveRoleProgram, input: { name: 'Empty', grants } });
      await expect.poll(async () => (await call('GET', '/api/Claim/5001', { as: 'Empty' })).status).toBe(200);
      await server.store.write({ client, program: saveRoleProgram, input: { name: 'Empty', grants: {} } });
      await expect.poll(async () => (await call('GET', '/api/Claim/5001', { as: 'Empty' })).status).toBe(403);
    });
  });

  describe('without a token', () => {
    const open =
      /^\/(health|openapi\.json|Authentication\/(Authenticate|AuthenticateOAuth|FirstAdministrator|HasTokenExpired|Ping))$/i;
    const routes = routesOf(server.app);
    test('the routes are known', () => {
      const paths = new Set(routes.map(([, path]) => path.toLowerCase()));
      for (const known of [
        '/health',
        '/Authentication/Ping',
        '/api/Link/Upsert',
        '/api/Link/Query',
        '/api/Domains',
      ]) {
        expect(paths).toContain(known.toLowerCase());
      }
    });
    test.each(routes)('%s %s', async (method, path) => {
      const real = path.replace(':domain', 'Claim').replace(':id', '5001').replaceAll(/:\w+/g, 'x');
      for (const address of [real, real.toLowerCase(), `${real}/`]) {
        const response = await fetch(server.address + address, { method });
        if (open.test(path)) expect(response.status).not.toBe(401);
        else {
          expect(response.status).toBe(401);
          expect(response.headers.get('Error-Code')).toBe('unauthenticated');
        }
        await response.arrayBuffer();
      }
    });
  });
});
