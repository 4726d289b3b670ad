/**
 * What the demo begins with: the records of the scenarios (docs/reference/upsert.md#scenarios), and a few
 * more to look around in.
 */
import { createHash } from 'node:crypto';
import { builtInRelationships } from '../contract/built-in.js';
import type { Fixture } from '../fixture/shape.js';

export const demoUser = 'demo';

/** The content of the first client's file 3002. */
export const demoNote = 'The tenant noticed the leak at six in the morning.\n';
const users = [{ user: demoUser, administrator: true }];

const claimFields = { Status: 'Open', Policy: 67890 };

/** The page's first and third scenarios: contact 2001 on claim 5001, and 101 as the id of the next link. */
const claims = {
  account: 'Demo',
  client: 'Claims',
  users,
  records: {
    Policy: [
      {
        id: 67890,
        PolicyNumber: 'POL-2026-001',
        Carrier: 'Northern Mutual',
        EffectiveDate: '2026-01-01',
        ExpirationDate: '2026-12-31',
        Premium: 18500,
      },
    ],
    Claim: [
      {
        id: 5001,
        ClaimNumber: 'CLM-2026-0001',
        Description: 'Water damage, second floor',
        LossDate: '2026-02-11',
        Amount: 42000,
        ...claimFields,
      },
      {
        id: 5002,
        ClaimNumber: 'CLM-2026-0002',
        Description: 'Rear-end collision',
        LossDate: '2026-03-02',
        Amount: 8300.5,
        ...claimFields,
      },
    ],
    Contact: [
      {
        id: 2001,
        ContactNumber: 'C-2001',
        Name: 'Maria Jensen',
        FirstName: 'Maria',
        LastName: 'Jensen',
        Email: 'maria.jensen@example.com',
      },
      {
        id: 2002,
        ContactNumber: 'C-2002',
        Name: 'Tom Okafor',
        FirstName: 'Tom',
        LastName: 'Okafor',
        Email: 'tom.okafor@example.com',
      },
      {
        id: 2003,
        ContactNumber: 'C-2003',
        Name: 'Hartmann & Söhne GmbH',
        CompanyName: 'Hartmann & Söhne GmbH',
      },
    ],
    File: [
      { id: 3001, FileName: 'survey.pdf', Description: 'Surveyor’s report', MimeType: 'application/pdf' },
      {
        id: 3002,
        FileName: 'note.txt',
        Description: 'Note of a call',
        MimeType: 'text/plain',
        Size: demoNote.length,
        SHA256: createHash('sha256').update(demoNote).digest('hex'),
      },
    ],
  },
  links: [
    {
      id: 98,
      ParentDomain: 'Claim',
      ParentRecordID: 5002,
      ChildDomain: 'Contact',
      ChildRecordID: 2002,
      Relationship: 'Claimant',
    },
    {
      id: 99,
      ParentDomain: 'Policy',
      ParentRecordID: 67890,
      ChildDomain: 'Contact',
      ChildRecordID: 2003,
      Relationship: 'Insured',
    },
    { id: 100, ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'File', ChildRecordID: 3001 },
  ],
} satisfies Fixture;

/** Each client has the records of the scenarios, so that whoever tries one gets (nearly) the reference's answer. */
export const scenarioClaim = {
  id: 5001,
  ClaimNumber: 'CLM-2026-0001',
  Description: 'Water damage, second floor',
};
export const scenarioPolicy = { id: 67890, PolicyNumber: 'POL-2026-001', Carrier: 'Northern Mutual' };

/**
 * The page's second scenario: link 101 joins contact 2001 to policy 67890, and Underwriter has the id 3. In the first
 * scenario Adjuster has that id, so this is another client, with its own list.
 */
const policies = {
  account: 'Demo',
  client: 'Policies',
  users,
  relationships: builtInRelationships.map((word, at) => {
    const trade: Record<string, string> = { Adjuster: 'Underwriter', Underwriter: 'Adjuster' };
    return { ID: at + 1, Code: trade[word] ?? word };
  }),
  records: {
    Policy: [scenarioPolicy],
    Claim: [scenarioClaim],
    Contact: [{ id: 2001, ContactNumber: 'C-2001', Name: 'Maria Jensen' }],
  },
  links: [
    {
      id: 101,
      ParentDomain: 'Policy',
      ParentRecordID: 67890,
      ChildDomain: 'Contact',
      ChildRecordID: 2001,
      Relationship: 'Adjuster',
    },
  ],
} satisfies Fixture;

const onClaim = (id: number, contact: number, relationship: string, claim = 5001) => ({
  id,
  ParentDomain: 'Claim',
  ParentRecordID: claim,
  ChildDomain: 'Contact',
  ChildRecordID: contact,
  Relationship: relationship,
});

/**
 * A client in which a contact may have several roles on one claim, a claim has one adjuster at most, and two contacts
 * have the same name. It has domains of its own.
 */
const roles = {
  account: 'Demo',
  client: 'Roles',
  linkIdentity: 'relationship',
  users,
  domains: [
    {
      Name: 'Custom.Berth',
      Fields: [
        { Name: 'Code', Type: 'Text', Unique: true },
        { Name: 'Depth', Type: 'Numeric' },
      ],
    },
    {
      Name: 'Custom.Site',
      Label: 'Site',
      Linkable: true,
      Fields: [
        { Name: 'Name', Type: 'Text' },
        { Name: 'Manager', Type: 'Association', RefersTo: 'Contact' },
      ],
    },
    { Name: 'Custom.Empty' },
  ],
  relationships: builtInRelationships.map((word, at) => ({
    ID: at + 1,
    Code: word,
    ...(word === 'Adjuster' ? { Limits: { Claim: 1 } } : {}),
  })),
  records: {
    Policy: [scenarioPolicy],
    Claim: [scenarioClaim, { id: 5002, ClaimNumber: 'CLM-2026-0002', Description: 'Rear-end collision' }],
    Contact: [
      { id: 2001, ContactNumber: 'C-2001', Name: 'Alex Kim' },
      { id: 2002, ContactNumber: 'C-2002', Name: 'Alex Kim' },
    ],
    'Custom.Site': [{ id: 1, Name: 'Depot 4' }],
    'Custom.Berth': [
      { id: 1, Code: 'A-1' },
      { id: 2, Code: 'A-2' },
    ],
  },
  links: [
    onClaim(101, 2001, 'Claimant'),
    onClaim(102, 2001, 'Witness'),
    onClaim(103, 2002, 'Adjuster', 5002),
    onClaim(104, 2002, 'Witness'),
    { id: 105, ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Custom.Site', ChildRecordID: 1 },
  ],
} satisfies Fixture;

export const demoFixtures: [typeof claims, typeof policies, typeof roles] = [claims, policies, roles];
