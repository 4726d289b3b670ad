import { common } from './common.js';

const { pages } = common;

export const home = {
  title: (client: string) => `Overview of ${client}`,
  description:
    'Which contact has which role on which claim, which file belongs to which policy, and who said so.',
  find: 'Find a claim, a policy, a contact, a file: by a word, a number or an id',
  about: {
    [pages.records]:
      'Search claims, policies, contacts and files; see, attach and remove what is linked to them.',
    [pages.import]: 'Load links or records from a CSV file, with a dry run before anything is written.',
    [pages.changes]: 'Every link that is made, changed or removed, as it happens.',
    [pages.activity]: 'Requests by minute and status, the slowest operations, errors by code.',
    [pages.reference]: 'Every operation with its rules and examples, your recent requests, and Try It.',
    [pages.administration]:
      'Users, roles and tokens; relationships, domains and fields; the settings of the client.',
  } as Record<string, string>,
};
