/**
 * A call of every operation that succeeds on `everyFixture`, changing something where it is there to, and the permissions that it takes. An operation
 * without a row here is one that nobody has thought about: a test fails.
 */

import type { ErrorCode } from '#linkwright/contract/errors.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import type { Answer } from './answers.js';
import type { CallOptions } from './server.js';
import { encodeForm } from './upload.js';

export const everyPermission = [
  'View',
  'Edit',
  'AttachContacts',
  'DetachContacts',
  'AttachFiles',
  'ModifyFiles',
];

export const password = 'correct horse battery';

/** A client as the calls find it. Each call may be sent once, and leaves the others what they need. */
export const everyFixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  domains: [{ Name: 'Custom.Spare' }, { Name: 'Claim', Fields: [{ Name: 'Spare', Type: 'Text' }] }],
  linkFields: { Contact: [{ Name: 'Spare', Type: 'Text' }] },
  roles: [
    { name: 'held', grants: {} },
    { name: 'spare', grants: {} },
  ],
  users: [
    { user: 'ada', password, administrator: true },
    { user: 'ben', roles: ['held'] },
    { user: 'leaving' },
  ],
  records: {
    Claim: [
      { id: 1, ClaimNumber: 'CLM-1' },
      { id: 2, ClaimNumber: 'CLM-2' },
    ],
    Contact: [{ id: 1, ContactNumber: 'C-1' }],
  },
  links: [1, 2].map((id) => ({
    id,
    ParentDomain: 'Claim',
    ParentRecordID: id,
    ChildDomain: 'Contact',
    ChildRecordID: 1,
  })),
};

