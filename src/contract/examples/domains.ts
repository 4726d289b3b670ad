/** Examples of the operations on domains and their fields. */
import type { OperationExample } from '../operation.js';
import { domainPermissions } from '../permissions.js';

/** What an administrator may do with the records of any domain. */
const Permissions = [...domainPermissions];

/** The rules of a field for which none were made. */
const noRules = { Matching: 'exact', Required: false, Unique: false, Format: null, Currency: null };

export const domainExamples: Record<string, OperationExample[]> = {
  listDomains: [
    {
      summary: 'Every domain',
      answer: [
        { Name: 'Policy', Label: 'Policy', Linkable: false, Custom: false, Permissions },
        { Name: 'Claim', Label: 'Claim', Linkable: false, Custom: false, Permissions },
        { Name: 'Location', Label: 'Location', Linkable: false, Custom: false, Permissions },
        { Name: 'Incident', Label: 'Incident', Linkable: false, Custom: false, Permissions },
        { Name: 'Member', Label: 'Member', Linkable: false, Custom: false, Permissions },
        { Name: 'Contact', Label: 'Contact', Linkable: true, Custom: false, Permissions },
        { Name: 'File', Label: 'File', Linkable: true, Custom: false, Permissions },
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
          ...noRules,
          Custom: false,
        },
        {
          Name: 'Description',
          Label: 'Description',
          Type: 'Text',
          CanMatch: true,
          RefersTo: null,
          Codes: null,
          ...noRules,
          Custom: false,
        },
        {
          Name: 'Status',
          Label: 'Status',
          Type: 'Text',
          CanMatch: true,
          RefersTo: null,
          Codes: null,
          ...noRules,
          Custom: false,
        },
        {
          Name: 'LossDate',
          Label: 'LossDate',
          Type: 'Date',
          CanMatch: false,
          RefersTo: null,
          Codes: null,
          ...noRules,
          Custom: false,
        },
        {
          Name: 'Policy',
          Label: 'Policy',
          Type: 'Association',
          CanMatch: false,
          RefersTo: 'Policy',
          Codes: null,
          ...noRules,
          Custom: false,
        },
        {
          Name: 'Amount',
          Label: 'Amount',
          Type: 'Numeric',
          CanMatch: true,
          RefersTo: null,
          Codes: null,
          ...noRules,
          Custom: false,
        },
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
      answer: { Name: 'Custom.Vessel', Label: 'Vessel', Linkable: true, Custom: true, Permissions },
    },
    {
      summary: 'A field more for a domain that is there',
      path: { domain: 'Claim' },
      body: { Fields: [{ Name: 'Reserve', Type: 'Numeric' }] },
      answer: { Name: 'Claim', Label: 'Claim', Linkable: false, Custom: false, Permissions },
    },
    {
      summary: 'Another label, and a code more',
      path: { domain: 'Custom.Vessel' },
      body: { Fields: [{ Name: 'Flag', Label: 'Flag state', Type: 'Coded', Codes: ['DE', 'DK', 'NO'] }] },
      answer: { Name: 'Custom.Vessel', Label: 'Vessel', Linkable: true, Custom: true, Permissions },
    },
    {
      summary: 'Rules of a field: an address that is found however it is typed',
      path: { domain: 'Contact' },
      body: { Fields: [{ Name: 'Email', Type: 'Text', Matching: 'loose', Format: 'email' }] },
      answer: { Name: 'Contact', Label: 'Contact', Linkable: true, Custom: false, Permissions },
    },
    {
      summary: 'A rule that records break',
      path: { domain: 'Contact' },
      body: { Fields: [{ Name: 'CompanyName', Type: 'Text', Required: true }] },
      refused: 'in_use',
      answer:
        'Unable to execute. CompanyName of the Contact domain cannot be required: records have no value: 2001, 2002.',
    },
    {
      summary: 'A domain with links is no longer to be linkable',
      client: 'Roles',
      path: { domain: 'Custom.Site' },
      body: { Linkable: false },
      refused: 'in_use',
      answer: 'Unable to execute. Custom.Site must stay linkable: 1 link to its records exists.',
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
  dropDomain: [
    {
      summary: 'A domain without records',
      client: 'Roles',
      path: { domain: 'Custom.Empty' },
      answer: { IsSuccessful: true, Message: 'Dropped the domain Custom.Empty.' },
    },
    {
      summary: 'One that is in use',
      client: 'Roles',
      path: { domain: 'Custom.Site' },
      refused: 'in_use',
      answer: 'Unable to execute. The Custom.Site domain has 1 record and 1 link.',
    },
    {
      summary: 'One that is built in',
      path: { domain: 'Claim' },
      refused: 'invalid_request',
      answer: 'Unable to execute. The Claim domain is built in; only Custom. domains can be dropped.',
    },
    {
      summary: 'One that is not there',
      path: { domain: 'Custom.Vessel' },
      refused: 'not_found',
      answer: 'Unable to execute. There is no domain "Custom.Vessel".',
    },
    {
      summary: 'Without the permission',
      as: 'viewer',
      path: { domain: 'Custom.Vessel' },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
  ],
  dropField: [
    {
      summary: 'A field in which no record has a value',
      client: 'Roles',
      path: { domain: 'Custom.Site', field: 'Manager' },
      answer: { IsSuccessful: true, Message: 'Dropped the field Manager of the Custom.Site domain.' },
    },
    {
      summary: 'One that is in use',
      client: 'Roles',
      path: { domain: 'Custom.Site', field: 'Name' },
      refused: 'in_use',
      answer: 'Unable to execute. 1 record of the Custom.Site domain has a value in Name.',
    },
    {
      summary: 'One that is built in',
      path: { domain: 'Claim', field: 'ClaimNumber' },
      refused: 'invalid_request',
      answer:
        'Unable to execute. The field ClaimNumber of the Claim domain is built in; only fields that were added can be dropped.',
    },
    {
      summary: 'One that is not there',
      path: { domain: 'Claim', field: 'ClaimNumbers' },
      refused: 'not_found',
      answer:
        'Unable to execute. The Claim domain has no field "ClaimNumbers". Did you mean \'ClaimNumber\'?',
    },
    {
      summary: 'Without the permission',
      as: 'viewer',
      path: { domain: 'Claim', field: 'ClaimNumber' },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
  ],
};
