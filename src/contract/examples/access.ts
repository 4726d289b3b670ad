/** Examples of the operations on who is asking, and of the settings of a client. */
import type { OperationExample } from '../operation.js';

const limitsAnswer = {
  BulkEntries: 1_000,
  BodyBytes: 10_000_000,
  FileBytes: 100_000,
  ContentBytes: 1_000_000_000_000,
  PageRows: 1_000,
  SessionMinutes: 30,
  RecentRequestDays: 7,
  RecentRequests: 100_000,
};

export const accessExamples: Record<string, OperationExample[]> = {
  readMe: [
    {
      summary: 'A user who may view everything',
      as: 'viewer',
      answer: {
        Account: 'Demo',
        Client: 'Claims',
        LinkIdentity: 'pair',
        User: 'viewer',
        Administrator: false,
        Permissions: {
          Policy: ['View'],
          Claim: ['View'],
          Location: ['View'],
          Incident: ['View'],
          Member: ['View'],
          Contact: ['View'],
          File: ['View'],
        },
        TokenID: 2,
        TokenKind: 'token',
        TokenExpiresAt: null,
      },
    },
  ],
  changePassword: [
    {
      summary: 'The old one does not fit',
      body: {
        OldPassword: 'wrong horse',
        NewPassword: 'another horse battery',
      },
      refused: 'invalid_request',
      answer: 'Unable to execute. OldPassword is not your password.',
    },
    {
      summary: 'A new password',
      body: {
        OldPassword: 'correct horse battery staple',
        NewPassword: 'another horse battery',
      },
      answer: {
        IsSuccessful: true,
        Message: 'Changed the password.',
      },
    },
  ],
  readClient: [
    {
      summary: 'The settings',
      answer: {
        Account: 'Demo',
        Client: 'Claims',
        LinkIdentity: 'pair',
        AuditLogDays: 400,
        Limits: limitsAnswer,
      },
    },
  ],
  readClientSizes: [
    {
      summary: 'The sizes',
      answer: {
        CountedTo: 100_000,
        Domains: [
          { Domain: 'Policy', Records: 1, Links: 1 },
          { Domain: 'Claim', Records: 2, Links: 2 },
          { Domain: 'Location', Records: 0, Links: 0 },
          { Domain: 'Incident', Records: 0, Links: 0 },
          { Domain: 'Member', Records: 0, Links: 0 },
          { Domain: 'Contact', Records: 3, Links: 0 },
          { Domain: 'File', Records: 2, Links: 0 },
        ],
        Contents: 1,
        ContentBytes: 51,
      },
    },
    {
      summary: 'Without the right to administer',
      as: 'viewer',
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
  ],
  saveClient: [
    {
      summary: 'A contact may have several roles on one record',
      body: {
        LinkIdentity: 'relationship',
      },
      answer: {
        Account: 'Demo',
        Client: 'Claims',
        LinkIdentity: 'relationship',
        AuditLogDays: 400,
        Limits: limitsAnswer,
      },
    },
    {
      summary: 'Entries of the audit log are kept for two years',
      body: {
        AuditLogDays: 730,
      },
      answer: {
        Account: 'Demo',
        Client: 'Claims',
        LinkIdentity: 'relationship',
        AuditLogDays: 730,
        Limits: limitsAnswer,
      },
    },
    {
      summary: 'Another word',
      body: {
        LinkIdentity: 'triple',
      },
      refused: 'invalid_request',
      answer: 'Unable to execute. LinkIdentity must be pair or relationship; "triple" was given.',
    },
    {
      summary: 'Without the right to administer',
      as: 'viewer',
      body: {
        LinkIdentity: 'pair',
      },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
    {
      summary: 'Back to one link for a pair, where pairs have several',
      client: 'Roles',
      body: {
        LinkIdentity: 'pair',
      },
      refused: 'link_conflict',
      answer: 'Unable to execute. 1 pair has several links: Claim 5001 with Contact 2001.',
    },
  ],
};
