/** A client of the demo to look around in: a small claims office, the same in every run. */
import { createHash } from 'node:crypto';
import type { Fixture } from '../fixture/shape.js';
import { demoPdf, demoPicture } from './demo-files.js';

const given = [
  'Amara',
  'Bruno',
  'Chloé',
  'Daniel',
  'Elif',
  'Farid',
  'Grace',
  'Hannah',
  'Ivan',
  'Jamila',
  'Kenji',
];
const family = [
  'Abara',
  'Brandt',
  'Costa',
  'Duarte',
  'Eriksson',
  'Fischer',
  'Garcia',
  'Haddad',
  'Ito',
  'Jensen',
];
const companies = [
  'Hartmann & Söhne GmbH',
  'Blue Harbor Freight',
  'Olmo Foods',
  'Northgate Clinic',
  'Keller Roofing',
];
const carriers = ['Northern Mutual', 'Atlas Casualty', 'Harborstone'];
const losses = [
  'Water damage, second floor',
  'Rear-end collision',
  'Slip on a wet floor',
  'Hail on a flat roof',
  'Pallet fell on a foot',
  'Fire in a kitchen',
  'Stolen laptop',
  'Forklift hit a shelf',
];
const statuses = ['Open', 'Open', 'In review', 'Closed'];

/** A number below `below` that looks random and is the same in every run. */
const chosen = (seed: string, below: number) =>
  createHash('sha256').update(seed).digest().readUInt32BE(0) % below;
const oneOf = <Value>(values: readonly Value[], seed: string) => values[chosen(seed, values.length)] as Value;

const numbers = (count: number, first: number) => Array.from({ length: count }, (_, at) => first + at);

/** The date that many days before the demo's last day. */
const dateOf = (days: number) => new Date(Date.UTC(2026, 10, 20 - days)).toISOString().slice(0, 10);

const people = numbers(70, 1).map((id) => {
  const first = oneOf(given, `first ${id}`);
  const last = oneOf(family, `last ${id}`);
  const mail = `${first}.${last}${id}`
    .normalize('NFD')
    .replaceAll(/[^\w.]/g, '')
    .toLowerCase();
  return {
    id,
    ContactNumber: `C-${1_000 + id}`,
    Name: `${first} ${last}`,
    FirstName: first,
    LastName: last,
    Email: `${mail}@example.com`,
    Phone: `+1 555 01${String(chosen(`phone ${id}`, 100)).padStart(2, '0')}`,
  };
});
const firms = companies.map((name, at) => ({
  id: 71 + at,
  ContactNumber: `C-${1_071 + at}`,
  Name: name,
  CompanyName: name,
}));

const policies = numbers(12, 1).map((id) => ({
  id,
  PolicyNumber: `POL-2026-${String(id).padStart(3, '0')}`,
  Carrier: oneOf(carriers, `carrier ${id}`),
  EffectiveDate: '2026-01-01',
  ExpirationDate: '2026-12-31',
  Premium: 1_000 * (4 + chosen(`premium ${id}`, 60)),
}));

const claims = numbers(60, 1).map((id) => ({
  id,
  ClaimNumber: `CLM-2026-${String(id).padStart(4, '0')}`,
  Description: oneOf(losses, `loss ${id}`),
  Status: oneOf(statuses, `status ${id}`),
  LossDate: dateOf(chosen(`date ${id}`, 300)),
  Policy: 1 + chosen(`policy ${id}`, policies.length),
  Amount: 50 * (4 + chosen(`amount ${id}`, 900)),
}));

/** The files' contents. Several claims may have the same one. */
export const tourContents: { type: string; name: string; about: string; bytes: Buffer }[] = [
  ...['Roof, north side', 'Kitchen', 'Loading bay'].map((about, at) => ({
    type: 'image/png',
    name: `photo-${at + 1}.png`,
    about,
    bytes: demoPicture(at),
  })),
  ...['Surveyor’s report', 'Estimate of repairs'].map((about, at) => ({
    type: 'application/pdf',
    name: `report-${at + 1}.pdf`,
    about,
    bytes: demoPdf(about.replace('’', "'")),
  })),
  {
    type: 'text/plain',
    name: 'call.txt',
    about: 'Note of a call',
    bytes: Buffer.from('The tenant noticed the leak at six in the morning.\nA plumber came at eight.\n'),
  },
];