const pair = { ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Contact', ChildRecordID: 1 };
const ofPair = '?parentDomain=Claim&childDomain=Contact';
const form = encodeForm({ FileName: 'note.txt', content: 'a note' });
const nothing = {};
const viewOfBoth = { Claim: ['View'], Contact: ['View'] };
const viewOfClaims = { Claim: ['View'] };
const editOfClaims = { Claim: ['Edit'] };
const administer = { '*': ['Administer'] };

/** Permissions by domain, as a role has them. */
export type Grants = Record<string, string[]>;

export interface OperationCall {
  /** The permissions needed; given for every operation that is not `open` and has no `needsAny`. */
  needs?: Grants;
  /** A domain with which the caller must be able to do something. */
  needsAny?: string;
  /** Whether it takes no token. */
  open?: boolean;
  /** Whether it takes a token of a sign-in. */
  asSession?: boolean;
  /** What refuses those who lack a permission, where it is not that code. */
  refused?: ErrorCode;
  /** What `server.call` takes. */
  call: [method: string, path: string, options?: CallOptions];
  /** Finds the refusal where it is not in the header. */
  codeOf?: (answer: Answer) => string | undefined;
}

export const everyOperation: Record<string, OperationCall> = {
  upsertLink: { needs: { Claim: ['AttachContacts'] }, call: ['POST', '/api/Link/Upsert', { body: pair }] },
  removeLink: { needs: { Claim: ['DetachContacts'] }, call: ['POST', '/api/Link/Remove', { body: pair }] },
  undoChange: {
    needs: { Claim: ['DetachContacts'] },
    call: ['POST', '/api/Link/Undo?dryRun', { body: { ChangeID: 5 } }],
  },
  upsertLinks: {
    needs: { Claim: ['AttachContacts'] },
    call: ['POST', '/api/Link/BulkUpsert', { body: [pair] }],
    codeOf: ({ body }) => body[0]?.ErrorCode,
  },
  removeLinks: {
    needs: { Claim: ['DetachContacts'] },
    call: ['POST', '/api/Link/BulkRemove', { body: [pair] }],
    codeOf: ({ body }) => body[0]?.ErrorCode,
  },
  queryLinks: { needs: viewOfBoth, call: ['GET', `/api/Link/Query${ofPair}`] },
  countLinks: { needs: viewOfBoth, call: ['GET', `/api/Link/Count${ofPair}`] },
  linkHistory: { needs: viewOfBoth, call: ['GET', `/api/Link/History${ofPair}`] },
  linkChanges: { needs: viewOfBoth, call: ['GET', `/api/Link/Changes${ofPair}`] },
  linkChangesStream: { needs: viewOfBoth, call: ['GET', `/api/Link/Changes/Stream${ofPair}`] },
  recordHistory: { needs: viewOfClaims, call: ['GET', '/api/Claim/1/History'] },
  recordChanges: { needs: viewOfClaims, call: ['GET', '/api/Claim/Changes'] },
  recordChangesStream: { needs: viewOfClaims, call: ['GET', '/api/Claim/Changes/Stream'] },
  queryRecords: { needs: viewOfClaims, call: ['GET', '/api/Claim/Query'] },
  readRecord: { needs: viewOfClaims, call: ['GET', '/api/Claim/1'] },
  createRecord: { needs: editOfClaims, call: ['POST', '/api/Claim', { body: { ClaimNumber: 'CLM-3' } }] },
  updateRecord: { needs: editOfClaims, call: ['PUT', '/api/Claim/1', { body: { Status: 'Open' } }] },
  mergeRecords: {
    // The link of the record that goes would go over.
    needs: { Claim: ['Edit', 'AttachContacts', 'DetachContacts'] },
    call: ['POST', '/api/Claim/Merge?dryRun', { body: { KeepID: 1, MergeID: 2 } }],
  },
  deleteRecord: { needs: editOfClaims, call: ['DELETE', '/api/Claim/2'] },
  upsertRecord: {
    needs: editOfClaims,
    call: ['POST', '/api/Claim/Upsert?matchFields=ClaimNumber', { body: { ClaimNumber: 'CLM-1' } }],
  },
  upsertRecords: {
    needs: editOfClaims,
    call: ['POST', '/api/Claim/BulkUpsert?matchFields=ClaimNumber', { body: [{ ClaimNumber: 'CLM-1' }] }],
  },
  uploadFile: {
    needs: { Claim: ['AttachFiles'] },
    call: [
      'POST',
      '/api/Files/Upload/Claim/1',
      { body: form.body.toString(), headers: { 'Content-Type': form.type } },
    ],
  },
  // The file that the upload has made.
  readContent: { needs: { File: ['View'] }, call: ['GET', '/api/File/1/Content'] },
  listDomains: { needs: nothing, call: ['GET', '/api/Domains'] },
  dataDictionary: { needsAny: 'Claim', call: ['GET', '/api/Metadata/Domains/Claim/DataDictionary'] },
  saveDomain: { needs: administer, call: ['PUT', '/api/Metadata/Domains/Custom.Thing', { body: {} }] },
  listRelationships: { needs: nothing, call: ['GET', '/api/Contact/Codes/ContactType'] },
  saveRelationship: {
    needs: administer,
    call: ['POST', '/api/Contact/Codes/ContactType', { body: { ID: 1, Description: 'Who claims' } }],
  },
  upsertRelationships: {
    needs: administer,
    call: [
      'POST',
      '/api/Contact/Codes/ContactType/BulkUpsert',
      { body: [{ Code: 'Insured', Description: 'Who is insured' }] },
    ],
  },
  dropDomain: { needs: administer, call: ['DELETE', '/api/Metadata/Domains/Custom.Spare'] },
  listLinkFields: { needsAny: 'Contact', call: ['GET', '/api/Metadata/Links/Contact'] },
  saveLinkFields: {
    needs: administer,
    call: ['PUT', '/api/Metadata/Links/Contact', { body: { Fields: [{ Name: 'Till', Type: 'Date' }] } }],
  },
  dropLinkField: { needs: administer, call: ['DELETE', '/api/Metadata/Links/Contact/Fields/Spare'] },
  dropField: { needs: administer, call: ['DELETE', '/api/Metadata/Domains/Claim/Fields/Spare'] },
  dropRelationship: { needs: administer, call: ['DELETE', '/api/Contact/Codes/ContactType/12'] },
  authenticate: {
    open: true,
    call: [
      'POST',
      '/Authentication/Authenticate',
      { body: { Account: 'Acme', ClientName: 'Main', User: 'ada', Password: password } },
    ],
  },
  authenticateOAuth: {
    open: true,
    call: [
      'POST',
      '/Authentication/AuthenticateOAuth',
      { body: { Grant_Type: 'client_credentials', Client_ID: 'Acme:Main:ada', Client_Secret: password } },
    ],
  },
  // It succeeds only on a database without a client.
  createFirstAdministrator: {
    open: true,
    refused: 'unauthenticated',
    call: [
      'POST',
      '/Authentication/FirstAdministrator',
      { body: { Secret: 'x', Account: 'Acme', ClientName: 'New', User: 'ada', Password: password } },
    ],
  },
  signOut: { needs: nothing, asSession: true, call: ['POST', '/Authentication/SignOut'] },
  hasTokenExpired: { open: true, call: ['GET', '/Authentication/HasTokenExpired'] },
  ping: { open: true, call: ['GET', '/Authentication/Ping'] },
  readMe: { needs: nothing, call: ['GET', '/api/Me'] },
  changePassword: {
    needs: nothing,
    call: ['PUT', '/api/Me/Password', { body: { OldPassword: password, NewPassword: password } }],
  },
  readClient: { needs: nothing, call: ['GET', '/api/Client'] },
  readClientSizes: { needs: administer, call: ['GET', '/api/Client/Sizes'] },
  saveClient: { needs: administer, call: ['PUT', '/api/Client', { body: { AuditLogDays: 500 } }] },
  listUsers: { needs: administer, call: ['GET', '/api/Users'] },
  saveUser: { needs: administer, call: ['PUT', '/api/Users/cleo', { body: {} }] },
  deleteUser: { needs: administer, call: ['DELETE', '/api/Users/leaving'] },
  listRoles: { needs: administer, call: ['GET', '/api/Roles'] },
  saveRole: {
    needs: administer,
    call: ['PUT', '/api/Roles/held', { body: { Grants: { Member: ['View'] } } }],
  },
  deleteRole: { needs: administer, call: ['DELETE', '/api/Roles/spare'] },
  auditLog: { needs: administer, call: ['GET', '/api/AuditLog'] },
  listTokens: { needs: nothing, call: ['GET', '/api/Tokens'] },
  createToken: { needs: administer, call: ['POST', '/api/Tokens', { body: { User: 'ben' } }] },
  // Revoking one's own token takes no right; this one is somebody else's, and cannot be found without the right.
  revokeToken: {
    needs: administer,
    call: ['DELETE', '/api/Tokens/1'],
    refused: 'not_found',
  },
  // They show a caller's own requests.
  recentRequests: { needs: nothing, call: ['GET', '/api/RecentRequests'] },
  recentRequestsStream: { needs: nothing, call: ['GET', '/api/RecentRequests/Stream'] },
  requestSummary: { needs: nothing, call: ['GET', '/api/RecentRequests/Summary'] },
  health: { open: true, call: ['GET', '/health'] },
  live: { open: true, call: ['GET', '/health/live'] },
  ready: { open: true, call: ['GET', '/health/ready'] },
  openApi: { open: true, call: ['GET', '/openapi.json'] },
};
