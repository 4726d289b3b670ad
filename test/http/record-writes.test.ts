/** docs/reference/records.md: one record created, changed, upserted. */
import { describe, expect, test } from 'vitest';
import { examineData } from '#linkwright/diagnosis/data.js';
import { startRecordsServer } from '../support/records-world.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

const domainsAside = ['Link', 'Nothing', 'claim', 'Clam', 'Metadata'];

describe.each(stores)('writes of one record, on $name', async (store) => {
  const { server, tokens, call, create, update, read, created, find } = await startRecordsServer(store);

  describe('POST /api/{domain}', () => {
    test('creates a record that is read and found by its keys', async () => {
      const answer = await create('Custom.Thing', { Code: 'T-1', Number: '1500.50', Kind: '', Day: null });
      expect(answer.status).toBe(200);
      const { RecordID } = answer.body;
      expect(Object.entries(answer.body)).toEqual([
        ['IsSuccessful', true],
        ['RecordID', RecordID],
        ['Message', `Inserted record with id ${RecordID} successfully.`],
      ]);
      expect(await read('Custom.Thing', RecordID)).toEqual({
        ID: RecordID,
        Code: 'T-1',
        Number: 1500.5,
        Day: null,
        Flag: null,
        Kind: null,
        Parent: null,
      });
      expect(await find('Custom.Thing', 'Number', '1500.5')).toBe(RecordID);
    });

    test('each call makes one, also an empty one, and ids go up', async () => {
      const first = await created('Contact', { Name: 'Twice' });
      const second = await created('Contact', { Name: 'Twice' });
      const third = await created('Contact', {});
      expect([second, third]).toEqual([first + 1, first + 2]);
      expect(first).toBeGreaterThan(2060);
    });

    test('whatever the case of the fixed part, and with a slash', async () => {
      const answer = await server.call('POST', '/API/Contact/', { token: tokens.ada, body: {} });
      expect(answer.body.IsSuccessful).toBe(true);
    });

    test('many at once get an id each', async () => {
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => create('Contact', { Name: 'Many' })),
      );
      expect(new Set(answers.map(({ body }) => body.RecordID)).size).toBe(50);
    });
  });

  describe('PUT /api/{domain}/{id}', () => {
    test('changes the fields named, empties with null and "", leaves the others', async () => {
      const id = await created('Custom.Thing', { Code: 'U-1', Number: 5, Day: '2026-01-31', Flag: true });
      const answer = await update('Custom.Thing', id, { Code: 'U-2', Number: null, Day: '' });
      expect(answer.body).toEqual({
        IsSuccessful: true,
        RecordID: id,
        Message: `Updated record with id ${id} successfully.`,
      });
      expect(await read('Custom.Thing', id)).toMatchObject({
        Code: 'U-2',
        Number: null,
        Day: null,
        Flag: true,
      });
      expect(await find('Custom.Thing', 'Code', 'U-2')).toBe(id);
      expect(await find('Custom.Thing', 'Code', 'U-1')).toBeUndefined();
    });

    test('takes back what GET answers', async () => {
      const id = await created('Custom.Thing', { Code: 'R-1', Number: '12345678901234567890', Kind: 'A' });
      const row = await read('Custom.Thing', id);
      for (const ID of [id, String(id), null]) {
        expect((await update('Custom.Thing', id, { ...row, ID })).body.RecordID).toBe(id);
      }
      expect(await read('Custom.Thing', id)).toEqual(row);
      const message = expectRefusal(
        await update('Custom.Thing', id, { ...row, ID: id + 1 }),
        400,
        'invalid_request',
      );
      expect(message).toContain(`ID must be that of the path, ${id}, or left out; ${id + 1} was given.`);
    });

    test('a field that is named ID is a field', async () => {
      const id = await created('Custom.Numbered', { ID: 'first' });
      await update('Custom.Numbered', id, { ID: 'second' });
      expect(await find('Custom.Numbered', 'ID', 'second')).toBe(id);
    });

    test('with nothing named is an update that changes nothing', async () => {
      expect((await update('Claim', 5001, {})).body.IsSuccessful).toBe(true);
      expect(await read('Claim', 5001)).toMatchObject({ ClaimNumber: 'CLM-1', Policy: 1 });
    });
  });

  describe('POST /api/{domain}/Upsert', () => {
    const upsert = (query: string, body: unknown) => call('POST', `Custom.Thing/Upsert?${query}`, body);

    test('inserts, then updates what the match fields find', async () => {
      const first = (await upsert('matchFields=Code,Number', { Code: 'M-1', Number: 1, Kind: 'A' })).body;
      expect(first.Message).toBe(`Inserted record with id ${first.RecordID} successfully.`);
      const second = (await upsert('matchFields=Code,Number', { Code: 'M-1', Number: '1.0', Flag: true }))
        .body;
      expect(second).toEqual({
        IsSuccessful: true,
        RecordID: first.RecordID,
        Message: `Updated record with id ${first.RecordID} successfully.`,
      });
      expect(await read('Custom.Thing', first.RecordID)).toMatchObject({ Kind: 'A', Flag: true });
    });

    test('a dry run writes nothing', async () => {
      const { body } = await upsert('matchFields=Code&dryRun=true', { Code: 'M-2' });
      expect(body).toEqual({
        IsSuccessful: true,
        RecordID: null,
        Message: 'Would insert a record.',
        DryRun: true,
      });
      expect(await find('Custom.Thing', 'Code', 'M-2')).toBeUndefined();
    });

    test('refuses what an entry of a bulk call would be refused with, as an error', async () => {
      await created('Custom.Thing', { Code: 'M-3' });
      await created('Custom.Thing', { Code: 'M-3' });
      expectRefusal(await upsert('matchFields=Code', { Code: 'M-3' }), 409, 'record_ambiguous');
      const wrong: [string, unknown, RegExp][] = [
        ['matchFields=Code', { Number: 1 }, /Code must be provided, because it is a match field/],
        ['matchFields=Code', { Code: 'M', Parent: 999_999 }, /Parent must be the id of a record/],
        ['matchFields=Parent', { Parent: 1 }, /association fields are not allowed/],
        ['', { Code: 'M' }, /matchFields is required/],
        ['matchFields=Code', [{ Code: 'M' }], /must be a JSON object; an array was given/],
        ['matchFields=Code&atomic=true', { Code: 'M' }, /atomic/],
      ];
      for (const [query, body, words] of wrong) {
        expect(expectRefusal(await upsert(query, body), 400, 'invalid_request')).toMatch(words);
      }
      const problem = await server.call('POST', '/api/Custom.Thing/Upsert?matchFields=Code', {
        token: tokens.ada,
        body: { Number: 1 },
        headers: { Accept: 'application/problem+json' },
      });
      expect(problem.body.errors).toEqual([expect.objectContaining({ pointer: '/Code' })]);
    });

    test('equal calls at once make one record', async () => {
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => upsert('matchFields=Code', { Code: 'M-9' })),
      );
      expect(new Set(answers.map(({ body }) => body.RecordID)).size).toBe(1);
      expect(answers.filter(({ body }) => body.Message.startsWith('Inserted'))).toHaveLength(1);
    });
  });

  describe('what is refused', () => {
    const writes: [string, string][] = [
      ['POST', 'Custom.Thing'],
      ['PUT', 'Custom.Thing/1'],
      ['POST', 'Custom.Thing/Upsert?matchFields=Code'],
    ];
    const wrongValues: [unknown, RegExp][] = [
      [{ Cod: 'x' }, /The Custom\.Thing domain has no field "Cod"\. Did you mean 'Code'/],
      [{ Code: 'x', Number: 'much' }, /Number must be a number.*"much" was given/],
      [{ Code: 'x', Day: '2026-02-30' }, /Day must be a date like 2026-01-31; "2026-02-30" was given/],
      [{ Code: 'x', Kind: 'C' }, /Kind must be one of A, B; "C" was given/],
      [{ Code: 'x', Flag: 1 }, /Flag must be true or false; 1 was given/],
      [{ Code: 'x', Parent: -1 }, /Parent must be a record's id/],
      [{ Code: 'x', Parent: 999_999 }, /Parent must be the id of a record; there is none with id 999999/],
      [{ Code: 'x\0' }, /Code must be well-formed Unicode without NUL/],
      [[], /must be a JSON object; an array was given/],
      ['"text"', /must be a JSON object; "text" was given/],
      ['null', /must be a JSON object; null was given/],
    ];
    test.each(writes)('%s %s, by the values', async (method, path) => {
      if (method === 'PUT') await created('Custom.Thing', {});
      for (const [body, words] of wrongValues) {
        expect(expectRefusal(await call(method, path, body), 400, 'invalid_request')).toMatch(words);
      }
    });

    test.each<[string, string, object | undefined]>([
      ['POST', 'Contact?dryRun=true', {}],
      ['PUT', 'Contact/2001?dryRun=true', {}],
      ['DELETE', 'Contact/2001?dryRun=true', undefined],
    ])('%s %s: a switch that is not there does not write', async (method, path, body) => {
      const message = expectRefusal(await call(method, path, body), 400, 'invalid_request');
      expect(message).toContain('Unknown property "dryRun". Accepted: none.');
      expect(await read('Contact', 2001)).toMatchObject({ ContactNumber: 'C-2001' });
    });

    test.each(domainsAside)('the domain %s', async (domain) => {
      for (const [method, path] of [
        ['POST', domain],
        ['PUT', `${domain}/1`],
        ['DELETE', `${domain}/1`],
      ] as const) {
        expectRefusal(await call(method, path, method === 'DELETE' ? undefined : {}), 404, 'not_found');
      }
    });

    test.each(['0', '-1', '1.5', 'x', '9007199254740992'])('the id %s', async (id) => {
      for (const method of ['PUT', 'DELETE']) {
        const answer = await call(method, `Contact/${id}`, method === 'PUT' ? {} : undefined);
        expect(expectRefusal(answer, 400, 'invalid_request')).toContain('id must be an integer from 1 to');
      }
    });

    test("an id that is not there, also another client's", async () => {
      const id = await created('Policy', { PolicyNumber: 'P-OWN' });
      for (const [method, body] of [
        ['PUT', { PolicyNumber: 'TAKEN' }],
        ['DELETE', undefined],
      ] as const) {
        expectRefusal(await call(method, 'Policy/999999', body), 404, 'not_found');
        expectRefusal(await call(method, `Policy/${id}`, body, 'other'), 404, 'not_found');
      }
      expect(await read('Policy', id)).toMatchObject({ PolicyNumber: 'P-OWN' });
    });

    test('who may not edit the domain', async () => {
      for (const [method, path, body] of [
        ['POST', 'Claim', {}],
        ['PUT', 'Claim/5001', { Status: 'Shut' }],
        ['PUT', 'Claim/999999', {}],
        ['DELETE', 'Claim/5002', undefined],
        ['POST', 'Claim/Upsert?matchFields=ClaimNumber', { ClaimNumber: 'X' }],
      ] as const) {
        for (const as of ['grace', 'edith'] as const) {
          const message = expectRefusal(await call(method, path, body, as), 403, 'permission_denied');
          expect(message).toBe('Unable to execute. You need the Edit permission on the Claim domain.');
        }
      }
      expect((await update('Policy', 2, { Carrier: 'North' }, 'edith')).body.IsSuccessful).toBe(true);
    });

    test('other methods of these paths, and writes on paths of other things', async () => {
      for (const [method, path, allowed] of [
        ['GET', 'Claim', 'POST'],
        ['DELETE', 'Claim', 'POST'],
        ['POST', 'Claim/5001', 'GET, HEAD, PUT, DELETE'],
        ['PUT', 'Claim/Upsert', 'POST'],
        ['POST', 'Domains', 'GET, HEAD'],
        ['PUT', 'Link/Upsert', 'POST'],
        ['DELETE', 'Link/Query', 'GET, HEAD'],
      ] as const) {
        const answer = await call(method, path, method === 'GET' || method === 'DELETE' ? undefined : {});
        expectRefusal(answer, 405, 'method_not_allowed');
        expect(required(answer.headers.get('Allow')).split(', ').sort()).toEqual(allowed.split(', ').sort());
      }
      expect((await call('GET', 'Contact/Codes/ContactType')).body).toHaveLength(12);
    });
  });

  test('metadata that changes meanwhile is read again', async () => {
    const fields = Array.from({ length: 5 }, (_, at) => ({ Name: `Later${at}`, Type: 'Text' }));
    const [domain] = await Promise.all([
      ...fields.map((field) => call('PUT', 'Metadata/Domains/Custom.Thing', { Fields: [field] })),
    ]);
    expect(domain?.status).toBe(200);
    const id = await created('Custom.Thing', { Later4: 'now' });
    expect(await read('Custom.Thing', id)).toMatchObject({ Later4: 'now' });
  });

  test('the database is in order afterwards', async () => {
    expect(await examineData(server.store)).toEqual([]);
  });
});
