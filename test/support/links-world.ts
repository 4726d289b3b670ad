/** What the tests of queries of links begin with: links of a few kinds, and users who may view some of them. */

import type { Fixture } from '#linkwright/fixture/shape.js';
import type { Answer, AnswerBody } from './answers.js';
import { startServer } from './server.js';
import type { TestStore } from './stores.js';
import { viewers } from './viewers.js';

const link = (
  id: number,
  parent: string,
  parentId: number,
  child: string,
  childId: number,
  Relationship?: string,
) => ({
  id,
  ParentDomain: parent,
  ParentRecordID: parentId,
  ChildDomain: child,
  ChildRecordID: childId,
  ...(Relationship === undefined ? {} : { Relationship }),
});

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  domains: [{ Name: 'Custom.Vessel', Linkable: true, Fields: [{ Name: 'IMO', Type: 'Text' }] }],
  ...viewers,
  records: {
    Claim: [
      { id: 1, ClaimNumber: 'CLM-1', Amount: '1500.50' },
      { id: 2, ClaimNumber: 'CLM-2' },
      { id: 3, ClaimNumber: 'TWICE' },
      { id: 4, ClaimNumber: 'TWICE' },
      ...Array.from({ length: 30 }, (_, index) => ({ id: 100 + index })),
    ],
    Policy: [{ id: 1, PolicyNumber: 'POL-1' }],
    Contact: [
      { id: 1, ContactNumber: 'C-1' },
      { id: 2, ContactNumber: 'C-2' },
      { id: 3, ContactNumber: 'C-3' },
    ],
    File: [{ id: 1, FileName: 'a.pdf' }],
    'Custom.Vessel': [{ id: 1, IMO: '9074729' }],
  },
  links: [
    link(10, 'Claim', 1, 'Contact', 1, 'Adjuster'),
    link(11, 'Claim', 1, 'Contact', 2, 'Broker'),
    link(12, 'Claim', 2, 'Contact', 1, 'Adjuster'),
    link(13, 'Claim', 2, 'Contact', 3),
    link(14, 'Policy', 1, 'Contact', 1, 'Insured'),
    link(15, 'Claim', 1, 'File', 1),
    link(16, 'Policy', 1, 'File', 1),
    link(17, 'Claim', 1, 'Custom.Vessel', 1),
  ],
};

/** The ids of the links that a query answers. */
export const idsOf = ({ body }: Answer): number[] => body.map(({ LinkID }) => LinkID);

/** A server with the links, and calls of its users. */
export async function startLinksServer(store: TestStore) {
  const server = await startServer(store, [fixture]);
  const tokens = {
    ada: await server.token('ada'),
    grace: await server.token('grace'),
    carl: await server.token('carl'),
    walt: await server.token('walt'),
  };
  type User = keyof typeof tokens;
  const get = <Body = AnswerBody>(path: string, as: User = 'ada') =>
    server.call<Body>('GET', path, { token: tokens[as] });
  const query = <Body = AnswerBody>(parameters: string, as?: User) =>
    get<Body>(`/api/Link/Query?${parameters}`, as);
  const count = (parameters: string, as?: User) => get(`/api/Link/Count?${parameters}`, as);
  return { server, tokens, get, query, count };
}
