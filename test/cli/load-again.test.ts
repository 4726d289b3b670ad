/** `linkwright load` into a database that holds something already, also beside its server. */
import { describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import { call } from '../support/call.js';
import { runHere } from '../support/command-here.js';
import {
  type FileDatabase,
  linkBodyOf,
  linkOf,
  loading,
  rowsOf,
  serving,
  totals,
  wholeFile,
} from '../support/loading.js';

type Schemas = components['schemas'];

const { mustLoad, newDatabase, wholeDatabase } = loading();

describe('a file loaded again', () => {
  test('changes nothing, and history is not doubled', async () => {
    const database = await wholeDatabase();
    const before = totals(database);
    const links = rowsOf<object>(database, 'SELECT id, relationship_id FROM link ORDER BY id');
    await mustLoad(database, wholeFile());
    expect(totals(database)).toEqual(before);
    expect(before.link_change).toBe(4);
    expect(rowsOf<object>(database, 'SELECT id, relationship_id FROM link ORDER BY id')).toEqual(links);
    expect((await runHere(['doctor', '--database', database.url])).code).toBe(0);
    await serving(database, 'ada', async (api) => {
      const link = linkBodyOf(5001, 2002, 'Witness');
      expect((await api('POST', '/api/Link/Upsert', link)).body.RecordID).toBe(206);
    });
  });

  test('brings what is there to what the file says, and leaves what it does not name', async () => {
    const database = await wholeDatabase();
    const changed = wholeFile();
    changed.records = { Claim: [{ id: 5001, ClaimNumber: '00043' }] };
    changed.links = [{ ...linkOf(101, 5001, 2001), Relationship: 'Witness' }];
    await mustLoad(database, changed);
    await serving(database, 'ada', async (api) => {
      expect((await api<Schemas['RecordRow']>('GET', '/api/Claim/5001')).body.ClaimNumber).toBe('00043');
      expect((await api<Schemas['RecordRow']>('GET', '/api/Claim/5007')).body.ClaimNumber).toBe('CLM-7');
      const byKey = (key: string) =>
        api(
          'GET',
          `/api/Link/Count?parentDomain=Claim&parentRecordKey=${key}&parentRecordMatchField=ClaimNumber`,
        );
      expect((await byKey('00042')).status).toBe(500);
      expect((await byKey('00043')).body.Count).toBe(3);
      const { body } = await api<Schemas['LinkRow'][]>(
        'GET',
        '/api/Link/Query?parentDomain=Claim&parentRecordID=5001&childDomain=Contact',
      );
      expect(body.map((row) => [row.LinkID, row.ContactType])).toEqual([[101, 'Witness']]);
    });
    expect(
      rowsOf<object>(database, 'SELECT action FROM link_change WHERE link_id = 101 ORDER BY id'),
    ).toHaveLength(2);
  });

  test('a former password does not work once another is loaded', async () => {
    const database = newDatabase();
    const content = (password: string) => ({
      account: 'A',
      client: 'C',
      users: [{ user: 'ada', password, administrator: true }],
    });
    await mustLoad(database, content('first'));
    await mustLoad(database, content('second'));
    await serving(database, 'ada', async (_api, address) => {
      const signIn = (Password: string) =>
        call(address, 'POST', '/Authentication/Authenticate', {
          body: { Account: 'A', ClientName: 'C', User: 'ada', Password },
        });
      expect((await signIn('first')).status).toBe(401);
      expect((await signIn('second')).status).toBe(200);
    });
  });

  test('its relationships may change places', async () => {
    const database = newDatabase();
    const content = (first: string, second: string) => ({
      account: 'A',
      client: 'C',
      users: [{ user: 'ada', administrator: true }],
      relationships: [
        { id: 1, code: first },
        { id: 2, code: second },
      ],
    });
    await mustLoad(database, content('One', 'Two'));
    await mustLoad(database, content('Two', 'One'));
    await serving(database, 'ada', async (api) => {
      const { body } = await api<Schemas['Relationship'][]>('GET', '/api/Contact/Codes/ContactType');
      expect(body.map(({ ID, Code }) => [ID, Code])).toEqual([
        [1, 'Two'],
        [2, 'One'],
      ]);
    });
  });

  test('two clients in one database keep their own', async () => {
    const database = await wholeDatabase();
    await mustLoad(database, { ...wholeFile(), client: 'Second', linkIdentity: 'relationship' });
    const { stdout } = await runHere(['client', 'list', '--json', '--database', database.url]);
    expect(
      (JSON.parse(stdout) as { name: string; linkIdentity: string }[]).map(({ name, linkIdentity }) => [
        name,
        linkIdentity,
      ]),
    ).toEqual([
      ['Main', 'pair'],
      ['Second', 'relationship'],
    ]);
    expect(totals(database)).toMatchObject({ link: 8, link_change: 8, record: 12 });
  });
});

describe('beside a running server', () => {
  type Work = Parameters<typeof serving>[2];
  const servingApart = (database: FileDatabase, work: Work) =>
    serving(database, 'ada', work, { apart: true });

  test('which notices new records, relationships and users', async () => {
    const database = await wholeDatabase();
    await servingApart(database, async (api, address) => {
      const link = linkBodyOf(5007, 2003, 'Broker');
      expect((await api('POST', '/api/Link/Upsert', link)).status).toBe(500);
      const present = { ...link, ChildRecordID: 2001 };
      expect((await api('POST', '/api/Link/Upsert', present)).status).toBe(400);
      const more = wholeFile();
      more.relationships.push({ id: 12, code: 'Broker' });
      more.records.Contact?.push({ id: 2003, Name: 'New' });
      more.domains.push({ name: 'Custom.Port', fields: [{ name: 'Number', type: 'Text' }] });
      more.users.push({ user: 'eve', password: 'new here', roles: ['readers'] });
      await mustLoad(database, more);
      // Several times a second it looks what others have changed (test/faults/settings.test.ts).
      const answer = async () => (await api('POST', '/api/Link/Upsert', link)).body;
      await expect.poll(answer).toMatchObject({ RecordID: 206, RelationshipID: 12 });
      expect((await api<Schemas['RecordRow']>('GET', '/api/Contact/2003')).body.Name).toBe('New');
      expect((await api('GET', '/api/Custom.Port/Query')).body).toEqual([]);
      const signedIn = await call(address, 'POST', '/Authentication/Authenticate', {
        body: { Account: 'Acme', ClientName: 'Main', User: 'eve', Password: 'new here' },
      });
      expect(signedIn.status).toBe(200);
      const asEve = await call(address, 'GET', '/api/Claim/Query', { token: signedIn.body.token });
      expect(asEve.status).toBe(200);
    });
  });

  test('which goes on writing meanwhile, and no id is given out twice', async () => {
    const database = newDatabase();
    const content = wholeFile();
    content.records.Contact = Array.from({ length: 3_000 }, (_, at) => ({
      id: at + 1,
      Name: `Contact ${at + 1}`,
    }));
    content.records['Custom.Vessel'] = [{ id: 40, Number: 'V-1', Owner: 1 }];
    content.links = [linkOf(1, 5001, 1)];
    await mustLoad(database, content);
    await servingApart(database, async (api) => {
      let done = false;
      const ids: (number | undefined)[] = [];
      const write = async (from: number) => {
        for (let contact = from; contact <= 2_000 && !done; contact += 4) {
          const link = linkBodyOf(5001, contact);
          const { status, body } = await api('POST', '/api/Link/Upsert', link);
          expect(status).toBe(200);
          ids.push(body.RecordID);
        }
      };
      const writers = [2, 3, 4, 5].map(write);
      const more = { ...content, links: [linkOf(100_000, 5007, 2_500, 'Witness')] };
      try {
        await mustLoad(database, more);
      } finally {
        done = true;
        await Promise.all(writers);
      }
      expect(new Set(ids).size).toBe(ids.length);
      const link = linkBodyOf(5007, 2_600);
      expect((await api('POST', '/api/Link/Upsert', link)).body.RecordID).toBeGreaterThan(100_000);
    });
    expect((await runHere(['doctor', '--database', database.url])).code).toBe(0);
  });
});
