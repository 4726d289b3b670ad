/** Examples of the operations on users. */
import type { OperationExample } from '../operation.js';

export const userExamples: Record<string, OperationExample[]> = {
  listUsers: [
    {
      summary: 'The users',
      answer: [
        {
          ID: 1,
          Name: 'demo',
          Administrator: true,
          Roles: [],
          HasPassword: false,
          CreatedAt: '2026-11-24T06:01:36.004Z',
        },
        {
          ID: 2,
          Name: 'linkwright load',
          Administrator: false,
          Roles: [],
          HasPassword: false,
          CreatedAt: '2026-11-24T06:01:36.007Z',
        },
        {
          ID: 3,
          Name: 'viewer',
          Administrator: false,
          Roles: ['viewers'],
          HasPassword: false,
          CreatedAt: '2026-11-24T06:01:36.114Z',
        },
        {
          ID: 4,
          Name: 'stranger',
          Administrator: false,
          Roles: [],
          HasPassword: false,
          CreatedAt: '2026-11-24T06:01:36.115Z',
        },
        {
          ID: 5,
          Name: 'ada',
          Administrator: true,
          Roles: [],
          HasPassword: true,
          CreatedAt: '2026-11-24T06:01:36.116Z',
        },
      ],
    },
    {
      summary: 'A page',
      query: {
        pageSize: '1',
        after: '2',
      },
      answer: [
        {
          ID: 3,
          Name: 'viewer',
          Administrator: false,
          Roles: ['viewers'],
          HasPassword: false,
          CreatedAt: '2026-11-24T06:01:36.114Z',
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
      summary: 'Without the right to administer',
      as: 'viewer',
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
  ],
  saveUser: [
    {
      summary: 'A new user',
      path: {
        user: 'ben',
      },
      body: {
        Password: 'correct horse battery',
        Roles: ['viewers'],
      },
      answer: {
        ID: 6,
        Name: 'ben',
        Administrator: false,
        Roles: ['viewers'],
        HasPassword: true,
        CreatedAt: '2026-11-24T06:01:37.792Z',
      },
    },
    {
      summary: 'Another password; the roles stay',
      path: {
        user: 'ben',
      },
      body: {
        Password: 'another horse battery',
      },
      answer: {
        ID: 6,
        Name: 'ben',
        Administrator: false,
        Roles: ['viewers'],
        HasPassword: true,
        CreatedAt: '2026-11-24T06:01:37.792Z',
      },
    },
    {
      summary: 'A misspelt role',
      path: {
        user: 'ben',
      },
      body: {
        Roles: ['veiwers'],
      },
      refused: 'invalid_request',
      answer: "Unable to execute. There is no role 'veiwers'. Did you mean 'viewers'?",
    },
    {
      summary: 'Without the right to administer',
      as: 'viewer',
      path: {
        user: 'viewer',
      },
      body: {
        Administrator: true,
      },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
    {
      summary: 'The last administrator',
      before: [
        {
          operation: 'saveUser',
          path: {
            user: 'demo',
          },
          body: {
            Administrator: false,
          },
        },
      ],
      path: {
        user: 'ada',
      },
      body: {
        Administrator: false,
      },
      refused: 'in_use',
      answer: "Unable to execute. 'ada' is the last user that may administer the client.",
    },
  ],
  deleteUser: [
    {
      summary: 'A user goes',
      path: {
        user: 'demo',
      },
      answer: {
        IsSuccessful: true,
        Message: "Deleted user 'demo'.",
      },
    },
    {
      summary: 'One that is not there',
      path: {
        user: 'demo',
      },
      refused: 'not_found',
      answer: "Unable to execute. There is no user 'demo'.",
    },
    {
      summary: 'The last administrator',
      path: {
        user: 'ada',
      },
      refused: 'in_use',
      answer: "Unable to execute. 'ada' is the last user that may administer the client.",
    },
    {
      summary: 'Without the right to administer',
      as: 'viewer',
      path: {
        user: 'ada',
      },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
  ],
};
