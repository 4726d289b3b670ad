/** What the tests of reading a body begin with: two records of each side, and bodies of a link between them. */
import type { Fixture } from '#linkwright/fixture/shape.js';
import type { AnswerBody } from './answers.js';
import { startServer } from './server.js';
import type { TestStore } from './stores.js';

export const longKey = 'k'.repeat(5_000);

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', administrator: true }],
  records: {
    Claim: [
      { id: 5001, ClaimNumber: 'CLM-1' },
      { id: 5002, ClaimNumber: '77' },
      { id: 5003, ClaimNumber: longKey },
    ],
    Contact: [
      { id: 2001, ContactNumber: 'C-1' },
      { id: 2002, ContactNumber: '88' },
      { id: 2003, ContactNumber: longKey },
    ],
  },
};

export const byId = {
  ParentDomain: 'Claim',
  ParentRecordID: 5001,
  ChildDomain: 'Contact',
  ChildRecordID: 2001,
};

/** A body as text, with one property written as it is given: for numbers that JavaScript cannot hold. */
export function withRaw(body: object, property: string, raw: string): string {
  const others = Object.entries(body)
    .filter(([name]) => name !== property)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return `{${[...others, `${JSON.stringify(property)}:${raw}`].join(',')}}`;
}

/** Numbers of many digits take another way through the reader; what holds without one holds with one. */
export const longNumber = '12345678901234567890';

interface SentTo {
  path?: string;
  headers?: Record<string, string>;
}

/** A server with the records, and calls of its administrator. */
export async function startBodyServer(store: TestStore) {
  const server = await startServer(store, [fixture]);
  const token = await server.token('ada');
  const send = <Body = AnswerBody>(body: unknown, { path = '/api/Link/Upsert', headers }: SentTo = {}) =>
    server.call<Body>('POST', path, { token, body, headers });
  const count = async () =>
    (await server.call('GET', '/api/Link/Count?parentDomain=Claim', { token })).body.Count;
  return { server, token, send, count };
}