const files = numbers(24, 1).map((id) => {
  const { type, name, about, bytes } = oneOf(tourContents, `content ${id}`);
  return {
    id,
    FileName: `${String(id).padStart(2, '0')}-${name}`,
    Description: about,
    Folder: type.startsWith('image') ? 'Photos' : 'Reports',
    MimeType: type,
    Size: bytes.length,
    SHA256: createHash('sha256').update(bytes).digest('hex'),
  };
});

/** The records that the scenarios name by id. Their policy comes first, by its number. */
const ofScenarios = {
  claim: {
    id: 5001,
    ClaimNumber: 'CLM-2026-5001',
    Description: 'Water damage, second floor',
    Status: 'Open',
    LossDate: '2026-02-11',
    Policy: 1,
    Amount: 42_000,
  },
  contact: {
    id: 2001,
    ContactNumber: 'C-2001',
    Name: 'Maria Jensen',
    FirstName: 'Maria',
    LastName: 'Jensen',
    Email: 'maria.jensen@example.com',
  },
};

const adjusters = numbers(5, 1);
const brokers = numbers(3, 6);
const others = ['Witness', 'Defense Attorney', 'Medical Provider', 'Expert Witness'];

/** Each role on a claim goes to a different person, since a pair has one link. */
function rolesOn(claim: number): [contact: number, relationship: string][] {
  const claimant = 10 + chosen(`claimant ${claim}`, 40);
  const further = others.slice(0, chosen(`further ${claim}`, 4));
  return [
    [oneOf(adjusters, `adjuster ${claim}`), 'Adjuster'],
    [claimant, 'Claimant'],
    ...further.map((role): [number, string] => [
      50 + chosen(`${role} ${claim}`, 5) + 5 * others.indexOf(role),
      role,
    ]),
  ];
}

const onClaims = claims.flatMap(({ id }) =>
  rolesOn(id).map(([contact, relationship]) => ({
    parent: 'Claim',
    of: id,
    child: 'Contact',
    contact,
    relationship,
  })),
);
const onPolicies = policies.flatMap(({ id }) => [
  {
    parent: 'Policy',
    of: id,
    child: 'Contact',
    contact: oneOf(firms, `insured ${id}`).id,
    relationship: 'Insured',
  },
  {
    parent: 'Policy',
    of: id,
    child: 'Contact',
    contact: oneOf(brokers, `broker ${id}`),
    relationship: 'Broker',
  },
]);
const ofFiles = files.map(({ id }) => ({
  parent: 'Claim',
  of: 1 + chosen(`claim of ${id}`, 20),
  child: 'File',
  contact: id,
  relationship: undefined,
}));

/** What the link itself says, of those who have worked on a claim or a policy since some day. */
function fieldsOf(relationship: string, of: number): { Fields?: Record<string, string> } {
  if (relationship === 'Broker') return { Fields: { Since: '2026-01-01' } };
  if (relationship === 'Adjuster') return { Fields: { Since: dateOf(chosen(`since ${of}`, 200)) } };
  return relationship === 'Witness' ? { Fields: { Note: 'Saw it from across the street' } } : {};
}

export const tour: Fixture = {
  account: 'Demo',
  client: 'Tour',
  users: [
    { user: 'demo', administrator: true },
    { user: 'grace', roles: ['Claims administrator'] },
    { user: 'ivan', roles: ['Auditor'] },
  ],
  roles: [
    {
      name: 'Claims administrator',
      grants: {
        '*': ['View'],
        Claim: ['View', 'Edit', 'AttachContacts', 'DetachContacts', 'AttachFiles', 'ModifyFiles'],
        Contact: ['View', 'Edit'],
      },
    },
    { name: 'Auditor', grants: { '*': ['View'] } },
  ],
  linkFields: {
    Contact: [
      { Name: 'Since', Type: 'Date' },
      { Name: 'Note', Type: 'Text' },
    ],
  },
  records: {
    Policy: policies,
    Claim: [...claims, ofScenarios.claim],
    Contact: [...people, ...firms, ofScenarios.contact],
    File: files,
  },
  links: [...onPolicies, ...onClaims, ...ofFiles].map(({ parent, of, child, contact, relationship }, at) => ({
    id: at + 1,
    ParentDomain: parent,
    ParentRecordID: of,
    ChildDomain: child,
    ChildRecordID: contact,
    ...(relationship === undefined ? {} : { Relationship: relationship }),
    ...(relationship === undefined ? {} : fieldsOf(relationship, of)),
  })),
};
