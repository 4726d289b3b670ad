/** Upserts of any kind, as a test draws them: what is sent, and what its names mean. */
import fc from 'fast-check';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { required } from './required.js';

const relationshipIds: Record<string, number> = { Claimant: 1, Insured: 2, Adjuster: 3, Broker: 4 };

/** The Code of a relationship. */
export function nameOf(id: number | null): string {
  return required(Object.entries(relationshipIds).find(([, each]) => each === id))[0];
}

/** The world: two keys that differ in case alone, two numbers that a double takes for one, and a key of two records. */
export const records: Required<Fixture>['records'] = {
  Claim: [
    { id: 5001, ClaimNumber: 'CLM-1', Amount: 1500.5, Description: 'Hail' },
    { id: 5002, ClaimNumber: '007', Amount: '12345678901234567890', Description: 'Hail' },
    { id: 5003, ClaimNumber: 'clm-1', Amount: '12345678901234567891' },
  ],
  Contact: [
    { id: 2001, ContactNumber: '100', Name: 'Ann' },
    { id: 2002, ContactNumber: '0100', Name: 'Ann' },
    { id: 2003, ContactNumber: 'C-3', Name: 'M\u00fcller' },
  ],
  File: [{ id: 3001, FileName: 'survey.pdf', Size: 10 }],
};

type Fault =
  | 'invalid_request'
  | 'parent_not_found'
  | 'parent_ambiguous'
  | 'child_not_found'
  | 'child_ambiguous';

/** A way to name a record: id, key, match field, and the record that they name, or what the call is refused with. */
type Way = [sent: { id?: unknown; key?: unknown; field?: unknown }, means: number | Fault];

interface Ways {
  known: [Way, ...Way[]];
  wrong: Way[];
}

const parents: Ways = {
  known: [
    [{ id: 5001 }, 5001],
    [{ id: 5002 }, 5002],
    [{ id: 5003 }, 5003],
    [{ id: '5001' }, 5001],
    [{ id: 5002, key: 'CLM-1', field: 'ClaimNumber' }, 5002],
    [{ id: 5001, key: true, field: 'NoSuchField' }, 5001],
    [{ id: null, key: 'CLM-1', field: 'ClaimNumber' }, 5001],
    [{ id: '', key: 'clm-1', field: 'ClaimNumber' }, 5003],
    [{ key: '007', field: 'ClaimNumber' }, 5002],
    [{ key: '1500.50', field: 'Amount' }, 5001],
    [{ key: 1500.5, field: 'Amount' }, 5001],
    [{ key: '12345678901234567890', field: 'Amount' }, 5002],
    [{ key: '12345678901234567891.0', field: 'Amount' }, 5003],
  ],
  wrong: [
    [{ id: 9999 }, 'parent_not_found'],
    [{ id: 9999, key: 'CLM-1', field: 'ClaimNumber' }, 'parent_not_found'],
    [{ id: 2001 }, 'parent_not_found'],
    [{ key: 'Clm-1', field: 'ClaimNumber' }, 'parent_not_found'],
    [{ key: 'CLM-1 ', field: 'ClaimNumber' }, 'parent_not_found'],
    [{ key: 7, field: 'ClaimNumber' }, 'parent_not_found'],
    [{ key: '12345678901234567892', field: 'Amount' }, 'parent_not_found'],
    [{ key: 'much', field: 'Amount' }, 'parent_not_found'],
    [{ key: 'Hail', field: 'Description' }, 'parent_ambiguous'],
    [{ id: 0 }, 'invalid_request'],
    [{ id: 1.5 }, 'invalid_request'],
    [{ key: 'CLM-1' }, 'invalid_request'],
    [{ field: 'ClaimNumber' }, 'invalid_request'],
    [{}, 'invalid_request'],
    [{ key: '5001', field: 'Policy' }, 'invalid_request'],
    [{ key: 'CLM-1', field: 'claimNumber' }, 'invalid_request'],
    [{ key: 'X', field: 'Policy.PolicyNumber' }, 'invalid_request'],
    [{ key: '2026-01-01', field: 'LossDate' }, 'invalid_request'],
  ],
};
const children: Ways = {
  known: [
    [{ id: 2001 }, 2001],
    [{ id: 2002 }, 2002],
    [{ id: 2003 }, 2003],
    [{ id: '2003', key: {}, field: 7 }, 2003],
    [{ key: '100', field: 'ContactNumber' }, 2001],
    [{ key: 100, field: 'ContactNumber' }, 2001],
    [{ key: '0100', field: 'ContactNumber' }, 2002],
    [{ key: 'Mu\u0308ller', field: 'Name' }, 2003],
  ],
  wrong: [
    [{ id: 9999 }, 'child_not_found'],
    [{ id: 5001 }, 'child_not_found'],
    [{ key: '00100', field: 'ContactNumber' }, 'child_not_found'],
    [{ key: 'Muller', field: 'Name' }, 'child_not_found'],
    [{ key: 'Ann', field: 'Name' }, 'child_ambiguous'],
    [{ key: 'Ann' }, 'invalid_request'],
    [{ key: 'Ann', field: 'FullName' }, 'invalid_request'],
  ],
};
const files: Ways = {
  known: [
    [{ id: 3001 }, 3001],
    [{ key: 'survey.pdf', field: 'FileName' }, 3001],
    [{ key: '1e1', field: 'Size' }, 3001],
  ],
  wrong: [
    [{ id: 9999 }, 'child_not_found'],
    [{ key: 'Survey.pdf', field: 'FileName' }, 'child_not_found'],
  ],
};

