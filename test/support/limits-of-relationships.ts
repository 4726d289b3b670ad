/** What the tests of limits of relationships begin with: clients with the same records, and calls on them. */
import { expect } from 'vitest';
import type { Fixture } from '#linkwright/fixture/shape.js';
import type { Answer } from './answers.js';
import { type CallOptions, expectRefusal, type TestServer } from './server.js';

export const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
export const fixtureOf = (client: string, more: Partial<Fixture> = {}): Fixture => ({
  account: 'Acme',
  client,
  domains: [{ Name: 'Custom.Vessel', Linkable: true, Fields: [{ Name: 'Name', Type: 'Text' }] }],
  roles: [{ name: 'Claims alone', grants: { Claim: ['View', 'AttachContacts'] } }],
  users: [
    { user: 'ada', administrator: true },
    { user: 'bob', roles: ['Claims alone'] },
  ],
  records: {
    Claim: numbers(60).map((id) => ({ id, ClaimNumber: `CLM-${id}` })),
    Policy: [{ id: 1, PolicyNumber: 'POL-1' }],
    Contact: numbers(300).map((id) => ({ id, ContactNumber: `C-${id}` })),
    File: [{ id: 1, FileName: 'a.pdf' }],
    'Custom.Vessel': [{ id: 1, Name: 'Ann' }],
  },
  ...more,
});
/** Where relationships are listed and saved. */
export const path = '/api/Contact/Codes/ContactType';

/** What one client's callers send, on a claim of the test's own. */
export async function worldOf(server: TestServer, client: string) {
  const token = await server.token('ada', client);
  const call = (method: string, where: string, body?: unknown, more: CallOptions = {}) =>
    server.call(method, where, { token, body, ...more });
  const limit = (ID: number, Limits: unknown) => call('POST', path, { ID, Limits });
  const bodyOf = (claim: number, contact: number, Relationship?: string, NewRelationship?: string) => ({
    ParentDomain: 'Claim',
    ParentRecordID: claim,
    ChildDomain: 'Contact',
    ChildRecordID: contact,
    Relationship,
    NewRelationship,
  });
  const link = (...parts: Parameters<typeof bodyOf>) => call('POST', '/api/Link/Upsert', bodyOf(...parts));
  const count = async (claim: number, relationship: string) =>
    (
      await call(
        'GET',
        `/api/Link/Count?parentDomain=Claim&parentRecordID=${claim}&relationship=${relationship}`,
      )
    ).body.Count;
  return { token, call, limit, bodyOf, link, count };
}

/** Expects that a call is refused because it would exceed a limit. */
export const passes = (answer: Answer, message: string) =>
  expect(expectRefusal(answer, 409, 'relationship_limit')).toBe(`Unable to execute. ${message}`);
