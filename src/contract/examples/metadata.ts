/** Examples of the operations on domains and relationships. */
import type { OperationExample } from '../operation.js';

export const metadataExamples: Record<string, OperationExample[]> = {
  listDomains: [
    {
      summary: 'Every domain',
      answer: [
        { Name: 'Policy', Label: 'Policy', Linkable: false },
        { Name: 'Claim', Label: 'Claim', Linkable: false },
        { Name: 'Location', Label: 'Location', Linkable: false },
        { Name: 'Incident', Label: 'Incident', Linkable: false },
        { Name: 'Member', Label: 'Member', Linkable: false },
        { Name: 'Contact', Label: 'Contact', Linkable: true },
        { Name: 'File', Label: 'File', Linkable: true },
      ],
    },
  ],
  dataDictionary: [
    {
      summary: 'The fields of a claim',
      path: { domain: 'Claim' },
      answer: [
        {
          Name: 'ClaimNumber',
          Label: 'ClaimNumber',
          Type: 'Text',
          CanMatch: true,
          RefersTo: null,
          Codes: null,
        },
        {
          Name: 'Description',
          Label: 'Description',
          Type: 'Text',
          CanMatch: true,
          RefersTo: null,
          Codes: null,
        },
        { Name: 'Status', Label: 'Status', Type: 'Text', CanMatch: true, RefersTo: null, Codes: null },
        { Name: 'LossDate', Label: 'LossDate', Type: 'Date', CanMatch: false, RefersTo: null, Codes: null },
        {
          Name: 'Policy',
          Label: 'Policy',
          Type: 'Association',
          CanMatch: false,
          RefersTo: 'Policy',
          Codes: null,
        },
        { Name: 'Amount', Label: 'Amount', Type: 'Numeric', CanMatch: true, RefersTo: null, Codes: null },
      ],
    },
    {
      summary: 'A domain that is not there',
      path: { domain: 'Contract' },
      refused: 'not_found',
      answer: 'Unable to execute. There is no domain "Contract". Did you mean \'Contact\'?',
    },
    {
      summary: 'Without the permission',
      as: 'stranger',
      path: { domain: 'Claim' },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the View permission on the Claim domain.',
    },
  ],
  saveDomain: [
    {
      summary: 'A domain of your own, whose records may be children of links',
      path: { domain: 'Custom.Vessel' },
      body: {
        Label: 'Vessel',
        Linkable: true,
        Fields: [
          { Name: 'Imo', Type: 'Text' },
          { Name: 'Flag', Type: 'Coded', Codes: ['DE', 'DK'] },
        ],
      },
      answer: { Name: 'Custom.Vessel', Label: 'Vessel', Linkable: true },
    },
    {
      summary: 'A field more for a domain that is there',
      path: { domain: 'Claim' },
      body: { Fields: [{ Name: 'Reserve', Type: 'Numeric' }] },
      answer: { Name: 'Claim', Label: 'Claim', Linkable: false },
    },
    {
      summary: 'A name without Custom.',
      path: { domain: 'Vessel' },
      body: {},
      refused: 'invalid_request',
      answer:
        'Unable to execute. A domain of your own must be named Custom. and a word of up to 100 letters, digits and underscores; "Vessel" was given.',
    },
    {
      summary: 'Without the permission',
      as: 'viewer',
      path: { domain: 'Custom.Vessel' },
      body: {},
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
  ],
  listRelationships: [
    {
      summary: 'Every relationship',
      answer: [
        { ID: 1, Code: 'Claimant', Description: 'Claimant' },
        { ID: 2, Code: 'Insured', Description: 'Insured' },
        { ID: 3, Code: 'Adjuster', Description: 'Adjuster' },
        { ID: 4, Code: 'Broker', Description: 'Broker' },
        { ID: 5, Code: 'Underwriter', Description: 'Underwriter' },
        { ID: 6, Code: 'Witness', Description: 'Witness' },
        { ID: 7, Code: 'Defense Attorney', Description: 'Defense Attorney' },
        { ID: 8, Code: 'Plaintiff Attorney', Description: 'Plaintiff Attorney' },
        { ID: 9, Code: 'Expert Witness', Description: 'Expert Witness' },
        { ID: 10, Code: 'Medical Provider', Description: 'Medical Provider' },
        { ID: 11, Code: 'Employer', Description: 'Employer' },
        { ID: 12, Code: 'Investigator', Description: 'Investigator' },
      ],
    },
  ],
  saveRelationship: [
    {
      summary: 'A new one',
      body: { Code: 'Surveyor' },
      answer: { ID: 13, Code: 'Surveyor', Description: 'Surveyor' },
    },
    {
      summary: 'Rename it',
      body: { ID: 13, Code: 'Marine Surveyor', Description: 'Surveyor of vessels' },
      answer: { ID: 13, Code: 'Marine Surveyor', Description: 'Surveyor of vessels' },
    },
    {
      summary: 'A Code that is taken',
      body: { Code: 'adjuster' },
      refused: 'invalid_request',
      answer: "Unable to execute. Code must be unique; relationship 3 is 'Adjuster' already.",
    },
    {
      summary: 'Without the permission',
      as: 'viewer',
      body: { Code: 'Surveyor' },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
    {
      summary: 'An ID that is not there',
      body: { ID: 99, Code: 'Surveyor' },
      refused: 'relationship_not_found',
      answer: "Unable to execute. Unable to identify the relationship '99'.",
    },
  ],
};
