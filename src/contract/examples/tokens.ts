/** Examples of the operations on tokens. */
import type { OperationExample } from '../operation.js';

export const tokenExamples: Record<string, OperationExample[]> = {
  listTokens: [
    {
      summary: 'A page',
      query: {
        pageSize: '1',
        after: '1',
      },
      answer: [
        {
          ID: 2,
          User: 'viewer',
          Name: '',
          Kind: 'token',
          Roles: null,
          CreatedAt: '2026-11-24T06:01:43.011Z',
          ExpiresAt: null,
          LastUsedAt: null,
        },
      ],
    },
    {
      summary: 'Those of one user',
      query: {
        user: 'viewer',
      },
      answer: [
        {
          ID: 2,
          User: 'viewer',
          Name: '',
          Kind: 'token',
          Roles: null,
          CreatedAt: '2026-11-24T06:01:43.011Z',
          ExpiresAt: null,
          LastUsedAt: null,
        },
      ],
    },
    {
      summary: 'A page size that is too large',
      query: {
        pageSize: '5000',
      },
      refused: 'invalid_request',
      answer: 'Unable to execute. pageSize must be an integer from 1 to 1000; "5000" was given.',
    },
    {
      summary: "Another's, without the right to administer",
      as: 'viewer',
      query: {
        user: 'ada',
      },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
    {
      summary: 'Those of a user who is not there',
      query: {
        user: 'nobody',
      },
      refused: 'not_found',
      answer: "Unable to execute. There is no user 'nobody'.",
    },
  ],
  createToken: [
    {
      summary: 'Until a day',
      body: {
        User: 'viewer',
        Name: 'nightly export',
        ExpiresAt: '2099-12-31T00:00:00Z',
      },
      answer: {
        ID: 4,
        User: 'viewer',
        Name: 'nightly export',
        Kind: 'token',
        Roles: null,
        CreatedAt: '2026-11-24T06:01:44.454Z',
        ExpiresAt: '2099-12-31T00:00:00.000Z',
        LastUsedAt: null,
        Token: 'lw_1_Csvan0hbiCpQkgFbYP2DaC53KEAYVuvE9idZWITns1E',
      },
    },
    {
      summary: "With some of the user's roles",
      body: {
        User: 'viewer',
        Name: 'reading alone',
        Roles: ['viewers'],
      },
      answer: {
        ID: 5,
        User: 'viewer',
        Name: 'reading alone',
        Kind: 'token',
        Roles: ['viewers'],
        CreatedAt: '2026-11-24T06:01:44.454Z',
        ExpiresAt: null,
        LastUsedAt: null,
        Token: 'lw_1_Csvan0hbiCpQkgFbYP2DaC53KEAYVuvE9idZWITns1E',
      },
    },
    {
      summary: 'With a role that the user does not have',
      body: {
        User: 'viewer',
        Roles: ['viewer'],
      },
      refused: 'invalid_request',
      answer:
        "Unable to execute. Roles must name roles that user 'viewer' has ('viewers'); \"viewer\" was given. Did you mean 'viewers'?",
    },
    {
      summary: 'An end that has passed',
      body: {
        User: 'viewer',
        ExpiresAt: '2001-12-31T00:00:00Z',
      },
      refused: 'invalid_request',
      answer: 'Unable to execute. ExpiresAt must be in the future.',
    },
    {
      summary: 'For a user who is not there',
      body: {
        User: 'nobody',
      },
      refused: 'not_found',
      answer: "Unable to execute. There is no user 'nobody'.",
    },
    {
      summary: 'Without the right to administer',
      as: 'viewer',
      body: {
        User: 'viewer',
      },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
  ],
  revokeToken: [
    {
      summary: 'A token',
      path: {
        id: 2,
      },
      answer: {
        IsSuccessful: true,
        Message: 'Revoked token 2.',
      },
    },
    {
      summary: 'One that is not there',
      path: {
        id: 2,
      },
      refused: 'not_found',
      answer: 'Unable to execute. There is no token with id 2.',
    },
    {
      summary: 'No number',
      path: {
        id: 'x',
      },
      refused: 'invalid_request',
      answer: 'Unable to execute. id must be the number of a token; "x" was given.',
    },
  ],
};
