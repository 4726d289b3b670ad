/** What a new client has from the start (docs/reference/words.md#built-in). */
import type { FieldType } from './words.js';

interface BuiltInDomain {
  name: string;
  label: string;
  linkable: boolean;
  /** Name, type and, for an association, the domain that it refers to. */
  fields: [name: string, type: FieldType, refersTo?: string][];
}

export const builtInDomains: BuiltInDomain[] = [
  {
    name: 'Policy',
    label: 'Policy',
    linkable: false,
    fields: [
      ['PolicyNumber', 'Text'],
      ['Carrier', 'Text'],
      ['EffectiveDate', 'Date'],
      ['ExpirationDate', 'Date'],
      ['Premium', 'Numeric'],
    ],
  },
  {
    name: 'Claim',
    label: 'Claim',
    linkable: false,
    fields: [
      ['ClaimNumber', 'Text'],
      ['Description', 'Text'],
      ['Status', 'Text'],
      ['LossDate', 'Date'],
      ['Policy', 'Association', 'Policy'],
      ['Amount', 'Numeric'],
    ],
  },
  {
    name: 'Location',
    label: 'Location',
    linkable: false,
    fields: [
      ['LocationNumber', 'Text'],
      ['Name', 'Text'],
      ['Address', 'Text'],
      ['City', 'Text'],
      ['State', 'Text'],
      ['PostalCode', 'Text'],
      ['Country', 'Text'],
    ],
  },
  {
    name: 'Incident',
    label: 'Incident',
    linkable: false,
    fields: [
      ['IncidentNumber', 'Text'],
      ['Description', 'Text'],
      ['Status', 'Text'],
      ['IncidentDate', 'DateTime'],
      ['Location', 'Association', 'Location'],
    ],
  },
  {
    name: 'Member',
    label: 'Member',
    linkable: false,
    fields: [
      ['MemberNumber', 'Text'],
      ['Name', 'Text'],
      ['FirstName', 'Text'],
      ['LastName', 'Text'],
      ['Email', 'Text'],
      ['Phone', 'Text'],
    ],
  },
  {
    name: 'Contact',
    label: 'Contact',
    linkable: true,
    fields: [
      ['ContactNumber', 'Text'],
      ['Name', 'Text'],
      ['FirstName', 'Text'],
      ['LastName', 'Text'],
      ['CompanyName', 'Text'],
      ['Email', 'Text'],
      ['Phone', 'Text'],
    ],
  },
  {
    name: 'File',
    label: 'File',
    linkable: true,
    fields: [
      ['FileName', 'Text'],
      ['Description', 'Text'],
      ['Folder', 'Text'],
      ['MimeType', 'Text'],
      ['Size', 'Numeric'],
      ['SHA256', 'Text'],
      ['ExternalDirectURL', 'Text'],
    ],
  },
];

/** The numbers that are unique in a client that is made for new work, by their domains. */
const uniqueNumbers: Record<string, string> = {
  Claim: 'ClaimNumber',
  Policy: 'PolicyNumber',
  Incident: 'IncidentNumber',
  Contact: 'ContactNumber',
};

/** Whether the field is one of them. */
export function isBuiltInNumber(domain: string, field: string): boolean {
  return uniqueNumbers[domain] === field;
}

/** Whether the field comes with the product, and so cannot be dropped. */
export function isBuiltInField(domain: string, field: string): boolean {
  const fields = builtInDomains.find(({ name }) => name === domain)?.fields ?? [];
  return fields.some(([name]) => name === field);
}

/** Their ids count from 1 in this order; Code and Description are the same word. */
export const builtInRelationships = [
  'Claimant',
  'Insured',
  'Adjuster',
  'Broker',
  'Underwriter',
  'Witness',
  'Defense Attorney',
  'Plaintiff Attorney',
  'Expert Witness',
  'Medical Provider',
  'Employer',
  'Investigator',
];
