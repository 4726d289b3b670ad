/** What the demo begins with: the records of the contract's page, and a few more to look around in. */
import { builtInRelationships } from '../contract/built-in.js';
import type { Fixture } from '../fixture/shape.js';

export const demoUser = 'demo';
const users = [{ user: demoUser, administrator: true }];

const claimFields = { Status: 'Open', Policy: 67890 };

/** The page's first and third scenario: contact 2001 on claim 5001, and link 101 the next to be made. */
const claims: Fixture = {
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
};

/**
 * The page's second scenario. There contact 2001 is on policy 67890 by link 101, and Underwriter has the
 * id 3, which in the first is Adjuster's: another client, with a list of its own.
 */
const policies: Fixture = {
  account: 'Demo',
  client: 'Policies',
  users,
  relationships: builtInRelationships.map((word, at) => {
    const trade: Record<string, string> = { Adjuster: 'Underwriter', Underwriter: 'Adjuster' };
    return { ID: at + 1, Code: trade[word] ?? word };
  }),
  records: {
    Policy: [{ id: 67890, PolicyNumber: 'POL-2026-001', Carrier: 'Northern Mutual' }],
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
};

/** A client in which a contact may have several roles on one claim, and in which two contacts share a name. */
const roles: Fixture = {
  account: 'Demo',
  client: 'Roles',
  linkIdentity: 'relationship',
  users,
  records: {
    Claim: [{ id: 5001, ClaimNumber: 'CLM-2026-0001', Description: 'Water damage, second floor' }],
    Contact: [
      { id: 2001, ContactNumber: 'C-2001', Name: 'Alex Kim' },
      { id: 2002, ContactNumber: 'C-2002', Name: 'Alex Kim' },
    ],
  },
  links: ['Claimant', 'Witness'].map((relationship, at) => ({
    id: 101 + at,
    ParentDomain: 'Claim',
    ParentRecordID: 5001,
    ChildDomain: 'Contact',
    ChildRecordID: 2001,
    Relationship: relationship,
  })),
};

export const demoFixtures: Fixture[] = [claims, policies, roles];
