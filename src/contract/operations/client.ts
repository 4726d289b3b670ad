/** The operations on the calling user, and on that user's client. */
import { ClientAnswer, ClientBody, ClientSizes, MeAnswer, PasswordBody } from '../access.js';
import { Done } from '../answers.js';
import type { Operation } from '../operation.js';
import { needsAdminister, needsToken, preconditions } from './preconditions.js';

const group = 'Administration';

export const readMe: Operation = {
  id: 'readMe',
  group,
  method: 'GET',
  path: '/api/Me',
  summary: 'Who is asking, and what they may do',
  description: `
Says whose token it is, of which client, what the user may do with each domain, and when the token ends.

${needsToken}`,
  answer: { description: 'The user behind the token.', schema: MeAnswer },
  errors: [],
};

export const changePassword: Operation = {
  id: 'changePassword',
  group,
  method: 'PUT',
  path: '/api/Me/Password',
  summary: 'Change your own password',
  description: `
Sets the password that you sign in with from now on.

${preconditions('A token of a user who has a password, and that password.')}
### Notes

- A password that is guessed first is refused: a common one, a name, one character over and over.
- Your other sessions end; this one stays, and so do tokens.
- A token that is bound to some of your roles changes no password.
- Attempts with a wrong password count like those to sign in with one.
`,
  body: { schema: PasswordBody },
  answer: { description: 'The password is changed.', schema: Done },
  errors: ['invalid_request', 'rate_limited'],
};

export const readClient: Operation = {
  id: 'readClient',
  group,
  method: 'GET',
  path: '/api/Client',
  summary: "The client's settings",
  description: `
Says which client it is, and its link identity: whether two records have one link, or one for each relationship. Also
how long its audit log is kept, and what the server takes and keeps at most.

${needsToken}`,
  answer: { description: 'The settings.', schema: ClientAnswer },
  errors: [],
};

export const readClientSizes: Operation = {
  id: 'readClientSizes',
  group,
  method: 'GET',
  path: '/api/Client/Sizes',
  summary: 'How much there is of a client',
  description: `
Says how many records and links there are of each domain, and how much content of files.

${needsAdminister}
### Notes

- Each is counted up to \`CountedTo\` and no further, so that it costs the same however much there is.
`,
  answer: { description: 'The sizes.', schema: ClientSizes },
  errors: ['permission_denied'],
};

export const saveClient: Operation = {
  id: 'saveClient',
  group,
  method: 'PUT',
  path: '/api/Client',
  summary: "Change the client's settings",
  description: `
Changes the client's link identity, what makes two links the same link, or how many days an entry of its audit log is
kept.

${needsAdminister}
### Notes

- What is not named stays as it is.
- From \`pair\` to \`relationship\` it goes at any time, back only while no two records have several links; a refusal says
  how many do, and shows some.
`,
  body: { schema: ClientBody },
  answer: { description: 'The settings as they are now.', schema: ClientAnswer },
  errors: ['invalid_request', 'permission_denied', 'link_conflict'],
};

export const clientOperations = [readMe, changePassword, readClient, readClientSizes, saveClient];
