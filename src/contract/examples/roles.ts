/** Examples of the operations on roles. */
import type { OperationExample } from '../operation.js';

export const roleExamples: Record<string, OperationExample[]> = {
  listRoles: [
    {
      summary: 'The roles',
      answer: [
        {
          Name: 'viewers',
          Grants: {
            '*': ['View'],
          },
        },
      ],
    },
    {
      summary: 'Without the right to administer',
      as: 'viewer',
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
  ],
  saveRole: [
    {
      summary: 'A role',
      path: {
        role: 'adjusters',
      },
      body: {
        Grants: {
          '*': ['View'],
          Claim: ['Edit', 'AttachContacts', 'DetachContacts'],
        },
      },
      answer: {
        Name: 'adjusters',
        Grants: {
          '*': ['View'],
          Claim: ['Edit', 'AttachContacts', 'DetachContacts'],
        },
      },
    },
    {
      summary: 'A misspelt permission',
      path: {
        role: 'adjusters',
      },
      body: {
        Grants: {
          Claim: ['Veiw'],
        },
      },
      refused: 'invalid_request',
      answer:
        'Unable to execute. Grants.Claim[0] must be one of View, Edit, AttachContacts, DetachContacts, AttachFiles, ModifyFiles, Administer; "Veiw" was given.',
    },
    {
      summary: 'Without the right to administer',
      as: 'viewer',
      path: {
        role: 'viewers',
      },
      body: {
        Grants: {
          '*': ['Administer'],
        },
      },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
    {
      summary: 'The role by which the last administrator is one',
      before: [
        {
          operation: 'saveRole',
          path: {
            role: 'chiefs',
          },
          body: {
            Grants: {
              '*': ['Administer'],
            },
          },
        },
        {
          operation: 'saveUser',
          path: {
            user: 'demo',
          },
          body: {
            Administrator: false,
          },
        },
        {
          operation: 'saveUser',
          path: {
            user: 'ada',
          },
          body: {
            Administrator: false,
            Roles: ['chiefs'],
          },
        },
      ],
      path: {
        role: 'chiefs',
      },
      body: {
        Grants: {},
      },
      refused: 'in_use',
      answer: "Unable to execute. 'ada' is the last user that may administer the client.",
    },
  ],
  deleteRole: [
    {
      summary: 'A role that no user has',
      before: [
        {
          operation: 'saveRole',
          path: {
            role: 'guests',
          },
          body: {
            Grants: {},
          },
        },
      ],
      path: {
        role: 'guests',
      },
      answer: {
        IsSuccessful: true,
        Message: "Deleted role 'guests'.",
      },
    },
    {
      summary: 'One that is not there',
      path: {
        role: 'guests',
      },
      refused: 'not_found',
      answer: "Unable to execute. There is no role 'guests'.",
    },
    {
      summary: 'One that a user has',
      path: {
        role: 'viewers',
      },
      refused: 'in_use',
      answer: "Unable to execute. 1 user has the role 'viewers': 'viewer'.",
    },
    {
      summary: 'Without the right to administer',
      as: 'viewer',
      path: {
        role: 'viewers',
      },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
  ],
};
