/**
 * LinkBench's mix of operations (T. Armstrong and others, LinkBench: a Database Benchmark Based on the
 * Facebook Social Graph, 2013) as calls of the API. A node is a claim; the exponents are those of its FBWorkload.
 */
import { chance, zipf } from './random.js';
import { claimNumber, type Pair, type Shape } from './workload.js';

/** Each operation's percentage of all calls. */
const shares = {
  addlink: 9.0,
  deletelink: 3.0,
  updatelink: 8.0,
  countlink: 4.9,
  getlink: 0.5,
  getlinklist: 50.7,
  getnode: 12.9,
  addnode: 2.6,
  updatenode: 7.4,
  deletenode: 1.0,
};

export type Operation = keyof typeof shares;

/** A value for each operation. */
export function byOperation<Value>(pick: (operation: Operation) => Value): Record<Operation, Value> {
  return {
    addlink: pick('addlink'),
    deletelink: pick('deletelink'),
    updatelink: pick('updatelink'),
    countlink: pick('countlink'),
    getlink: pick('getlink'),
    getlinklist: pick('getlinklist'),
    getnode: pick('getnode'),
    addnode: pick('addnode'),
    updatenode: pick('updatenode'),
    deletenode: pick('deletenode'),
  };
}

export const operations = Object.values(byOperation((operation) => operation));

/** What a load generator, which has a process of its own, is told. */
export interface MixOptions {
  address: string;
  token: string;
  shape: Shape;
  connections: number;
  warmingSeconds: number;
  seconds: number;
  /** The number of the first call. */
  first: number;
}

/** Times in milliseconds. */
export interface Quantiles {
  count: number;
  p50: number;
  p99: number;
}

/** What the answers said was written. */
export interface Written {
  linksInserted: number;
  linksRemoved: number;
  recordsAdded: number;
  recordsDeleted: number;
}

/** What a load generator reports: for all calls together, and for each operation. */
export interface MixResult extends Quantiles {
  /** Operations a second. */
  rate: number;
  operations: Record<Operation, Quantiles>;
  written: Written;
  /** The number of the call after the last that was sent. */
  end: number;
}

const noRecord = ['not_found'];
const noSide = ['parent_not_found', 'child_not_found'];

/** Errors that count as success, since another call may have deleted the record. */
export const expectedErrors: Record<Operation, string[]> = {
  ...byOperation(() => []),
  addlink: noSide,
  deletelink: noSide,
  updatelink: noSide,
  getnode: noRecord,
  updatenode: noRecord,
  deletenode: noRecord,
};

function operationOf(drawn: number): Operation {
  let left = drawn * 100;
  for (const name of operations) {
    if (left < shares[name]) return name;
    left -= shares[name];
  }
  return 'deletenode';
}

interface Call {
  method: string;
  path: string;
  body?: object;
}

/** The calls on a database of this shape, each by its number. */
export function mixOf(shape: Shape): (number: number) => Call & { operation: Operation } {
  const { records, linksPerClaim } = shape;
  const readLink = zipf(records, 0.8);
  const writeLink = zipf(records, 0.741);
  const readNode = zipf(records, 0.625);
  const updateNode = zipf(records, 0.606);
  const anyId = (drawn: number) => 1 + Math.floor(drawn * records);

  /** A link that was seeded. */
  const seededLink = (claim: number, drawn: number): Pair => {
    const contact = 1 + ((claim - 1 + Math.floor(drawn * linksPerClaim)) % records);
    return { claim, contact };
  };
  const link = ({ claim, contact }: Pair, more?: object) => ({
    ParentDomain: 'Claim',
    ParentRecordID: claim,
    ChildDomain: 'Contact',
    ChildRecordID: contact,
    ...more,
  });
  const filter = (claim: number) => `parentDomain=Claim&parentRecordID=${claim}`;

  /** Each makes a call of two random numbers and the call's number. */
  const calls: Record<Operation, (one: number, other: number, number: number) => Call> = {
    addlink: (one, other) => ({
      method: 'POST',
      path: '/api/Link/Upsert',
      body: link({ claim: writeLink(one), contact: anyId(other) }, { Relationship: 'Adjuster' }),
    }),
    deletelink: (one, other) => ({
      method: 'POST',
      path: '/api/Link/Remove',
      body: link(seededLink(writeLink(one), other)),
    }),
    updatelink: (one, other) => ({
      method: 'POST',
      path: '/api/Link/Upsert',
      body: link(seededLink(writeLink(one), other), { Relationship: 'Adjuster', NewRelationship: 'Broker' }),
    }),
    countlink: (one) => ({ method: 'GET', path: `/api/Link/Count?${filter(readLink(one))}` }),
    getlink: (one, other) => {
      const { claim, contact } = seededLink(readLink(one), other);
      return {
        method: 'GET',
        path: `/api/Link/Query?${filter(claim)}&childDomain=Contact&childRecordID=${contact}`,
      };
    },
    getlinklist: (one) => ({ method: 'GET', path: `/api/Link/Query?${filter(readLink(one))}` }),
    getnode: (one) => ({ method: 'GET', path: `/api/Claim/${readNode(one)}` }),
    addnode: (_one, _other, number) => ({
      method: 'POST',
      path: '/api/Claim',
      body: { ClaimNumber: claimNumber(records + 1 + number), Description: 'Hail' },
    }),
    updatenode: (one, _other, number) => ({
      method: 'PUT',
      path: `/api/Claim/${updateNode(one)}`,
      body: { Description: `Hail, report ${number}` },
    }),
    deletenode: (one) => ({ method: 'DELETE', path: `/api/Claim/${anyId(one)}` }),
  };

  return (number) => {
    const operation = operationOf(chance(number, 0));
    return { operation, ...calls[operation](chance(number, 1), chance(number, 2), number) };
  };
}
