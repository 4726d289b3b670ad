/** The page's three scenarios, byte for byte (reference/link-upsert.txt). */
import { describe, expect, test } from 'vitest';
import { demoFixtures } from '../../dist/cli/demo-fixtures.js';
import { startServer } from '../support/server.mjs';
import { stores } from '../support/stores.mjs';

describe.each(stores)('the page, on $name', async (store) => {
  const server = await startServer(store, demoFixtures);
  const upsert = async (client, body) =>
    server.call('POST', '/api/Link/Upsert', { token: await server.token('demo', client), body });

  test('scenario 1: a contact on a claim, by primary keys', async () => {
    const answer = await upsert('Claims', {
      ParentDomain: 'Claim',
      ParentRecordID: 5001,
      ChildDomain: 'Contact',
      ChildRecordID: 2001,
      Relationship: 'Adjuster',
    });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(
      '{"IsSuccessful":true,"RecordID":101,"Message":"Inserted link with id 101 successfully.","ParentID":5001,"ChildID":2001,"RelationshipID":3}',
    );
  });

  test('scenario 2: a link’s relationship changed, by match field', async () => {
    const answer = await upsert('Policies', {
      ParentDomain: 'Policy',
      ParentRecordKey: 'POL-2026-001',
      ParentRecordMatchField: 'PolicyNumber',
      ChildDomain: 'Contact',
      ChildRecordID: 2001,
      Relationship: 'Adjuster',
      NewRelationship: 'Underwriter',
    });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(
      '{"IsSuccessful":true,"RecordID":101,"Message":"Updated link with id 101 successfully.","ParentID":67890,"ChildID":2001,"RelationshipID":3}',
    );
  });

  test('scenario 3: a parent that cannot be found', async () => {
    const answer = await upsert('Claims', {
      ParentDomain: 'Claim',
      ParentRecordKey: 'NONEXISTENT',
      ParentRecordMatchField: 'ClaimNumber',
      ChildDomain: 'Contact',
      ChildRecordID: 2001,
    });
    expect(answer.status).toBe(500);
    expect(answer.headers.get('Error-Code')).toBe('parent_not_found');
    expect(answer.text).toBe(
      '"Unable to execute. Unable to identify the parent record based on the information provided."',
    );
  });
});
