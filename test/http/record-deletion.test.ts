/** docs/reference/records.md: one record deleted, with its links. */
import { describe, expect, test } from 'vitest';
import { examineData } from '#linkwright/diagnosis/data.js';
import { startRecordsServer } from '../support/records-world.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

describe.each(stores)('DELETE /api/{domain}/{id}, on $name', async (store) => {
  const { server, tokens, call, update, remove, read, created, find } = await startRecordsServer(store);
  const link = async (parent: number, child: number, others = {}) =>
    (
      await call('POST', 'Link/Upsert', {
        ParentDomain: 'Claim',
        ParentRecordID: parent,
        ChildDomain: 'Contact',
        ChildRecordID: child,
        ...others,
      })
    ).body.RecordID;

  test('takes the record and its keys', async () => {
    const id = await created('Custom.Thing', { Code: 'D-1', Number: 77 });
    const answer = await remove('Custom.Thing', id);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      IsSuccessful: true,
      RecordID: id,
      Message: `Deleted record with id ${id} successfully.`,
    });
    expectRefusal(await call('GET', `Custom.Thing/${id}`), 404, 'not_found');
    expect(await find('Custom.Thing', 'Code', 'D-1')).toBeUndefined();
    expectRefusal(await remove('Custom.Thing', id), 404, 'not_found');
    expect(await created('Custom.Thing', { Code: 'D-1' })).toBeGreaterThan(id);
  });

  test('takes its links, as parent and as child, and leaves their history', async () => {
    const claim = await created('Claim', { ClaimNumber: 'CLM-D' });
    const links = [
      await link(claim, 2001, { Relationship: 'Broker' }),
      await link(claim, 2002),
      await link(claim, 3001, { ChildDomain: 'File' }),
    ];
    const contact = await created('Contact', { Name: 'Goes' });
    const kept = await link(claim, contact);
    const answer = await remove('Contact', contact);
    expect(answer.body.Message).toBe(`Deleted record with id ${contact} successfully. Removed its link.`);
    const { body, headers } = await remove('Claim', claim);
    expect(body.Message).toBe(`Deleted record with id ${claim} successfully. Removed its 3 links.`);
    const history = await server.rows(
      `SELECT link_id AS link, before_relationship_id AS before, after_relationship_id AS after,
           request_id AS request
         FROM link_change WHERE client_id = 1 AND action = 3 AND parent_id = ${claim} ORDER BY id`,
    );
    expect(history.map((row) => ({ ...row }))).toEqual([
      { link: kept, before: null, after: null, request: answer.headers.get('X-Request-Id') },
      ...links.map((each, at) => ({
        link: each,
        before: at === 0 ? 4 : null,
        after: null,
        request: headers.get('X-Request-Id'),
      })),
    ]);
    expect(await server.rows(`SELECT id FROM link WHERE client_id = 1 AND parent_id = ${claim}`)).toEqual([]);
  });

  test('also more links than one statement takes', async () => {
    const [claim] = await Promise.all([created('Claim', { ClaimNumber: 'CLM-MANY' })]);
    for (let from = 0; from < 2_500; from += 1_000) {
      const count = Math.min(1_000, 2_500 - from);
      const entries = Array.from({ length: count }, (_, at) => ({ ContactNumber: `MANY-${from + at}` }));
      const contacts = await call('POST', 'Contact/BulkUpsert?matchFields=ContactNumber', entries);
      const bodies = contacts.body.map(({ RecordID }) => ({
        ParentDomain: 'Claim',
        ParentRecordID: claim,
        ChildDomain: 'Contact',
        ChildRecordID: RecordID,
      }));
      await call('POST', 'Link/BulkUpsert', bodies);
    }
    const { body } = await remove('Claim', claim);
    expect(body.Message).toMatch(/Removed its 2500 links\.$/);
    const [counted] = await server.rows<{ count: number }>(
      `SELECT count(*) AS count FROM link_change
         WHERE client_id = 1 AND parent_id = ${claim} AND action = 3`,
    );
    expect(Number(counted?.count)).toBe(2_500);
  });

  test('is refused while other records refer to it, and says which', async () => {
    const message = expectRefusal(await remove('Policy', 1), 409, 'record_referenced');
    expect(message).toMatch(
      /^Unable to execute\. Other records refer to the record\. To be emptied first: Policy of Claim 500\d(, Policy of Claim 500\d){1,4}\.$/,
    );
    expect(await read('Policy', 1)).toMatchObject({ PolicyNumber: 'P-1' });
    const hidden = expectRefusal(await remove('Policy', 1, 'edith'), 409, 'record_referenced');
    expect(hidden).toMatch(/To be emptied first: a field of records that you may not view\.$/);
  });

  test('and goes once they do not', async () => {
    const policy = await created('Policy', { PolicyNumber: 'P-D' });
    const first = await created('Claim', { Policy: policy });
    const second = await created('Claim', { Policy: policy });
    expectRefusal(await remove('Policy', policy), 409, 'record_referenced');
    await update('Claim', first, { Policy: null });
    expectRefusal(await remove('Policy', policy), 409, 'record_referenced');
    await remove('Claim', second);
    expect((await remove('Policy', policy)).body.IsSuccessful).toBe(true);
  });

  test('a record that refers to itself goes', async () => {
    const id = await created('Custom.Thing', {});
    await update('Custom.Thing', id, { Parent: id });
    const other = await created('Custom.Thing', { Parent: id });
    expectRefusal(await remove('Custom.Thing', id), 409, 'record_referenced');
    await remove('Custom.Thing', other);
    expect((await remove('Custom.Thing', id)).body.IsSuccessful).toBe(true);
  });

  test('with a content type and no body', async () => {
    const id = await created('Contact', {});
    const answer = await server.call('DELETE', `/api/Contact/${id}`, {
      token: tokens.ada,
      headers: { 'Content-Type': 'application/json' },
    });
    expect(answer.body.IsSuccessful).toBe(true);
  });

  test('while links to it are made, leaves none behind', async () => {
    const claims = await Promise.all(Array.from({ length: 10 }, () => created('Claim', {})));
    const calls = claims.flatMap((claim): { claim: number; contact?: number }[] => [
      ...Array.from({ length: 20 }, (_, at) => ({ claim, contact: 2001 + at })),
      { claim },
      ...Array.from({ length: 20 }, (_, at) => ({ claim, contact: 2021 + at })),
    ]);
    await Promise.all(
      calls.map(({ claim, contact }) =>
        contact === undefined ? remove('Claim', claim) : link(claim, contact),
      ),
    );
    const gone = claims.join(', ');
    expect(await server.rows(`SELECT id FROM link WHERE client_id = 1 AND parent_id IN (${gone})`)).toEqual(
      [],
    );
  });

  test('the database is in order afterwards', async () => {
    expect(await examineData(server.store)).toEqual([]);
  });
});