/** Mostly records that exist, and one of them most often, so that pairs come to have several links. */
const oneOf = ({ known, wrong }: Ways) =>
  fc.oneof(
    { weight: 20, arbitrary: fc.constant(known[0]) },
    { weight: 15, arbitrary: fc.constantFrom(...known) },
    { weight: 2, arbitrary: fc.constantFrom(...wrong) },
  );

/** What is sent, and the relationship's id: `null` for none, 'unknown' for one that is not there. */
type NamedRelationship = [sent: string | null | undefined, means: number | null | 'unknown'];

const relationshipName = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<NamedRelationship[]>([undefined, null], [null, null], ['', null]) },
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      ...Object.entries(relationshipIds),
      ...Object.entries(relationshipIds).map(([name, id]): NamedRelationship => [name.toUpperCase(), id]),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<NamedRelationship[]>(['Landlord', 'unknown'], ['Adjuster ', 'unknown']),
  },
);

const sideOf = (side: 'Parent' | 'Child', { id, key, field }: Way[0]) => ({
  [`${side}RecordID`]: id,
  [`${side}RecordKey`]: key,
  [`${side}RecordMatchField`]: field,
});

/** A call, and the meaning of its names. */
export interface Asked {
  body: object;
  parent: number | Fault;
  childDomain: string;
  child: number | Fault;
  named: number | null | 'unknown';
  wanted: number | null | 'unknown';
}

const command = fc
  .record({
    parent: oneOf(parents),
    childDomain: fc.oneof(
      { weight: 8, arbitrary: fc.constant('Contact') },
      { weight: 1, arbitrary: fc.constant('File') },
    ),
    contact: oneOf(children),
    file: oneOf(files),
    named: relationshipName,
    wanted: relationshipName,
  })
  .map(({ parent, childDomain, contact, file, named, wanted }): Asked => {
    const child = childDomain === 'Contact' ? contact : file;
    // As over HTTP, properties that are `undefined` are left out.
    const body = JSON.parse(
      JSON.stringify({
        ParentDomain: 'Claim',
        ...sideOf('Parent', parent[0]),
        ChildDomain: childDomain,
        ...sideOf('Child', child[0]),
        Relationship: named[0],
        NewRelationship: wanted[0],
      }),
    );
    return { body, parent: parent[1], childDomain, child: child[1], named: named[1], wanted: wanted[1] };
  });
// The size says that long lists are as likely as short ones.
export const commands = fc.array(command, { minLength: 1, maxLength: 40, size: 'max' });

/**
 * A link identity, and what the links of the pair that is named most carry at the start. No upsert makes an
 * untyped link beside another, but a fixture does.
 */
export interface Start {
  identity: LinkIdentity;
  carried: (number | null)[];
}

export const starts = fc
  .tuple(
    // It stands here twice, since it has three times the rows.
    fc.constantFrom<LinkIdentity[]>('pair', 'relationship', 'relationship'),
    fc.uniqueArray(fc.constantFrom(null, ...Object.values(relationshipIds)), { maxLength: 3 }),
  )
  .map(
    ([identity, carried]): Start => ({
      identity,
      carried: identity === 'pair' ? carried.slice(0, 1) : carried,
    }),
  );
export const startPair = { parent: 5001, childDomain: 'Contact', child: 2001 };
